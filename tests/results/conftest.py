"""The site of this repository on a host and on disk, and readers of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import site_support
from results_reader import Recount, ResultsReader, hosted, published
from search_site import browser
from site_pages import Site
from site_support import Outcome, once


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def address(own_site: Site) -> Iterator[str]:
    with hosted(own_site.folder) as running:
        yield running


@pytest.fixture(scope="session")
def recount(own_site: Site) -> Recount:
    return Recount(published(own_site.folder.parent / "root"))


@pytest.fixture(scope="session")
def copy_on_disk(shared_folder: Path) -> Path:
    """This repository's site as a folder that is opened from disk."""

    def build(folder: Path) -> list[Outcome]:
        root = site_support.copy_of_this_root(folder / "root")
        return [site_support.build(root, folder / "My copy #1", "--offline", cwd=folder)]

    folder, (outcome,) = once(shared_folder, "own-offline", build)
    assert outcome.code == 0, outcome.output
    return folder / "My copy #1"


@pytest.fixture
def reader(window: Browser, address: str) -> Iterator[ResultsReader]:
    """A reader of the site on a host; whatever they do, the browser may not complain."""
    with window.new_context(viewport={"width": 1440, "height": 900}) as context:
        reader = ResultsReader(context.new_page(), address)
        yield reader
        assert reader.complaints == []


@pytest.fixture
def reader_of_copy(window: Browser, copy_on_disk: Path) -> Iterator[ResultsReader]:
    """A reader of the copy on disk."""
    with window.new_context(viewport={"width": 1440, "height": 900}) as context:
        reader = ResultsReader(context.new_page(), f"{copy_on_disk.as_uri()}/", index="index.html")
        yield reader
        assert reader.complaints == []
