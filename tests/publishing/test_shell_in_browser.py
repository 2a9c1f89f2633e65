"""Pages of the shell in a real browser, opened from disk: they fit, they obey, and they ask nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.publishing.links import LinkStyle
from generator.site import Fragment
from search_site import browser
from shell_pages import DEEP_TOC, HOSTILE, VARIED, a_fragment, shells

CELLS = "".join(f"<td>a value of column {n}, not short</td>" for n in range(12))
WIDE_TABLE = (
    '<div class="tf-table tf-table--wide" role="region" aria-label="T" tabindex="0">'
    f'<table><caption>T</caption><tbody><tr><th scope="row">Row</th>{CELLS}</tr></tbody></table></div>'
)
LONG_WORD = "DocumentReference.relatesTo.target.identifier." * 6
PAGES: dict[str, Fragment] = {
    "hostile/": VARIED["hostile title"],
    "listed/": a_fragment(html='<h1>T</h1><h2 id="x">X</h2>', toc=DEEP_TOC),
    "wide/": a_fragment(
        html=f"<h1>{LONG_WORD}</h1><p>{LONG_WORD} <code>{LONG_WORD}</code></p>{WIDE_TABLE}"
        f"<pre><code>{LONG_WORD}</code></pre><table><tr>{CELLS}</tr></table>",
        title=LONG_WORD,
    ),
    "narrow/": a_fragment(html=WIDE_TABLE.replace(CELLS, "<td>one</td>")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the pages, below a folder whose name has to be encoded."""
    site = tmp_path_factory.mktemp("shell") / "My Site #1 (100% été)"
    made = shells(style=LinkStyle.file())
    for name, fragment in PAGES.items():
        write(site / "a/b" / name / "index.html", made.page(fragment).encode())
    for address, content in made.files.items():
        write(site / address, content if isinstance(content, bytes) else content.read_bytes())
    return site / "a/b"


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(started: Browser, complaints: list[str]) -> Iterator[Page]:
    context = started.new_context(viewport={"width": 390, "height": 844}, color_scheme="light")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    opened.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.on("request", lambda asked: complaints.append(asked.url) if "file:" not in asked.url[:5] else None)
    yield opened
    context.close()


def url(folder: Path, name: str) -> str:
    return (folder / name / "index.html").as_uri()


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_without_complaint_or_foreign_request(
    name: str, folder: Path, page: Page, complaints: list[str]
) -> None:
    page.goto(url(folder, name))
    page.wait_for_timeout(300)
    assert complaints == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 2200])
@pytest.mark.parametrize("name", PAGES)
def test_page_never_scrolls_sideways(name: str, width: int, folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url(folder, name))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_title_is_shown_as_it_was_typed(folder: Path, page: Page) -> None:
    page.goto(url(folder, "hostile/"))
    assert page.title().startswith(" ".join(HOSTILE.split()))


def test_choice_of_colours_is_kept_on_the_next_page(folder: Path, page: Page) -> None:
    page.goto(url(folder, "listed/"))
    page.locator(".md-header label[for=__palette_1]").click()
    page.goto(url(folder, "narrow/"))
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_table_that_fits_is_no_stop_for_the_keyboard(folder: Path, page: Page) -> None:
    page.goto(url(folder, "narrow/"))
    assert page.locator(".tf-table--fits:not([tabindex])").count() == 1


def test_table_that_does_not_fit_is_scrolled_by_the_keyboard(folder: Path, page: Page) -> None:
    page.goto(url(folder, "wide/"))
    table = page.locator(".tf-table--scrolls")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.tf-table--scrolls').scrollLeft > 0")


def test_contents_open_as_a_sheet_and_close_by_escape(folder: Path, page: Page) -> None:
    page.goto(url(folder, "listed/"))
    contents = page.locator("#tf-toc")
    assert not contents.is_visible()
    page.locator(".tf-toc-open").click()
    assert contents.is_visible()
    page.keyboard.press("Escape")
    contents.wait_for(state="hidden")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_sections_are_reached_by_keyboard_on_a_small_screen(
    script: bool, folder: Path, started: Browser
) -> None:
    context = started.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    page.goto(url(folder, "narrow/"))
    page.keyboard.press("Tab")  # the skip link comes first
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    sections = page.locator(".md-sidebar--primary")
    page.wait_for_timeout(500)
    box = sections.bounding_box()
    context.close()
    assert box is not None and box["x"] >= 0


def test_skip_link_moves_the_reader_into_the_article(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(url(folder, "listed/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'tf-content'")
