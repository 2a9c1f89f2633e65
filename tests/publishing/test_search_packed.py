"""A site with few files: what search shows of several pages stands in one, and nothing is found otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.publishing.links import LinkStyle
from generator.publishing.search import search_files
from generator.publishing.search_packs import packs_of, texts_in
from search_site import SearchReader, a_searchable, browser, served, write_site
from site_support import differences

HTTP = LinkStyle.http("https://site.example/")
chance = random.Random(1)
WORDS = (
    "quokka",
    "wader",
    "marsh",
    "bittern",
    "sedge",
    "reed",
    "peat",
    "fen",
    "mire",
    "bog",
    "heath",
    "moor",
)
PAGES = (
    a_searchable("", "Home"),
    *(
        a_searchable(
            f"pages/{number}/",
            f"Page {number} on {WORDS[number % 12]}s",
            " ".join(chance.choices(WORDS, k=400)),
            kind=("profile", "page")[number % 2],
            ids=(f"P-{number}",),
            language=("", "fr")[number % 5 == 0],
        )
        for number in range(60)
    ),
)
QUERIES = ("quokka", "marsh bog", "P-7", "Page 12", "reeds", "moor")
FOLDERS = {False: "pagefind/fragment/", True: "pagefind/packs/"}


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site on a host and one on disk, packed and not."""
    made = tmp_path_factory.mktemp("packed")
    for pack in (False, True):
        write_site(made / f"host-{pack}", PAGES, HTTP, pack=pack)
        write_site(made / f"disk-{pack}", PAGES, LinkStyle.file(), pack=pack)
    return made


def answers(reader: SearchReader) -> Mapping[str, object]:
    """All that is shown of each search: titles, what is said of them, and the numbers of a facet."""
    seen = {}
    for query in QUERIES:
        titles = reader.search(query)
        excerpts = reader.page.locator(".tf-search__excerpt").all_inner_texts()
        seen[query] = (titles, excerpts, reader.status, reader.counts("kind"))
    return {**seen, "chosen": reader.choose("kind", "Profile")}


def test_few_files_find_the_same_with_the_same_words(folder: Path, window: Browser) -> None:
    seen = []
    for pack in (False, True):
        with served(folder / f"host-{pack}") as address:
            online = SearchReader(window.new_page(), address)
            offline = SearchReader(window.new_page(), (folder / f"disk-{pack}/index.html").as_uri())
            seen += [answers(online), answers(offline)]
            assert online.complaints == offline.complaints == []
            asked = {folder for folder in FOLDERS.values() for url in online.requests if folder in url}
            assert asked == {FOLDERS[pack]}
    assert seen[1:] == seen[:1] * 3
    assert all(titles for titles, *_ in list(seen[0].values())[:-1])  # type: ignore[misc]


def test_pages_share_files() -> None:
    apart, packed = search_files(PAGES, "en"), search_files(PAGES, "en", pack=True)
    fragments = [path for path in apart if path.startswith("pagefind/fragment/")]
    packs = [path for path in packed if path.startswith("pagefind/packs/")]
    assert len(fragments) == len(PAGES)
    assert len(packs) < len(PAGES) / 8
    assert len(packed) == len(apart) - len(fragments) + len(packs)


def test_same_pages_give_the_same_packs(tmp_path: Path) -> None:
    for run in ("one", "other"):
        write_site(tmp_path / run, PAGES, HTTP, pack=True)
    assert not differences(tmp_path / "one", tmp_path / "other")


def test_a_name_says_which_file_holds_its_text() -> None:
    texts = [(f"en_{number}", b"x" * 12_000) for number in range(5)]
    files, names = packs_of(texts)
    assert names == {"en_0": "en_0-0", "en_1": "en_1-0", "en_2": "en_2-1", "en_3": "en_3-1", "en_4": "en_4-2"}
    held = {path.rpartition("/")[2]: dict(texts_in(pack)) for path, pack in files.items()}
    assert [list(each) for each in held.values()] == [["en_0-0", "en_1-0"], ["en_2-1", "en_3-1"], ["en_4-2"]]
    assert list(held) == ["0.pf_pack", "1.pf_pack", "2.pf_pack"]


def test_other_texts_stand_at_other_addresses() -> None:
    """A browser may keep a pack for ever."""
    (one,), (other,) = packs_of([("a", b"1")]).files, packs_of([("a", b"2")]).files
    assert one != other


def test_text_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="several lines"):
        packs_of([("a", b"1\n2")])


def test_pack_that_does_not_come_is_told(folder: Path, window: Browser) -> None:
    page = window.new_page()
    page.route("**/pagefind/packs/**", lambda route: route.fulfill(status=404))
    with served(folder / "host-True") as address:
        reader = SearchReader(page, address)
        reader.search("quokka")
        assert "Parts of this copy are missing" in reader.status
        page.unroute("**/pagefind/packs/**")
        page.get_by_role("button", name="Try again").click()
        assert len(reader.found()) > 1 and "missing" not in reader.status
