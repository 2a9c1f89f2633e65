"""The policy as a host sends it, with everything used that needs a script: nothing is refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.publishing.hosting import HEADERS, POLICY
from generator.serving import server
from results_reader import ResultsReader
from search_site import SearchReader, browser
from site_pages import Site

# The browser tells a page what it refuses, and says in the console what it refuses to a worker.
LISTEN = """
window.refused = [];
addEventListener("securitypolicyviolation", (each) => refused.push(each.violatedDirective));
"""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    with server(folder, port=0, policy=HEADERS[POLICY]) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="module")
def address(own_site: Site) -> Iterator[str]:
    with hosted(own_site.folder) as found:
        yield found


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture
def page(started: Browser) -> Iterator[Page]:
    with started.new_context() as context:
        context.add_init_script(LISTEN)
        yield context.new_page()


def refused(page: Page) -> object:
    return page.evaluate("refused")


def test_search_with_its_worker_and_facets_is_refused_nothing(page: Page, address: str) -> None:
    reader = SearchReader(page, address)
    assert reader.search("document") and reader.choose("domain", "ITI")
    assert (refused(page), reader.complaints) == ([], [])


def test_explorer_with_its_facets_and_download_is_refused_nothing(page: Page, address: str) -> None:
    reader = ResultsReader(page, address).open("results/")
    reader.choose("year", next(iter(reader.counts("year"))))
    assert reader.total and reader.table_of_download()
    assert (refused(page), reader.complaints) == ([], [])


@pytest.mark.parametrize("folder", ["find/", "obligations/"])
def test_choosing_actors_and_taking_the_text_along_is_refused_nothing(
    folder: str, page: Page, address: str
) -> None:
    reader = ResultsReader(page, address).open(folder)
    page.locator("select[name=profile]").select_option(index=1)
    page.locator("select[name=actor]").select_option(index=1)
    page.get_by_role("button", name="Add", exact=True).click()
    assert reader.downloaded(
        lambda: page.locator("button[data-do=download]:visible, button[data-do=csv]:visible").first.click()
    )
    assert (refused(page), reader.complaints) == ([], [])


@pytest.mark.parametrize("pointing", ["mouse", "keyboard", "touch"])
def test_definitions_of_names_are_refused_nothing(pointing: str, started: Browser, address: str) -> None:
    with started.new_context(has_touch=pointing == "touch") as context:
        context.add_init_script(LISTEN)
        reader = SearchReader(context.new_page(), f"{address}profiles/iti/mhd/actor-options/")
        name = reader.page.locator(".tf a.tf-mention[href*='document-source']").first
        if pointing == "keyboard":
            name.focus()
            reader.page.keyboard.press("Shift+Tab")
            reader.page.keyboard.press("Tab")
        else:
            name.hover() if pointing == "mouse" else name.tap()
        expect(reader.page.locator("#tf-definition")).to_contain_text("Produces documents")
        assert (refused(reader.page), reader.complaints) == ([], [])


def test_colours_code_and_contents_are_refused_nothing(page: Page, address: str) -> None:
    reader = SearchReader(page, f"{address}profiles/iti/mhd/")
    page.locator(".md-header label[for=__palette_1]").click()
    page.locator("article summary").first.click()
    page.locator(".md-nav--secondary a.md-nav__link").first.click()
    assert (refused(page), reader.complaints) == ([], [])


def test_what_the_policy_forbids_would_be_seen(page: Page, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><p style='color: red'><script>let x</script>")
    with hosted(tmp_path) as address:
        page.goto(address)
        assert len(refused(page)) == 2  # type: ignore[arg-type]
