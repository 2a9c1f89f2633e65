"""The walker of the other tests finds what a browser would not."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_pages import broken_references, executable_markup, outside_requests, read_site
from site_support import write


def faults(folder: Path, html: str, url: str = "https://site.example/") -> list[str]:
    """What is broken in a site of two pages and a picture, whose page `a/b/` holds `html`."""
    write(folder / "index.html", "<h2 id='été'>Home</h2>")
    write(folder / "a/b/index.html", html)
    write(folder / "a/picture.png", "")
    return broken_references(read_site(folder, url))


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='../../'>",
        "<a href='../../#%C3%A9t%C3%A9'>",
        "<a href='../../index.html#été'>",
        "<a href='#top'>",
        "<a href=''>",
        "<a href='?q=1'>",
        "<img src='../picture.png'>",
        "<img srcset='../picture.png 2x, ../picture.png'>",
        "<a href='https://elsewhere.example/x'>",
        "<a href='mailto:someone@site.example'>",
        "<a href='https://site.example/a/b/'>",
        "<a href='/a/b/'>",
        "<img src='data:image/png;base64,AAAA'>",
    ],
)
def test_a_reference_that_resolves_is_no_fault(tmp_path: Path, markup: str) -> None:
    assert faults(tmp_path, markup) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<a href='../c/'>", "there is no a/c/index.html"),
        ("<a href='../b'>", "leads to a folder without its slash"),
        ("<a href='../../#ete'>", "index.html has no id ete"),
        ("<a href='#gone'>", "a/b/index.html has no id gone"),
        ("<img src='picture.png'>", "there is no a/b/picture.png"),
        ("<img srcset='../picture.png, ../large.png 2x'>", "there is no a/large.png"),
        ("<script src='/x.js'>", "there is no x.js"),
        ("<link rel=canonical href='https://site.example/x/'>", "there is no x/index.html"),
        ("<meta http-equiv=refresh content='0; url=../x/'>", "there is no a/x/index.html"),
        ("<svg><use href='../x.svg#i'></svg>", "there is no a/x.svg"),
        ("<a href='javascript:alert(1)'>", "has scheme javascript"),
        ("<a href='data:text/html,x'>", "has scheme data"),
        ("<a href='ref:profile/MHD'>", "has scheme ref"),
        ("<a href='http://['>", "is no address"),
    ],
)
def test_a_reference_that_does_not_resolve_is_named(tmp_path: Path, markup: str, fault: str) -> None:
    assert [found.partition("(")[2] for found in faults(tmp_path, markup) if fault in found] != []


def test_a_link_out_of_the_folder_a_site_is_published_in_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "<a href='/a/b/'>", url="https://site.example/tf/") != []


def test_addresses_of_style_sheets_and_sitemaps_are_followed(tmp_path: Path) -> None:
    write(tmp_path / "x/look.css", "@import 'other.css'; a { background: url( \"gone.png\" ) }")
    write(tmp_path / "sitemap.xml", "<urlset><url><loc>https://site.example/y/</loc></url></urlset>")
    found = broken_references(read_site(tmp_path, "https://site.example/"))
    assert [fault.partition("(there")[2] for fault in found] == [
        " is no y/index.html)",
        " is no x/other.css)",
        " is no x/gone.png)",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<script src='https://elsewhere.example/x.js'></script>",
        "<link rel=stylesheet href='//elsewhere.example/x.css'>",
        "<link rel=preconnect href='https://elsewhere.example'>",
        "<img src='HTTP://elsewhere.example/x.png'>",
    ],
)
def test_what_a_browser_fetches_elsewhere_is_an_outside_request(tmp_path: Path, markup: str) -> None:
    write(tmp_path / "index.html", markup)
    assert len(outside_requests(read_site(tmp_path, "https://site.example/"))) == 1


def test_what_a_reader_follows_is_no_outside_request(tmp_path: Path) -> None:
    write(
        tmp_path / "index.html", "<a href='https://x.example'><link rel=canonical href='https://x.example'>"
    )
    assert outside_requests(read_site(tmp_path, "https://site.example/")) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<script>1</script>",
        "<script type=module>1</script>",
        "<style>a{}</style>",
        "<p style='a'>",
        "<svg onload=1>",
    ],
)
def test_markup_that_runs_or_styles_is_found(markup: str) -> None:
    assert executable_markup(LexborHTMLParser(markup)) != []


def test_a_script_that_only_carries_facts_is_allowed() -> None:
    assert executable_markup(LexborHTMLParser("<script type='application/json'>{}</script>")) == []
