"""An editor with a page open beside the text: what Chromium then shows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.live import LiveServer
from generator.preview import Preview
from preview_support import a_preview, a_root, edit, write
from search_site import browser
from site_support import REPOSITORY, missing

TEXT = "framework/pages/guide.md"
SHEET = ".tfpub-live__sheet"
LONG = "\n\n".join(f"## Section {number}\n\n{'Many words stand here. ' * 40}" for number in range(12))


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = a_root(tmp_path)
    write(root, TEXT, f'---\ntitle: Guide\n---\nBefore.\n\n{LONG}\n\n??? note "More"\n    Folded words.\n')
    return root


@pytest.fixture
def preview(root: Path) -> Preview:
    preview = a_preview(root)
    preview.judge()
    return preview


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    with LiveServer(preview, None, host="127.0.0.1", port=0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


@pytest.fixture
def page(window: Browser, address: str) -> Iterator[Page]:
    """The guide, open; nothing may go wrong in it."""
    page = window.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_guide(page, address)
    yield page
    assert complaints == []
    page.close()


def open_guide(page: Page, address: str) -> None:
    with page.expect_request("**/__tfpub__/events*"):
        page.goto(f"{address}framework/guide/")


def change(preview: Preview, root: Path, old: str, new: str) -> None:
    preview.change([edit(root, TEXT, old, new)])


def top_of(page: Page, anchor: str) -> float:
    return float(page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", anchor))


def scroll_to(page: Page, anchor: str) -> float:
    """Scrolls a bit below the anchor; gives where that then is."""
    page.evaluate(
        "id => scrollTo(0, document.getElementById(id).getBoundingClientRect().top + scrollY + 90)", anchor
    )
    return top_of(page, anchor)


def settle(page: Page) -> None:
    """Waits until the page is where it was before it came anew."""
    page.wait_for_load_state()
    for _ in range(100):
        if page.evaluate("history.scrollRestoration") == "auto":
            return
        page.wait_for_timeout(50)


def test_a_saved_text_appears_by_itself(page: Page, preview: Preview, root: Path) -> None:
    change(preview, root, "Before.", "After.")
    expect(page.get_by_text("After.")).to_be_visible()


def test_the_reader_stays_at_the_same_place(page: Page, preview: Preview, root: Path) -> None:
    before = scroll_to(page, "section-7")
    change(preview, root, "Before.", f"After.\n\n{'New words above. ' * 300}")
    expect(page.locator("article")).to_contain_text("New words above")
    settle(page)
    assert abs(top_of(page, "section-7") - before) < 3
    change(preview, root, f"\n\n{'New words above. ' * 300}", "")
    expect(page.locator("article")).not_to_contain_text("New words above")
    settle(page)
    assert abs(top_of(page, "section-7") - before) < 3


def test_what_was_unfolded_stays_so_and_the_focus_where_it_was(
    page: Page, preview: Preview, root: Path
) -> None:
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_text("Folded words.")).to_be_visible()
    focused = page.evaluate(
        "() => { document.querySelector('input[id]').focus(); return document.activeElement.id }"
    )
    change(preview, root, "Before.", "After.")
    expect(page.get_by_text("After.")).to_be_attached()
    expect(page.get_by_text("Folded words.")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == focused


def test_another_page_is_not_disturbed(page: Page, preview: Preview, root: Path) -> None:
    page.evaluate("window.isTheSame = true")
    preview.change([edit(root, "framework/pages/about.md", "Nothing to see.", "Something.")])
    page.wait_for_timeout(500)
    assert page.evaluate("window.isTheSame") is True


def test_an_error_shows_itself_with_place_and_hint_until_it_is_mended(
    page: Page, preview: Preview, root: Path
) -> None:
    change(preview, root, "Before.", "See [DOM-3].")
    preview.judge()
    sheet = page.get_by_role("alert")
    expect(sheet).to_contain_text("1 error")
    expect(sheet).to_contain_text(f"{TEXT}:4:5 [DOM-3] is not defined here [unknown-id]")
    expect(sheet).to_contain_text("did you mean DOM-")
    expect(page.get_by_text("See [DOM-3].", exact=True)).to_be_visible()
    change(preview, root, "See [DOM-3].", "See [DOM-2].")
    preview.judge()
    expect(page.locator(".tfpub-live")).to_have_count(0)


def test_while_a_file_cannot_be_read_the_page_stays_and_says_so(
    page: Page, preview: Preview, root: Path
) -> None:
    text = (root / TEXT).read_text(encoding="utf-8")
    preview.change([write(root, TEXT, "---\ntitle: [\n---\n")])
    expect(page.get_by_role("alert")).to_contain_text("What you see is as it was before")
    expect(page.get_by_text("Before.")).to_be_visible()
    preview.change([write(root, TEXT, text.replace("Before.", "After."))])
    preview.judge()
    expect(page.get_by_text("After.")).to_be_visible()
    expect(page.locator(".tfpub-live")).to_have_count(0)


def test_the_sheet_is_closed_and_opened_by_keyboard(page: Page, preview: Preview, root: Path) -> None:
    change(preview, root, "Before.", "See [DOM-3].")
    preview.judge()
    sheet, button = page.locator(SHEET), page.locator(".tfpub-live__button")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    expect(page.locator(".tfpub-live__close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()


def test_warnings_wait_in_a_button(page: Page, preview: Preview, root: Path) -> None:
    preview.change(
        [edit(root, "site_config.yml", "publication:", "checks: {unknown-id: warning}\npublication:")]
    )
    change(preview, root, "Before.", "See [DOM-3].")
    preview.judge()
    expect(page.locator(".tfpub-live__button")).to_have_text("1 warning")
    expect(page.locator(SHEET)).to_be_hidden()
    assert page.get_by_role("alert").count() == 0


def test_axe_finds_nothing_wrong_with_the_sheet(page: Page, preview: Preview, root: Path) -> None:
    change(preview, root, "Before.", "See [DOM-3].")
    preview.judge()
    expect(page.locator(SHEET)).to_be_visible()
    script = REPOSITORY / "tests/node_modules/axe-core/axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8") if script.exists() else missing("axe-core"))
    found = page.evaluate("axe.run('.tfpub-live').then(found => found.violations.map(each => each.id))")
    assert found == []


def test_the_sheet_fits_a_narrow_screen(page: Page, preview: Preview, root: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    change(preview, root, "Before.", f"See {' '.join(f'[DOM-{number}]' for number in range(10, 60))}.")
    preview.judge()
    sheet = page.locator(SHEET)
    expect(sheet).to_be_visible()
    box = sheet.bounding_box()
    assert box is not None
    assert box["width"] <= 320 and box["height"] <= 0.6 * 560 + 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_windows_follow_at_once(
    page: Page, window: Browser, address: str, preview: Preview, root: Path
) -> None:
    other = window.new_page()
    open_guide(other, address)
    change(preview, root, "Before.", "After.")
    for each in (page, other):
        expect(each.get_by_text("After.")).to_be_visible()
    other.close()
    change(preview, root, "After.", "And again.")
    expect(page.get_by_text("And again.")).to_be_visible()
