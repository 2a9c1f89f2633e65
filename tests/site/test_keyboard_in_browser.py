"""Whoever has only a keyboard reaches everything that can be used, and sees where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from search_site import browser
from site_pages import Site

DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
PAGES = (
    "index.html",
    "profiles/iti/ct/index.html",
    "transactions/iti-1/index.html",
    "actors/time-client/index.html",
    "organizations/elverstone-exchange/index.html",
    "events/index.html",
    "scenarios/ct-clock-synchronised/checklist/index.html",
    "results/index.html",
    "find/index.html",
    "obligations/index.html",
    "search/index.html",
    "downloads/index.html",
)
MOST_STOPS = 900

# Each element that can be used gets a number; of radio buttons with one name, arrows lead to the others.
NUMBER = """() => {
  const usable = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const groups = new Set();
  const wanted = [...document.querySelectorAll(usable)].filter((element) => {
    const isOffered = element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]");
    if (!isOffered || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio") return true;
    const isFirst = !groups.has(element.name);
    groups.add(element.name);
    return isFirst;
  });
  wanted.forEach((element, number) => (element.dataset.stop = number));
  return wanted.map((element) => element.outerHTML.slice(0, 120));
}"""
TO_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // Of a box that the theme hides, the label that follows is what is seen.
  const next = element.nextElementSibling;
  const seen = [element, ...(next?.localName === "label" ? [next] : [])].filter((each) => {
    const shape = each.getBoundingClientRect();
    return shape.width > 1 && shape.bottom > 0 && shape.top < innerHeight && each.checkVisibility();
  });
  const isOutlined = (look) => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  const looks = seen.map((each) => getComputedStyle(each));
  return {
    stop: element.dataset.stop ?? "",
    what: element.outerHTML.slice(0, 120),
    isMarked: looks.some((look) => isOutlined(look) || look.boxShadow !== "none"),
    isInView: seen.length > 0,
  };
}"""


@dataclass(frozen=True)
class Walk:
    """What can be used on a page, and the stops that the Tab key made: number, markup, how it is seen."""

    wanted: list[str]
    stops: list[dict[str, str]]


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def window(request: pytest.FixtureRequest, started: Browser) -> Iterator[Page]:
    with started.new_context(viewport=request.param, reduced_motion="reduce") as context:
        yield context.new_page()


def walk(window: Page) -> Walk:
    """From the top of the page to its end."""
    window.evaluate(TO_THE_TOP)
    wanted = window.evaluate(NUMBER)
    stops: list[dict[str, str]] = []
    while len(stops) < MOST_STOPS:
        window.keyboard.press("Tab")
        stop = window.evaluate(STOP)
        if stop is None or (stop["stop"] and stop["stop"] in {each["stop"] for each in stops}):
            break
        stops.append(stop)
    return Walk(wanted, stops)


@pytest.mark.parametrize("page", PAGES)
def test_everything_is_reached_and_seen(page: str, window: Page, own_site: Site) -> None:
    window.goto((own_site.folder / page).as_uri())
    window.wait_for_load_state("networkidle")
    walked = walk(window)
    assert len(walked.stops) > 5
    reached = {each["stop"] for each in walked.stops}
    assert [what for number, what in enumerate(walked.wanted) if str(number) not in reached] == []
    assert [each["what"] for each in walked.stops if not each["isMarked"]] == []
    assert [each["what"] for each in walked.stops if not each["isInView"]] == []


def test_the_first_stop_leads_past_the_head(window: Page, own_site: Site) -> None:
    window.goto((own_site.folder / PAGES[1]).as_uri())
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_a_stop_out_of_reach_would_be_named(window: Page) -> None:
    window.set_content("<a href='#a'>One</a><button>Two</button><a href='#c' style='outline: none'>Three</a>")
    window.evaluate("() => { document.querySelector('button').onfocus = (event) => event.target.blur(); }")
    walked = walk(window)
    assert len(walked.wanted) == 3
    assert [each["stop"] for each in walked.stops] == ["0"]


def test_a_stop_without_a_mark_would_be_named(window: Page) -> None:
    window.set_content("<a href='#a'>One</a><a href='#b' style='outline: none'>Two</a>")
    assert [each["isMarked"] for each in walk(window).stops] == [True, False]
