"""A preview makes a page when it is asked for, and makes it as a build does."""

from __future__ import annotations

import concurrent.futures
import json
from pathlib import Path

import pytest

from generator.preview import Preview
from generator.preview.indexing import ABOUT, write_search
from preview_support import DAY, a_preview, a_root, html, pages, shown, write
from site_support import build, copy_of_this_root


def built_file(site: Path, address: str) -> bytes:
    return (site / (f"{address}index.html" if not address or address.endswith("/") else address)).read_bytes()


def built_pages(site: Path) -> set[str]:
    """The addresses of all pages that a build wrote, redirects and the offline page excepted."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"offline.html"}
    return {address.removesuffix("index.html") for address in found}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_root(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    outcome = build(root, folder)
    assert outcome.code == 0, outcome.output
    return folder


def test_the_first_page_is_shown_before_others_are_made(root: Path) -> None:
    preview = a_preview(root)
    assert shown(preview).rendered == 0
    assert "<h1" in html(preview, "")
    assert shown(preview).rendered == 1


def test_a_page_that_was_shown_is_not_made_again(root: Path) -> None:
    preview = a_preview(root)
    assert html(preview, "profiles/dom/one/") == html(preview, "profiles/dom/one/")
    assert shown(preview).rendered == 1


def test_every_page_is_that_of_a_build(root: Path, site: Path) -> None:
    found = pages(shown(a_preview(root)))
    assert found.keys() == built_pages(site)
    assert [address for address, page in found.items() if page != built_file(site, address)] == []


def test_every_file_is_that_of_a_build(root: Path, site: Path) -> None:
    snapshot = shown(a_preview(root))
    # A manifest lists what was written, and a preview writes nothing.
    by_others = ("pagefind/", "search/", "service-worker", "manifest.json")
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    names = {name for name in names if not name.endswith(".html") and not name.startswith(by_others)}
    assert "files/profiles/dom/one/flow.svg" not in names and len(names) > 50
    wrong = []
    for name in names:
        file = snapshot.file(name)
        content = file.read_bytes() if isinstance(file, Path) else file
        wrong += [name] if content != (site / name).read_bytes() else []
    assert wrong == []


def test_what_is_nowhere_is_no_page_and_no_file(root: Path) -> None:
    preview = a_preview(root)
    for address in (
        "nowhere/",
        "part-2/",
        "profiles/dom/one/part-7/",
        "../site_config.yml",
        "site_config.yml",
    ):
        assert preview.page(address) is None
        assert shown(preview).file(address) is None


def test_many_readers_at_once_see_what_one_sees(root: Path) -> None:
    alone = pages(shown(a_preview(root)))
    preview = a_preview(root)
    with concurrent.futures.ThreadPoolExecutor(8) as readers:
        asked = [*alone, *reversed(alone)]
        found = list(readers.map(lambda address: html(preview, address).encode(), asked))
    assert found == [alone[address] for address in asked]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    return a_preview(copy_of_this_root(tmp_path_factory.mktemp("own") / "root"))


def test_pages_of_this_repository_are_those_of_its_build(
    own: Preview, own_build: tuple[Path, object], tmp_path: Path
) -> None:
    site, _ = own_build
    write_search(own.workshop.root, tmp_path, DAY, "")
    own.learn(json.loads((tmp_path / ABOUT).read_text())["long"])
    addresses = sorted(built_pages(site))
    assert len(addresses) > 2000
    divided = [address for address in addresses if "/part-" in address]
    sample = [*addresses[::9], *divided]
    wrong = [address for address in sample if html(own, address).encode() != built_file(site, address)]
    assert wrong == []


def test_a_part_is_shown_before_its_page_was_asked_for(own: Preview) -> None:
    preview = a_preview(own.workshop.root)
    assert '<link rel="canonical" href="' in html(preview, "a-z/part-2/")
    assert shown(preview).rendered == 1


def test_a_link_into_a_divided_page_leads_to_its_part_once_that_is_known(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    sections = "\n".join(f"## Section {number}\n\n{'Long words. ' * 400}" for number in range(40))
    write(root, "framework/pages/long.md", f"---\ntitle: Long\n---\n{sections}\n")
    write(root, "framework/pages/about.md", "---\ntitle: About\n---\nSee [it](long.md#section-39).\n")
    preview = a_preview(root)
    assert 'framework/long/#section-39"' in html(preview, "framework/about/")
    assert 'id="section-39"' not in html(preview, "framework/long/")
    again = Preview(root, date=DAY)
    again.workshop.long.update(preview.workshop.long)
    link = 'href="../../framework/long/part-'
    assert link in html(again, "framework/about/")
