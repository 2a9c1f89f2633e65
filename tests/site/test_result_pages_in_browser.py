"""Result pages in a browser: on a phone, in the dark, and with names that would like to be markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import site_support
from html_checking import complaints
from results_root import results_root

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
EVENT = "events/2025-eu/"
WIDE = (
    "",
    "events/",
    EVENT,
    "organizations/",
    "organizations/elverstone-exchange/",
    "systems/",
    "statements/",
    "profiles/iti/mhd/",
    "profiles/iti/mhd/results/",
    "actors/document-source/",
    "domains/iti/",
)
PHONE = {"width": 390, "height": 844}
MARKUP = "<b>Fir</b> & 'Sons' {{ 7*7 }}"
NAMED = re.compile(r"\b(name|product|sponsor): (?!\")([^,\n]+)")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE) as context:
        yield context.new_page()


@pytest.mark.parametrize("page", WIDE)
def test_a_phone_scrolls_tables_and_never_the_page(phone: Page, address: str, page: str) -> None:
    phone.goto(address + page)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_wide_matrix_keeps_its_row_heads_in_view(phone: Page, address: str) -> None:
    phone.goto(address + EVENT)
    matrix = phone.locator(".tf-table--matrix").first
    matrix.evaluate("matrix => { matrix.scrollLeft = 10000; }")
    head = matrix.locator("tbody th").first.bounding_box()
    assert head is not None and 0 <= head["x"] < PHONE["width"] / 3


def test_a_long_matrix_keeps_its_column_heads_in_view(phone: Page, address: str) -> None:
    phone.goto(address + EVENT)
    matrix = phone.locator(".tf-table--matrix").first
    matrix.evaluate("matrix => { matrix.scrollTop = 10000; }")
    frame, head = matrix.bounding_box(), matrix.locator("thead").bounding_box()
    assert frame is not None and head is not None
    assert abs(head["y"] - frame["y"]) < 2


def test_bars_have_another_colour_in_the_dark(browser: Browser, address: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(f"{address}events/")
            bar = page.locator(".tf-chart rect").first
            colours.append(bar.evaluate("bar => getComputedStyle(bar).fill"))
    assert colours[0] != colours[1]


def test_bars_are_as_long_as_their_numbers(phone: Page, address: str) -> None:
    phone.goto(f"{address}events/")
    widths = phone.locator(".tf-chart rect").evaluate_all(
        "bars => bars.map((bar) => bar.getBoundingClientRect().width)"
    )
    values = [int(text) for text in phone.locator(".tf-chart__value").all_text_contents()]
    longest = max(widths) / max(values)
    assert [round(width / longest) for width in widths] == values


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with names that hold markup, of events, organizations, systems and sponsors."""
    folder = tmp_path_factory.mktemp("hostile")
    root = results_root(folder)
    for path in root.glob("results_data/**/*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(NAMED.sub(lambda found: f'{found[1]}: "{MARKUP} {found[2]}"', text), encoding="utf-8")
    outcome = site_support.build(root, folder / "site", cwd=folder)
    assert outcome.code == 0, outcome.output
    return folder / "site"


def test_markup_in_names_is_text(hostile_site: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in hostile_site.rglob("index.html")}
    shown = [path for path, html in pages.items() if "&lt;b&gt;Fir&lt;/b&gt;" in html]
    assert len(shown) > 15
    assert [path for path, html in pages.items() if "<b>Fir" in html] == []


def test_pages_with_such_names_are_valid(hostile_site: Path, html_checker: list[str]) -> None:
    assert complaints(html_checker, hostile_site) == []
