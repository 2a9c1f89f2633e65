"""`tfpub build --offline`: the folder works when it is opened from disk, its search included."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_site import SearchReader, browser
from site_pages import broken_references, read_site
from site_support import tfpub
from spec_root import SPECS


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    site = folder / "My Docs #1 (v2) 100% été?"
    outcome = tfpub("build", "--clean", "--offline", "--root", SPECS / "base", "--output", site, cwd=folder)
    assert outcome.code == 0, outcome.output
    return site


def test_every_link_names_a_file(copy: Path) -> None:
    site = read_site(copy, "https://site.example/")
    assert broken_references(site) == []


def test_no_link_leads_to_a_folder(copy: Path) -> None:
    site = read_site(copy, "https://site.example/")
    inside = [each for each in site.references if "://" not in each.address]
    assert inside and [str(each) for each in inside if each.address.partition("#")[0].endswith("/")] == []


def test_search_finds_text_from_disk(copy: Path, chromium: str) -> None:
    with browser(chromium) as window:
        reader = SearchReader(window.new_page(), (copy / "index.html").as_uri())
        assert reader.search("parcels")
        assert reader.complaints == []


def test_the_page_that_only_a_host_shows_is_left_out(copy: Path) -> None:
    assert not (copy / "404.html").exists()
