"""The limits of a site: every page keeps to them, and what cannot is reported."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_pages import Site
from site_support import a_tiny_root, build, write

MOST_BYTES = 60_000
MOST_OF_A_SHELL = 20_000
MOST_AT_FIRST = 150_000
LONG = "\n\n".join(f"## Section {n}\n\n{'Words of a long text. ' * 60}" for n in range(60))


def test_no_page_is_larger_than_its_budget(own_site: Site) -> None:
    assert [page for page in own_site.pages if (own_site.folder / page).stat().st_size > MOST_BYTES] == []


def test_some_pages_are_divided(own_site: Site) -> None:
    assert len([page for page in own_site.pages if "/part-2/" in page]) > 10


def test_what_every_page_repeats_is_small(own_site: Site) -> None:
    large = {}
    for page in own_site.pages:
        parsed = own_site.parsed(page)
        for node in parsed.css("article > *, .md-nav--secondary"):
            node.decompose()
        if len((parsed.html or "").encode()) > MOST_OF_A_SHELL:
            large[page] = len(parsed.html or "")
    assert large == {}


def test_first_view_loads_little(own_site: Site) -> None:
    page = own_site.parsed("index.html")
    loaded = [node.attributes["src"] or "" for node in page.css("script[src]")]
    loaded += [node.attributes["href"] or "" for node in page.css("link[rel=stylesheet]")]
    contents = [(own_site.folder / address).read_bytes() for address in loaded]
    assert 0 < sum(len(gzip.compress(content)) for content in contents) < MOST_AT_FIRST


def limited(folder: Path, limits: str) -> Path:
    root = a_tiny_root(folder)
    write(root / "framework/pages/long.md", f"---\ntitle: Long\n---\n\n[last](#section-59)\n\n{LONG}\n")
    with (root / "site_config.yml").open("a") as settings:
        settings.write(limits)
    return root


def test_long_text_is_divided_and_its_links_are_found(tmp_path: Path) -> None:
    root = limited(tmp_path / "root", "")
    assert build(root, tmp_path / "site").code == 0
    first = LexborHTMLParser((tmp_path / "site/framework/long/index.html").read_bytes())
    (link,) = (node.attributes["href"] or "" for node in first.css("article p > a") if node.text() == "last")
    part = (tmp_path / "site/framework/long" / link.partition("#")[0] / "index.html").read_bytes()
    assert "/part-" in link and LexborHTMLParser(part).css_first("#section-59") is not None


def test_text_is_whole_without_a_budget(tmp_path: Path) -> None:
    root = limited(tmp_path / "root", "budgets: {page_kb: 0}\n")
    assert build(root, tmp_path / "site").code == 0
    assert not (tmp_path / "site/framework/long/part-2").exists()


@pytest.mark.parametrize(
    ("limits", "finding"),
    [
        (
            "budgets: {page_kb: 1}\n",
            r"framework/pages/about\.md:\d+:1: warning: the page /framework/about/ has ",
        ),
        (
            "budgets:\n  files: 10\n",
            r"site_config\.yml:\d+:\d+: warning: the site has \d+ files, more than 10",
        ),
    ],
)
def test_what_exceeds_a_limit_is_reported(limits: str, finding: str, tmp_path: Path) -> None:
    outcome = build(limited(tmp_path / "root", limits), tmp_path / "site")
    assert outcome.code == 0 and re.search(finding, outcome.output), outcome.output


def test_a_site_with_too_many_files_is_told_to_pack(tmp_path: Path) -> None:
    """And once it does, that this is all that can be done here."""
    root = limited(tmp_path / "root", "budgets:\n  files: 10\n")
    assert "hint: set build.pack, which makes them fewer, or raise" in build(root, tmp_path / "site").output
    with (root / "site_config.yml").open("a") as settings:
        settings.write("build: {pack: true}\n")
    assert "hint: raise budgets.files if" in build(root, tmp_path / "packed").output
    apart, packed = ([*(tmp_path / each).rglob("*.*")] for each in ("site", "packed"))
    assert len(packed) < len(apart)
    assert list((tmp_path / "packed/pagefind").glob("packs/*/0.pf_pack"))


def test_limit_that_is_an_error_keeps_the_site_from_being_written(tmp_path: Path) -> None:
    root = limited(tmp_path / "root", "budgets: {files: 10}\nchecks: {too-many-files: error}\n")
    assert build(root, tmp_path / "site").code == 1
    assert not (tmp_path / "site").exists()
