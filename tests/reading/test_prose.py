"""What a text names and what is wrong in it, found while it is parsed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Position
from generator.reading.prose import parse
from generator.records.prose import ProseFault
from markdown_support import a_document


def faults(text: str) -> list[tuple[ProseFault, str]]:
    return [(fault, words) for fault, _, words in a_document(text).faults]


def test_a_citation_knows_the_words_before_it() -> None:
    (citation,) = a_document("Send **Provide Document\nBundle** [ITI-65] now").citations
    assert (citation.key, citation.words_before) == ("ITI-65", "Send Provide Document Bundle ")


def test_words_before_are_bounded() -> None:
    (citation,) = a_document("word " * 100 + "[ITI-65]").citations
    assert citation.words_before == "word " * 16


def test_a_section_citation_has_domain_volume_and_section() -> None:
    (citation,) = a_document("(see ITI TF-2x: 3.65.4.1.2).").citations
    assert citation.text == "ITI TF-2x: 3.65.4.1.2"
    assert (citation.key, citation.domain, citation.volume, citation.section) == (
        "",
        "ITI",
        "TF-2x",
        "3.65.4.1.2",
    )


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("PCC TF-2:3.44", "3.44"),
        ("ITI TF-2: 2:3.65", "3.65"),
        ("ITI TF-1: 33", "33"),
        ("ITI TF-2: Z.8", "Z.8"),
        ("Domain TF-3: 4.2.", "4.2"),
    ],
)
def test_section_numbers_take_the_forms_of_the_field(text: str, section: str) -> None:
    assert [citation.section for citation in a_document(text).citations] == [section]


@pytest.mark.parametrize(
    "text",
    [
        "ITI TF-5: 3.65",
        "ITI TF-2: Appendix",
        "ITI TF-2: A word",
        "iti TF-2: 3.65",
        "x-ITI TF-2 3",
        "[^ITI-65]",
        "[x]",
        "[ ]",
        "[ITI 65]",
        "- [x] done",
        "[a/b]",
        "[..]",
    ],
)
def test_what_only_looks_alike_is_no_citation(text: str) -> None:
    assert a_document(text).citations == ()


def test_links_keep_their_destination_as_typed() -> None:
    links = a_document("[a *b*](x/y%20z.md#w) ![c](d.PNG) <https://example.org/é>").links
    assert [(link.destination, link.text, link.is_image) for link in links] == [
        ("x/y%20z.md#w", "a b", False),
        ("d.PNG", "c", True),
        ("https://example.org/é", "https://example.org/é", False),
    ]


def test_a_remote_image_is_left_to_linking() -> None:
    document = a_document("![c](https://example.org/d.png)")
    assert document.links[0].is_image
    assert document.faults == ()


def test_every_id_is_an_anchor() -> None:
    text = '{#p}\nWords []{#s} `c`{#c}.\n\n## H {#h}\n\n## Auto\n\n{#t}\n|a|\n|-|\n\n[w]{id="23.5"}\n'
    assert set(a_document(text).anchors) == {"p", "s", "c", "h", "auto", "t", "23.5"}


def test_the_first_of_two_equal_ids_stands() -> None:
    document = a_document("[a]{#x}\n\n[b]{#x}")
    assert document.anchors["x"] == Position("text.md", 1, 1)
    assert document.faults == ((ProseFault.DUPLICATE_ANCHOR, Position("text.md", 3, 1), "x"),)


def test_ids_of_the_page_are_reserved() -> None:
    assert faults("[a]{#tf-menu} [b]{#__search}") == [
        (ProseFault.RESERVED_ANCHOR, "tf-menu"),
        (ProseFault.RESERVED_ANCHOR, "__search"),
    ]


def test_a_heading_whose_anchor_is_reserved_gets_another() -> None:
    document = a_document("## TF-1 in short")
    assert [heading.anchor for heading in document.headings] == ["section-tf-1-in-short"]
    assert [fault for fault, _, _ in document.faults] == [ProseFault.RESERVED_ANCHOR]


def test_only_ids_and_classes_pass() -> None:
    assert faults("[a]{.good style=x .md-bad}") == [
        (ProseFault.UNKNOWN_ATTRIBUTE, "style=x"),
        (ProseFault.UNKNOWN_ATTRIBUTE, ".md-bad"),
    ]


def test_raw_markup_is_a_fault() -> None:
    assert faults("a <b>c</b> <br> <!-- d -->") == [
        (ProseFault.RAW_HTML, "<b>"),
        (ProseFault.RAW_HTML, "</b>"),
        (ProseFault.RAW_HTML, "<!--"),
    ]


@pytest.mark.parametrize("text", ["- " * 200 + "a", ">" * 200 + " a", "[" * 200 + "a" + "]" * 200])
def test_deep_nesting_is_a_fault_and_loses_nothing(text: str) -> None:
    document = a_document(text)
    assert [fault for fault, _, _ in document.faults] == [ProseFault.TOO_DEEP]
    assert any("a" in (token.content or "") for token in document.tokens)


def test_a_text_without_markup_is_a_paragraph() -> None:
    document = a_document("Sends documents.\nAnd more.\n")
    assert [token.type for token in document.tokens] == ["paragraph_open", "inline", "paragraph_close"]


LINES = st.lists(st.text(alphabet="abZé \"'.,:-()1#+>=!?$/§%^@;\t", max_size=12), max_size=4).map("\n".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(LINES)
def test_a_paragraph_is_parsed_alike_alone_and_before_others(text: str) -> None:
    alone = [token.as_dict() for token in parse(text, Position("a.md")).tokens]
    assume([token["type"] for token in alone] == ["paragraph_open", "inline", "paragraph_close"])
    assert [token.as_dict() for token in parse(f"{text}\n\n<br>", Position("a.md")).tokens[:3]] == alone


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_is_a_document(text: str) -> None:
    assert parse(text, Position("a.md")).text == text
