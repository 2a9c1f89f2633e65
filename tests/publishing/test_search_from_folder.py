"""The search of a copy that is opened from a folder: Chromium on file://, without any server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publishing.links import LinkStyle
from generator.publishing.search import SearchError, offline_files, search_files, write_index
from generator.publishing.search_engine import engine_script
from search_site import SearchReader, a_searchable, browser, served, write_site
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


def test_page_of_results_works_with_its_address(copy: Path, window: Browser) -> None:
    reader = reader_of(copy, window)
    reader.results_page = "search/index.html"
    assert reader.open_results("q=quokkas&kind=profile") == ["Mobile Things"]
    reader.page.locator("[data-facet=kind] label", has_text="Transaction").locator("input").click()
    reader.page.wait_for_url("**&kind=transaction")
    assert sorted(reader.listed()) == ["Mobile Things", "Provide Things [ITI-65]"]
    assert reader.page.url.endswith("search/index.html?q=quokkas&kind=profile&kind=transaction")
    assert reader.complaints == []


def test_copy_and_host_give_the_same_results_in_the_same_order(copy: Path, window: Browser) -> None:
    with served(copy) as root:
        on_host, on_disk = SearchReader(window.new_page(), root), reader_of(copy, window)
        for text in ("quokkas", "things", "ITI-65", "phones", "接收者", "prov", "birds", "o"):
            assert on_host.search(text) == on_disk.search(text)


def test_words_that_were_found_are_marked_in_the_copy(copy: Path, window: Browser) -> None:
    reader = reader_of(copy, window)
    reader.search("phones")
    reader.page.locator("[role=option]").first.click()
    assert reader.page.locator(".tf-marks p").inner_text() == "Phones: marked in one place"


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
    assert reader.page.get_by_role("button", name="Try again").is_visible()


def test_copy_without_a_text_index_searches_names_and_says_so(other_copy: Path, window: Browser) -> None:
    shutil.rmtree(other_copy / "pagefind")
    reader = reader_of(other_copy, window)
    assert reader.search("ITI-65") == ["Provide Things [ITI-65]"]
    assert reader.status == (
        "1 matching document – Only names and ids can be searched here, not the text of the pages."
    )


def test_every_data_file_becomes_a_script() -> None:
    files = search_files(PAGES, "en")
    expected = {
        address.replace("pagefind/", "pagefind/offline/", 1) + ".js"
        if address.startswith("pagefind/")
        else address
        for address in files
    }
    assert set(offline_files(files)) == expected


def test_copy_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    for run in ("one", "other"):
        write_index(PAGES, tmp_path / run, "en", offline=True)
    assert not differences(tmp_path / "one", tmp_path / "other")


@pytest.mark.parametrize(
    "engine", ["let x = import.meta.url;", "export{search as s};import.meta.url", "export{a}"]
)
def test_engine_of_another_form_is_refused(engine: str) -> None:
    with pytest.raises(SearchError, match="form that is not known"):
        engine_script(engine)


def test_file_whose_name_could_end_a_text_is_refused() -> None:
    files = {"search/engine.js": b"", 'pagefind/")+alert("': b""}
    with pytest.raises(SearchError, match="names a file"):
        offline_files(files)
