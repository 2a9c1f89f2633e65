"""A link that leads out of a copy leads to the site, and says so to the eye and to the ear."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.publishing.links import LinkStyle, relative_url, resolve
from generator.publishing.links_outside import WORDS

ADDRESSES = {"page/here": "here/", "page/find": "find/", "page/there": "there/", "term/x": "there/#x"}
SIGN = '<tspan class="tf-sign" aria-hidden="true"> ⇗</tspan>'
COPY = LinkStyle.file().without_others({"here/", "also/"}, "https://site.example/tf/")


def resolved(html: str) -> str:
    return resolve(html, "here/", ADDRESSES, COPY)


def link_in(html: str) -> LexborNode:
    (link,) = LexborHTMLParser(resolved(html)).css("a")
    return link


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("page/there", "https://site.example/tf/there/"),
        ("page/there#part", "https://site.example/tf/there/#part"),
        ("term/x", "https://site.example/tf/there/#x"),
        ("page/find?need=MHD", "https://site.example/tf/find/?need=MHD"),
    ],
)
def test_what_the_copy_lacks_is_on_the_site(reference: str, url: str) -> None:
    assert link_in(f'<a href="ref:{reference}">x</a>').attributes["href"] == url


def test_what_the_copy_holds_is_a_file_of_it() -> None:
    assert resolved('<a href="ref:page/here#a">x</a>') == '<a href="#a">x</a>'
    assert relative_url("here/", "also/", COPY) == "../also/index.html"


def test_the_mark_is_an_attribute_and_words_at_the_end_of_the_link() -> None:
    link = link_in('<a class="y" href="ref:page/there" id="z">the <b>words</b></a> after')
    assert "data-tf-outside" in link.attributes and link.attributes["id"] == "z"
    assert link.text() == f"the words{WORDS}"


def test_words_stand_before_the_end_of_a_link_that_holds_a_picture_of_the_copy() -> None:
    html = '<a href="ref:page/there"><img src="ref:page/here"></a><a href="ref:page/here#b">y</a>'
    first, second = LexborHTMLParser(resolved(html)).css("a")
    assert (first.text(), second.text()) == (WORDS, "y")


def test_a_link_that_is_named_otherwise_says_it_in_that_name() -> None:
    link = link_in('<a href="ref:page/there" aria-label="Sender">x</a>')
    assert (link.attributes["aria-label"], link.text()) == (f"Sender{WORDS}", "x")


def test_a_drawn_link_says_it_in_its_title() -> None:
    html = '<svg><a class="n" href="ref:page/there"><title>Sender</title><text>S</text></a></svg>'
    assert f"<title>Sender{WORDS}</title><text>S{SIGN}</text></a></svg>" in resolved(html)


def test_words_in_a_drawing_are_drawn() -> None:
    html = '<svg><a href="ref:page/there"><text>S</text></a></svg>'
    assert resolved(html).endswith(f'<text>S{SIGN}</text><text class="tf-hidden">{WORDS}</text></a></svg>')


def test_a_drawn_box_has_a_sign_in_its_corner() -> None:
    html = (
        '<svg><a href="ref:page/there" aria-label="A B"><rect x="10" y="20.5" width="90" height="30"/>'
        '<text x="55" y="30">A</text> <text x="55" y="40">B</text></a><text>C</text></svg>'
    )
    link = link_in(html)
    assert link.attributes["aria-label"] == f"A B{WORDS}"
    (sign,) = link.css(".tf-sign")
    assert (sign.text(), sign.attributes["x"], sign.attributes["y"]) == ("⇗", "91", "31.5")
    assert resolved(html).endswith("</text></a><text>C</text></svg>")


def test_a_drawn_link_of_the_copy_has_no_sign() -> None:
    html = '<svg><a href="ref:page/here"><text>S</text></a><a href="ref:page/there"><text>T</text></a></svg>'
    assert resolved(html).count("⇗") == 1 and f"T{SIGN}" in resolved(html)


def test_a_sign_in_a_text_is_left_to_the_style_sheet() -> None:
    assert "⇗" not in resolved('<a href="ref:page/there">x</a> <svg><text>y</text></svg>')


def test_a_site_marks_nothing() -> None:
    html = resolve('<a href="ref:page/there">x</a>', "here/", ADDRESSES, LinkStyle.http("https://x.example"))
    assert html == '<a href="../there/">x</a>'
