"""How pages read: on a phone, in wide tables, on paper, with more contrast, in the system's colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from search_site import browser
from site_pages import Site

PROFILE = "profiles/iti/mhd/index.html"
CHECKLIST = "scenarios/mhd-publish-and-find/checklist/index.html"

CONTRASTS = """() => {
  const drawing = document.createElement("canvas").getContext("2d");
  const bytes = (colour) => {
    drawing.fillStyle = colour;
    drawing.fillRect(0, 0, 1, 1);
    return [...drawing.getImageData(0, 0, 1, 1).data];
  };
  const part = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const { backgroundColor } = getComputedStyle(element);
      if (!/rgba\\(.*, 0\\)|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return "#fff";
  };
  const seen = ".tf :is(p, a, th, td, dt, dd, h1, h2, .tf-badge, .tf-id, .tf-opt), .md-nav__link";
  return [...document.querySelectorAll(seen)]
    .filter((element) => element.checkVisibility() && element.textContent.trim())
    .map((element) => {
      const paper = behind(element);
      drawing.fillStyle = "#fff";
      const one = luminance(bytes(paper)), other = luminance(bytes(getComputedStyle(element).color));
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return [ratio, element.className || element.localName, element.textContent.trim().slice(0, 30)];
    })
    .filter(([ratio]) => ratio < 7);
}"""


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture
def page(started: Browser) -> Iterator[Page]:
    with started.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def show(page: Page, site: Site, name: str) -> Page:
    page.goto((site.folder / name).as_uri())
    return page


def one_of_each(site: Site) -> list[str]:
    """The first page below each folder of the site, and those at its top."""
    kinds: dict[tuple[str, int], str] = {}
    for name in site.pages:
        kinds.setdefault((name.partition("/")[0], name.count("/")), name)
    return [name for name in kinds.values() if name != "404.html"]


def test_no_kind_of_page_scrolls_sideways_on_a_phone(page: Page, own_site: Site) -> None:
    wide = []
    for name in one_of_each(own_site):
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 700})
            show(page, own_site, name)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((name, width))
    assert wide == []


def test_head_of_a_table_stays_below_the_bar(page: Page, own_site: Site) -> None:
    show(page, own_site, "trace/index.html")
    page.locator(".tf-table--fits tbody tr").nth(20).scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    head = page.locator(".tf-table--fits thead th").first.bounding_box()
    bar = page.locator(".md-header").bounding_box()
    assert head is not None and bar is not None
    assert 0 <= head["y"] - bar["height"] < 12


def test_head_and_row_heads_of_a_large_table_stay_on_a_phone(page: Page, own_site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, own_site, PROFILE)
    table = page.locator(".tf-table--tall.tf-table--scrolls").first
    table.evaluate("each => { each.scrollTop = 400; each.scrollLeft = 120; }")
    frame = table.bounding_box()
    corner = table.locator("thead th").first.bounding_box()
    assert frame is not None and corner is not None
    assert abs(corner["x"] - frame["x"]) < 3
    assert abs(corner["y"] - frame["y"]) < 3


def test_paper_gets_the_addresses_of_links(page: Page, own_site: Site) -> None:
    show(page, own_site, PROFILE).emulate_media(media="print")
    first = page.locator(".tf-lead .tf-address").first
    expect(first).to_have_text("1")
    expect(page.locator(".tf-addresses li").first).to_have_text(f"{own_site.url}profiles/iti/xds.b/")


def test_addresses_leave_the_screen_again(page: Page, own_site: Site) -> None:
    show(page, own_site, PROFILE).emulate_media(media="print")
    expect(page.locator(".tf-addresses")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".tf-addresses, .tf-address")).to_have_count(0)


def test_one_address_has_one_number(page: Page, own_site: Site) -> None:
    show(page, own_site, PROFILE).emulate_media(media="print")
    addresses = page.locator(".tf-addresses li").all_inner_texts()
    assert len(addresses) > 20
    assert len(addresses) == len(set(addresses))


def test_paper_shows_the_article_alone(page: Page, own_site: Site) -> None:
    show(page, own_site, PROFILE).emulate_media(media="print")
    for left_out in (
        ".md-header",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".tf-pager",
        ".tf-pages",
    ):
        assert not page.locator(left_out).first.is_visible()


def test_a_checklist_is_printed_without_addresses(page: Page, own_site: Site) -> None:
    show(page, own_site, CHECKLIST).emulate_media(media="print")
    page.wait_for_timeout(200)
    expect(page.locator(".tf-addresses")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_makes_all_text_seven_to_one(scheme: str, started: Browser, own_site: Site) -> None:
    with started.new_context(
        contrast="more", color_scheme="dark" if scheme == "dark" else "light"
    ) as context:
        page = context.new_page()
        for name in (PROFILE, "index.html", "events/index.html"):
            show(page, own_site, name)
            assert page.evaluate(CONTRASTS) == []


def test_system_colours_keep_what_colour_said(started: Browser, own_site: Site) -> None:
    with started.new_context(forced_colors="active") as context:
        page = show(context.new_page(), own_site, PROFILE)
        badge, active = page.locator(".tf-badge").first, page.locator(".md-nav__link[aria-current]").first
        other = page.locator(".md-nav__link:not([aria-current])").first
        border = "each => getComputedStyle(each).borderLeftColor"
        assert badge.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
        assert active.evaluate(border) != other.evaluate(border)


def test_motion_is_left_out_for_those_who_ask(started: Browser, own_site: Site) -> None:
    with started.new_context(reduced_motion="reduce", viewport={"width": 390, "height": 844}) as context:
        page = show(context.new_page(), own_site, PROFILE)
        lasts = "each => parseFloat(getComputedStyle(each).transitionDuration)"
        assert page.locator(".md-sidebar--primary").evaluate(lasts) < 0.001
