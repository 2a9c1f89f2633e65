"""Other generators are given the pages that ours shows: as many, with the same table rows and links."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from contest import Contestant, output_of
from markdown_of import article_of
from markdown_sites import HUGO, MKDOCS, SPHINX, Dialect, Pages, pages_of
from peer_sites import PEERS, Peer

CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!\\)\]\(")
RELATIVE_LINK = re.compile(r"(?<!\\)\]\(([^)#:]+\.md)")
ROW = re.compile(r"^\|(?! ---)", re.MULTILINE)
DIALECTS = {"mkdocs": MKDOCS, "hugo": HUGO, "sphinx": SPHINX}


@pytest.fixture(scope="module")
def pages(measured_site: Path) -> Pages:
    return pages_of(measured_site)


def article(html: str) -> list[str]:
    found = article_of(f"<article><h1>Title</h1>{html}</article>", lambda target: target)
    return [block if isinstance(block, str) else f"{'#' * block[0]} {block[2]}" for block in found.blocks]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_markdown_has_the_pages_rows_and_links_of_our_site(
    measured_site: Path, pages: Pages, dialect: Dialect, tmp_path: Path
) -> None:
    own = output_of(
        Contestant(key="own", title="", folder=tmp_path, output=measured_site, article="article", steps={})
    )
    pages.write(tmp_path, dialect)
    counts: Counter[str] = Counter()
    for path in tmp_path.rglob("*.md"):
        text = CODE.sub("", path.read_text(encoding="utf-8"))
        counts.update(pages=1, rows=len(ROW.findall(text)), links=len(LINK.findall(text)))
    assert counts == {"pages": own.pages, "rows": own.rows, "links": own.links}


def test_every_relative_link_leads_to_a_page(pages: Pages, tmp_path: Path) -> None:
    pages.write(tmp_path, MKDOCS)
    found = {
        (path.parent / target).resolve()
        for path in tmp_path.rglob("*.md")
        for target in RELATIVE_LINK.findall(CODE.sub("", path.read_text(encoding="utf-8")))
    }
    assert len(found) > 100
    assert [path for path in found if not path.is_file()] == []


def test_a_cell_of_several_rows_says_its_words_in_each_and_links_once() -> None:
    html = '<table><tr><th rowspan="2"><a href="a/">A</a></th><td>1</td></tr><tr><td>2</td></tr></table>'
    assert article(html) == ["| [A](a/) | 1 |\n| --- | --- |\n| A | 2 |"]


def test_text_means_nothing_to_markdown() -> None:
    assert article("<p>[a] *b* &lt;c&gt; {{d}} e|f</p>") == [r"\[a\] \*b\* \<c\> \{\{d\}\} e\|f"]


def test_a_paragraph_that_begins_like_a_list_or_heading_is_none() -> None:
    assert article("<p># a</p><p>1. b</p><p>- c</p>") == [r"\# a", r"1\. b", r"\- c"]


def test_what_belongs_to_the_frame_of_a_page_is_left_out() -> None:
    html = '<nav class="tf-breadcrumbs"><a href="x/">x</a></nav><svg><a href="y/">y</a></svg><p>z</p>'
    assert article(html) == ["z"]


@pytest.mark.parametrize("peer", PEERS, ids=[peer.key for peer in PEERS])
def test_the_versions_of_every_other_generator_are_pinned(peer: Peer) -> None:
    assert all(re.fullmatch(r"[a-z-]+ [\d.]+", each) for each in peer.versions.split(", "))
