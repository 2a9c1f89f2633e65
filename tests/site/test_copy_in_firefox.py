"""The offline copy in Firefox, with its own policy for files: the same search, nothing asked of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from copy_queries import QUERIES
from firefox_reader import FILE_POLICY, FirefoxReader, firefox_reader
from search_site import SearchReader, browser, served
from site_pages import Site


@pytest.fixture(scope="module")
def reader(firefox: str) -> Iterator[FirefoxReader]:
    with firefox_reader(firefox) as started:
        yield started


@pytest.fixture(scope="module")
def online(chromium: str, own_site: Site) -> dict[str, list[str]]:
    """What each query finds on a host."""
    with browser(chromium) as window, served(own_site.folder) as address:
        asking = SearchReader(window.new_page(), address)
        return {query: asking.search(query) for query in QUERIES}


def test_files_have_no_more_rights_than_any_reader_gives_them(reader: FirefoxReader) -> None:
    assert reader.setting(FILE_POLICY)


def test_queries_find_the_same_in_the_same_order(
    reader: FirefoxReader, own_copy: Path, online: dict[str, list[str]]
) -> None:
    reader.open(own_copy / "index.html")
    assert {query: reader.search(query) for query in QUERIES} == online
    assert (reader.complaints(), reader.asked()) == ([], [])


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
