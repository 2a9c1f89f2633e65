"""Who points at a name sees what it means: by mouse, by keyboard and by touch, and the link stays a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from search_site import browser
from site_pages import Site

READ = "profiles/iti/mhd/actor-options/index.html"
MENTION = ".tf a.tf-mention[href*='document-source']"


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture
def page(started: Browser, own_site: Site) -> Iterator[Page]:
    with started.new_context(viewport={"width": 1280, "height": 800}) as context:
        opened = context.new_page()
        opened.goto(f"{own_site.folder.as_uri()}/{READ}")
        yield opened


@pytest.fixture
def phone(started: Browser, own_site: Site) -> Iterator[Page]:
    with started.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        opened = context.new_page()
        opened.goto(f"{own_site.folder.as_uri()}/{READ}")
        yield opened


def box(page: Page) -> Locator:
    return page.locator("#tf-definition")


def focus_by_keyboard(page: Page, link: Locator) -> None:
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def test_pointing_shows_name_and_definition(page: Page) -> None:
    page.locator(MENTION).first.hover()
    expect(box(page)).to_contain_text("Document Source")
    expect(box(page)).to_contain_text("Produces documents")


def test_definition_stays_while_the_pointer_is_on_it(page: Page) -> None:
    page.locator(MENTION).first.hover()
    box(page).hover()
    page.wait_for_timeout(600)
    expect(box(page)).to_be_visible()


def test_definition_goes_when_the_pointer_leaves(page: Page) -> None:
    page.locator(MENTION).first.hover()
    expect(box(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(box(page)).to_be_hidden()


def test_focus_by_keyboard_shows_the_definition_and_describes_the_link(page: Page) -> None:
    link = page.locator(MENTION).first
    focus_by_keyboard(page, link)
    expect(box(page)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "tf-definition")
    expect(box(page)).to_have_attribute("role", "tooltip")


def test_escape_dismisses_and_leaves_focus_where_it_is(page: Page) -> None:
    link = page.locator(MENTION).first
    focus_by_keyboard(page, link)
    expect(box(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    expect(box(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_enter_follows_the_link(page: Page) -> None:
    focus_by_keyboard(page, page.locator(MENTION).first)
    expect(box(page)).to_be_visible()
    with page.expect_navigation(url="**/actors/document-source/**"):
        page.keyboard.press("Enter")


def test_a_term_in_a_later_part_of_the_glossary_has_its_definition(page: Page) -> None:
    page.locator(".tf a.tf-mention[href*='glossary/part-2/']").first.hover()
    expect(box(page)).to_be_visible()


def test_headings_and_navigation_show_nothing(page: Page) -> None:
    page.locator(".tf-breadcrumbs a[href*=profiles]").first.hover()
    page.wait_for_timeout(600)
    expect(box(page)).to_be_hidden()


def test_touch_shows_the_definition_and_does_not_leave(phone: Page) -> None:
    phone.locator(MENTION).first.tap()
    expect(box(phone)).to_have_attribute("role", "dialog")
    expect(box(phone).get_by_role("link")).to_be_focused()
    assert phone.url.endswith(READ)


def test_a_second_touch_follows_the_link(phone: Page) -> None:
    phone.locator(MENTION).first.tap()
    expect(box(phone)).to_be_visible()
    with phone.expect_navigation(url="**/actors/document-source/**"):
        box(phone).get_by_role("link").tap()


def test_touch_elsewhere_closes_it_and_its_button_gives_focus_back(phone: Page) -> None:
    link = phone.locator(MENTION).first
    link.tap()
    box(phone).get_by_role("button").tap()
    expect(box(phone)).to_be_hidden()
    expect(link).to_be_focused()
    link.tap()
    phone.locator("h1").tap()
    expect(box(phone)).to_be_hidden()


def test_definition_lies_within_the_width_of_a_phone(phone: Page) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.locator(MENTION).first.tap()
    expect(box(phone)).to_be_visible()
    placed = box(phone).bounding_box()
    assert placed is not None
    assert placed["x"] >= 0
    assert placed["x"] + placed["width"] <= 320


def test_without_definitions_touch_follows_the_link(phone: Page) -> None:
    phone.evaluate("() => { tfpub.load = () => Promise.reject(new Error('gone')); }")
    with phone.expect_navigation(url="**/actors/document-source/**"):
        phone.locator(MENTION).first.tap()
