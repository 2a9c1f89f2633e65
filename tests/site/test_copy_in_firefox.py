"""The offline copy in Firefox, with its own policy for files: the same answers, nothing asked of anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copy_filters import EXPLORED, SEARCHES, ChromiumReader, Reader, asked, explored, searched
from copy_queries import QUERIES
from firefox_reader import FILE_POLICY, FirefoxReader, firefox_reader
from search_site import SearchReader, browser, served
from site_pages import Site


@pytest.fixture(scope="module")
def reader(firefox: str) -> Iterator[FirefoxReader]:
    with firefox_reader(firefox) as started:
        yield started


Steps = Callable[[Reader, Callable[[str], str]], Any]
FILTERS: dict[str, Steps] = {"search": searched, "explorer": explored, "finder": asked}


@pytest.fixture(scope="module")
def online(chromium: str, own_site: Site) -> dict[str, Any]:
    """What each query and each way of filtering shows on a host, in another browser."""
    with browser(chromium) as window, served(own_site.folder) as address:
        asking = SearchReader(window.new_page(), address)
        found = {query: asking.search(query) for query in QUERIES}
        person = ChromiumReader(window.new_page())
        return {
            "queries": found,
            **{name: steps(person, address.__add__) for name, steps in FILTERS.items()},
        }


def test_files_have_no_more_rights_than_any_reader_gives_them(reader: FirefoxReader) -> None:
    assert reader.setting(FILE_POLICY)


def test_queries_find_the_same_in_the_same_order(
    reader: FirefoxReader, own_copy: Path, online: dict[str, Any]
) -> None:
    reader.open(own_copy / "index.html")
    assert {query: reader.search(query) for query in QUERIES} == online["queries"]
    assert (reader.complaints(), reader.asked()) == ([], [])


@pytest.mark.parametrize("name", FILTERS)
def test_filters_leave_the_same_with_the_same_counts(
    name: str, reader: FirefoxReader, own_copy: Path, online: dict[str, Any]
) -> None:
    seen = FILTERS[name](reader, lambda folder: f"{own_copy.as_uri()}/{folder}index.html")
    assert seen == online[name]
    assert (reader.complaints(), reader.asked()) == ([], [])


def test_every_facet_is_tried_and_leaves_less(online: dict[str, Any]) -> None:
    """What two browsers agree upon would mean nothing if no filter filtered."""
    for words, facet, _ in SEARCHES:
        before, after = online["search"][f"{words} {facet}"]
        assert after["titles"] and before["status"] != after["status"]
    all_results = online["explorer"]["all"]
    assert set(all_results["counts"]) == set(EXPLORED)
    assert all(online["explorer"][facet]["status"] != all_results["status"] for facet in EXPLORED)
    assert len({str(each) for each in online["finder"]}) == len(online["finder"])


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("results/index.html", "tbody tr"),
        ("find/index.html", "select option"),
        ("obligations/index.html", "select option"),
        ("profiles/iti/mhd/index.html", "svg a"),
    ],
)
def test_a_page_shows_what_its_scripts_make(
    page: str, shown: str, reader: FirefoxReader, own_copy: Path
) -> None:
    reader.open(own_copy / page)
    assert reader.wait(f"return document.querySelector('#tf-content {shown}') ? true : null")
    assert (reader.complaints(), reader.asked()) == ([], [])


def test_firefox_would_complain(reader: FirefoxReader, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<script src='bad.js'></script><img src='http://site.example/x.png'>", encoding="utf-8")
    (tmp_path / "bad.js").write_text("undefinedName();", encoding="utf-8")
    reader.open(page)
    assert any("undefinedName" in each for each in reader.complaints())
    assert "http://site.example/x.png" in reader.asked()
