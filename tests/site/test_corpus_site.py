"""All published guides in one fresh root: they import, build, and keep their links."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from html_checking import complaints
from site_pages import Site, broken_references, executable_markup, outside_requests
from site_support import Outcome, tfpub

AS_PUBLISHED = "^Document uses the Unicode Private Use Area"
"""Characters of the guides' own text, which stay as they are."""

CorpusBuild = tuple[Path, Outcome, Outcome]


def test_the_corpus_holds_every_guide(guides: list[Path]) -> None:
    assert len(guides) == 17


def test_all_guides_import_into_one_fresh_root(corpus_build: CorpusBuild) -> None:
    _, imported, _ = corpus_build
    assert imported.code == 0, imported.output


def test_importing_again_writes_nothing(
    corpus_build: CorpusBuild, guides: list[Path], tmp_path: Path
) -> None:
    folder, _, _ = corpus_build
    shutil.copytree(folder.parent / "root", tmp_path / "root")
    again = tfpub("import", "ihe-ig", *guides, "--into", tmp_path / "root")
    assert again.code == 0 and "\n0 files written" in again.output


def test_what_was_imported_builds_at_once(corpus_build: CorpusBuild) -> None:
    _, _, built = corpus_build
    assert built.code == 0, built.output


def test_what_was_imported_passes_the_check(corpus_build: CorpusBuild) -> None:
    folder, _, _ = corpus_build
    checked = tfpub("check", "--root", folder.parent / "root")
    assert checked.code == 0, checked.output


def test_every_internal_link_and_anchor_of_the_guides_resolves(corpus_site: Site) -> None:
    assert broken_references(corpus_site) == []


def test_no_guide_makes_a_page_ask_another_host(corpus_site: Site) -> None:
    assert outside_requests(corpus_site) == []


def test_no_guide_brings_scripts_or_styles(corpus_site: Site) -> None:
    found = {page: executable_markup(corpus_site.parsed(page)) for page in corpus_site.pages}
    assert {page: markup for page, markup in found.items() if markup} == {}


def test_ids_of_the_guides_are_unique_in_their_page(corpus_site: Site) -> None:
    repeated = {
        page: [id for id, count in Counter(ids).items() if count > 1] for page, ids in corpus_site.ids.items()
    }
    assert {page: ids for page, ids in repeated.items() if ids} == {}


def test_every_page_of_the_guides_has_one_main_heading(corpus_site: Site) -> None:
    counts = {page: len(corpus_site.parsed(page).css("h1")) for page in corpus_site.pages}
    assert {page: count for page, count in counts.items() if count != 1} == {}


def test_every_page_of_the_guides_is_valid_html(corpus_site: Site, html_checker: list[str]) -> None:
    assert complaints(html_checker, corpus_site.folder, AS_PUBLISHED) == []
