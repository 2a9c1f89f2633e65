"""A browser shows a page of each kind, under the site's policy, without a complaint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, sync_playwright

from site_pages import Site, one_of_each

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


def faults(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """What the browser says about the pages: errors, refusals, and requests to other hosts."""
    found: list[str] = []
    with browser.new_context() as context:
        window = context.new_page()
        window.on(
            "console", lambda said: found.append(said.text) if said.type in {"error", "warning"} else None
        )
        window.on("pageerror", lambda error: found.append(str(error)))
        window.on("requestfailed", lambda request: note_failure(found, request))
        window.on("request", lambda request: note_outside(found, request.url, address))
        for page in pages:
            window.goto(address + page, wait_until="load")
    return found


def note_failure(found: list[str], request: Request) -> None:
    """A request that ends because its page is left is no fault."""
    if request.failure != "net::ERR_ABORTED":
        found.append(f"failed: {request.url} {request.failure}")


def note_outside(found: list[str], url: str, address: str) -> None:
    if not url.startswith((address, "data:", "blob:")):
        found.append(f"outside: {url}")


def test_every_kind_of_page_loads_without_a_complaint(browser: Browser, address: str, own_site: Site) -> None:
    pages = one_of_each(own_site)
    assert len(pages) > 10
    assert faults(browser, address, pages) == []


def test_a_page_opened_from_disk_asks_nobody(browser: Browser, own_site: Site) -> None:
    assert faults(browser, f"{own_site.folder.as_uri()}/", ["index.html"]) == []


WORDS_OUT_OF_THEIR_BOX = """() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  return [...document.querySelectorAll(".tf-diagram .tf-node")].flatMap((node) => {
    const box = node.querySelector("rect").getBBox();
    return [...node.querySelectorAll("text")]
      .filter((text) => text.getBBox().x < box.x || text.getBBox().width > box.width)
      .map((text) => text.textContent);
  });
}"""


def test_words_of_diagrams_fit_whatever_font_this_machine_has(browser: Browser, own_site: Site) -> None:
    folders = ("profiles/", "transactions/", "scenarios/", "domains/")
    pages = [page for page in one_of_each(own_site) if page.startswith(folders)]
    with browser.new_context() as context:
        window = context.new_page()
        for page in pages:
            window.goto(f"{own_site.folder.as_uri()}/{page}index.html")
            assert window.evaluate(WORDS_OUT_OF_THEIR_BOX) == []


def test_the_browser_would_complain(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<script src='gone.js'></script><img src='http://127.0.0.1:9/x.png'>"
    )
    assert len(faults(browser, f"{tmp_path.as_uri()}/", ["index.html"])) > 1
