"""The offline copy in Chromium without a network: the same search as online, and nothing asked of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from copy_queries import QUERIES
from search_site import SearchReader, browser, served
from site_pages import Site, broken_references, read_site

FACETS = (
    ("document", "kind", "Actor"),
    ("document", "domain", "ITI"),
    ("time", "status", "Final text"),
    ("Connectathon", "year", "2025"),
)
# The first reads much of the index, and an engine that has read more words ranks the others by them.
ALIKE = ("e", "document sharing", "Document Source", "document consumer")


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def offline(window: Browser, own_copy: Path) -> SearchReader:
    page = window.new_page()
    page.route("http*://**", lambda route: route.abort())
    return patient(SearchReader(page, (own_copy / "index.html").as_uri()))


@pytest.fixture(scope="module")
def online(window: Browser, own_site: Site) -> Iterator[SearchReader]:
    with served(own_site.folder) as address:
        yield patient(SearchReader(window.new_page(), address))


def patient(reader: SearchReader) -> SearchReader:
    """A reader who waits: two readers and a server share a busy machine."""
    reader.page.set_default_timeout(60_000)
    return reader


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_the_same_in_the_same_order(
    query: str, offline: SearchReader, online: SearchReader
) -> None:
    found = offline.search(query)
    assert found == online.search(query)
    assert bool(found) == ("wordzq" not in query)


@pytest.mark.parametrize(("query", "facet", "value"), FACETS)
def test_a_facet_has_the_same_counts_and_leaves_the_same(
    query: str, facet: str, value: str, window: Browser, own_copy: Path, own_site: Site
) -> None:
    with served(own_site.folder) as address:
        seen = []
        for place in ((own_copy / "index.html").as_uri(), address):
            reader = SearchReader(window.new_page(), place)
            reader.search(query)
            seen.append((reader.counts(facet), reader.choose(facet, value), reader.status))
        assert seen[0] == seen[1] and seen[0][1]


@pytest.mark.parametrize("place", ["host", "disk"])
def test_an_answer_does_not_depend_on_what_was_asked_before(
    place: str, window: Browser, own_copy: Path, own_site: Site
) -> None:
    with served(own_site.folder) as address:
        start = address if place == "host" else (own_copy / "index.html").as_uri()
        alone = {query: patient(SearchReader(window.new_page(), start)).search(query) for query in ALIKE}
        asking = patient(SearchReader(window.new_page(), start))
        assert {query: asking.search(query) for query in ALIKE} == alone


def test_every_link_of_the_copy_resolves(own_copy: Path) -> None:
    assert broken_references(read_site(own_copy, "https://nowhere.example/")) == []


def one_of_each(copy: Path) -> list[Path]:
    """The first page below each folder of the copy, and those at its top."""
    kinds: dict[tuple[str, int], Path] = {}
    for page in sorted(copy.rglob("*.html")):
        place = page.relative_to(copy).as_posix()
        kinds.setdefault((place.partition("/")[0], place.count("/")), page)
    return list(kinds.values())


def test_no_page_complains_or_asks_anybody(window: Browser, own_copy: Path) -> None:
    pages = one_of_each(own_copy)
    reader = SearchReader(window.new_page(), pages[0].as_uri())
    for page in pages[1:]:
        reader.page.goto(page.as_uri())
    assert len(pages) > 30
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:///", "data:"))] == []


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("results/index.html?profile=MHD", "tbody tr"),
        ("find/index.html?need=MHD/document-source", "[data-part=found] a"),
        ("obligations/index.html?need=MHD/document-source", "[data-part=groups] a"),
    ],
)
def test_pages_that_answer_questions_answer_them(
    page: str, shown: str, window: Browser, own_copy: Path
) -> None:
    reader = SearchReader(window.new_page(), f"{own_copy.as_uri()}/{page}")
    reader.page.locator(f"#tf-content {shown}:visible").first.wait_for()
    assert reader.complaints == []


def test_the_copy_works_on_a_host_below_a_path(window: Browser, own_copy: Path) -> None:
    with served(own_copy.parent.parent) as address:
        place = "/".join(quote(part) for part in (own_copy.parent.name, own_copy.name))
        reader = SearchReader(window.new_page(), f"{address}{place}/profiles/iti/mhd/index.html")
        assert "Provide Document Bundle [ITI-65]" in reader.search("ITI-65")
        assert reader.complaints == []
