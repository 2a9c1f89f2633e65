"""The search of a copy that is opened from a folder: Chromium on file://, without any server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publishing.links import LinkStyle
from generator.publishing.search import SearchError, offline_files, search_files, write_index
from search_site import SearchReader, a_searchable, browser, write_site
from site_support import differences

PAGES = (
    a_searchable("", "Home", "Nothing about birds.", kind="home"),
    a_searchable(
        "transactions/iti-65/",
        "Provide Things [ITI-65]",
        "All about quokkas.",
        kind="transaction",
        ids=("ITI-65",),
    ),
    a_searchable("profiles/iti/mhd/", "Mobile Things", "Phones and quokkas.", kind="profile", ids=("MHD",)),
    a_searchable("zh/", "共享文档", "系统把文档发送给接收者。", kind="page"),
)


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies") / "My Docs #1 (v2) 100% été?"
    write_site(folder, PAGES, LinkStyle.file())
    return folder


@pytest.fixture
def other_copy(copy: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return shutil.copytree(copy, tmp_path / "copy")


def reader_of(copy: Path, window: Browser, page: str = "index.html") -> SearchReader:
    return SearchReader(window.new_page(), (copy / page).as_uri())


def test_text_is_found(copy: Path, window: Browser) -> None:
    reader = reader_of(copy, window)
    assert set(reader.search("quokkas")) == {"Provide Things [ITI-65]", "Mobile Things"}
    assert reader.choose("kind", "Profile") == ["Mobile Things"]
    assert reader.complaints == []


def test_chinese_is_found(copy: Path, window: Browser) -> None:
    assert reader_of(copy, window).search("接收者") == ["共享文档"]


def test_nothing_is_asked_of_any_host(copy: Path, window: Browser) -> None:
    reader = reader_of(copy, window)
    reader.search("quokkas")
    assert [url for url in reader.requests if not url.startswith("file:///")] == []


def test_result_leads_to_the_file_of_its_page(copy: Path, window: Browser) -> None:
    reader = reader_of(copy, window, "profiles/iti/mhd/index.html")
    reader.search("ITI-65")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url((copy / "transactions/iti-65/index.html").as_uri())


def test_missing_part_of_the_copy_is_told(other_copy: Path, window: Browser) -> None:
    for fragment in (other_copy / "pagefind/offline/fragment").iterdir():
        fragment.unlink()
    reader = reader_of(other_copy, window)
    reader.search("quokkas")
    assert reader.status == "2 matching documents – Parts of this copy are missing, so there may be more."


def test_copy_without_a_text_index_searches_names_and_says_so(other_copy: Path, window: Browser) -> None:
    shutil.rmtree(other_copy / "pagefind")
    reader = reader_of(other_copy, window)
    assert reader.search("ITI-65") == ["Provide Things [ITI-65]"]
    assert reader.status == (
        "1 matching document – Only names and ids can be searched here, not the text of the pages."
    )


def test_every_data_file_has_its_script() -> None:
    bundle = search_files(PAGES, "en")
    expected = {
        address.replace("pagefind/", "pagefind/offline/", 1) + ".js"
        for address in bundle
        if address.startswith("pagefind/") and not address.endswith(".js")
    }
    assert set(offline_files(bundle)) == expected | {"pagefind/offline/pagefind.js"}


def test_copy_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    for run in ("one", "other"):
        write_index(PAGES, tmp_path / run, "en", offline=True)
    assert not differences(tmp_path / "one", tmp_path / "other")


@pytest.mark.parametrize(
    "engine", ["let x = import.meta.url;", "export{search as s};import.meta.url", "export{a}"]
)
def test_engine_of_another_form_is_refused(engine: str) -> None:
    with pytest.raises(SearchError, match="form that is not known"):
        offline_files({"pagefind/pagefind.js": engine.encode()})


def test_file_whose_name_could_end_a_text_is_refused() -> None:
    bundle = {"pagefind/pagefind.js": b"import.meta.url;export{a}", 'pagefind/")+alert("': b""}
    with pytest.raises(SearchError, match="names a file"):
        offline_files(bundle)
