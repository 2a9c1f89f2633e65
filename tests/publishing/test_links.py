"""Symbolic links become URLs that work from the page that holds them."""

from __future__ import annotations

import time
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.links import LinkStyle, absolute_url, anchor_url, relative_url, resolve

HTTP = LinkStyle.http("https://example.org/tf/")
FILE = LinkStyle.file()
ADDRESSES = {
    "page/home": "",
    "profile/MHD": "profiles/iti/mhd/",
    "transaction/ITI-65": "transactions/iti-65/",
    "glossary-term/affinity": "glossary/#tf-term-affinity",
    "file/figures/Ablauf & Rest.png": "files/figures/Ablauf & Rest.png",
    "file/a:b.png": "a:b.png",
}
LETTER = st.characters(blacklist_characters="/\\", blacklist_categories=("Cs", "Cc"))
SEGMENT = st.text(LETTER, min_size=1).filter(lambda name: name not in (".", ".."))
FOLDER = st.lists(SEGMENT, max_size=4).map(lambda names: "".join(f"{name}/" for name in names))


def linked(reference: str, address: str = "profiles/iti/mhd/", style: LinkStyle = HTTP) -> str:
    resolved = resolve(f'<a class="x" href="ref:{reference}">y</a>', address, ADDRESSES, style)
    return resolved.removeprefix('<a class="x" href="').removesuffix('">y</a>')


def test_page_is_its_folder_on_a_server() -> None:
    assert linked("transaction/ITI-65") == "../../../transactions/iti-65/"


def test_page_is_a_file_on_disk() -> None:
    assert linked("transaction/ITI-65", style=FILE) == "../../../transactions/iti-65/index.html"


def test_anchor_follows_the_page() -> None:
    assert (
        linked("transaction/ITI-65#23654-x", style=FILE) == "../../../transactions/iti-65/index.html#23654-x"
    )


def test_anchor_of_the_page_itself_stands_alone() -> None:
    assert linked("profile/MHD#tf-actors") == "#tf-actors"


def test_name_that_is_a_place_on_a_page_brings_its_anchor() -> None:
    assert linked("glossary-term/affinity") == "../../../glossary/#tf-term-affinity"


def test_anchor_of_a_link_goes_before_that_of_its_name() -> None:
    assert linked("glossary-term/affinity#other") == "../../../glossary/#other"


def test_home_is_reached_from_everywhere() -> None:
    assert [linked("page/home", address) for address in ("", "a/", "a/b/")] == ["./", "../", "../../"]
    assert linked("page/home", "", FILE) == "index.html"


def test_a_page_that_answers_questions_is_asked_one() -> None:
    assert linked("page/home?need=MHD/a&amp;need=CT/b", "a/") == "../?need=MHD/a&amp;need=CT/b"
    assert linked("page/home?need=MHD/a", "a/", FILE) == "../index.html?need=MHD/a"


def test_missing_page_links_from_the_root_of_the_host() -> None:
    assert linked("transaction/ITI-65#a", "404.html") == "/tf/transactions/iti-65/#a"


def test_site_without_a_path_begins_at_the_root() -> None:
    assert linked("page/home", "404.html", LinkStyle.http("https://example.org")) == "/"


def test_file_name_is_encoded_and_needs_no_escaping() -> None:
    assert linked("file/figures/Ablauf &amp; Rest.png", "a/") == "../files/figures/Ablauf%20%26%20Rest.png"


def test_colon_does_not_make_a_scheme() -> None:
    assert linked("file/a:b.png", "") == "a%3Ab.png"


def test_source_of_an_image_is_resolved() -> None:
    html = '<img alt="" src="ref:file/a:b.png">'
    assert resolve(html, "x/", ADDRESSES, HTTP) == '<img alt="" src="../a%3Ab.png">'


def test_several_links_of_one_element_are_resolved() -> None:
    html = '<a href="ref:page/home" data-href="ref:profile/MHD">'
    assert "ref:" not in resolve(html, "x/", ADDRESSES, HTTP)


@pytest.mark.parametrize(
    "html",
    [
        'write href="ref:profile/NONE" in the text',
        '<p>href="ref:profile/NONE"</p>',
        '<p>a > b href="ref:profile/NONE"',
        '<a title="ref:profile/NONE">',
        "<a href='ref:profile/NONE'>",
        "<code>&lt;a href=&quot;ref:profile/NONE&quot;&gt;</code>",
    ],
)
def test_text_that_looks_like_a_link_is_left_alone(html: str) -> None:
    assert resolve(html, "x/", ADDRESSES, HTTP) == html


def test_unknown_name_is_an_error_that_names_page_and_reference() -> None:
    with pytest.raises(KeyError, match=r"page 'x/' links to ref:profile/NONE#a"):
        linked("profile/NONE#a", "x/")


@given(FOLDER, FOLDER)
def test_relative_url_leads_to_its_target(origin: str, target: str) -> None:
    base = "https://example.org/"
    reached = urljoin(absolute_url(base, origin), relative_url(origin, target, HTTP))
    assert unquote(reached) == unquote(absolute_url(base, target))


@given(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1))
def test_url_of_an_anchor_leads_back_to_it_and_needs_no_escaping(anchor: str) -> None:
    url = anchor_url(anchor)
    assert unquote(url.removeprefix("#")) == anchor
    assert not set(url) & set("\"'<>& ")


@pytest.mark.parametrize("piece", ['="ref:', '<p>="ref:', 'href="ref:', "<", '<a href="ref:profile/MHD">'])
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        resolve(piece * times, "x/", ADDRESSES, HTTP)
        return time.process_time() - start

    small, large = min(seconds(20_000) for _ in range(3)), min(seconds(200_000) for _ in range(3))
    assert large < 60 * max(small, 0.001)
