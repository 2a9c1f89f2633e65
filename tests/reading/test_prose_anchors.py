"""Headings have the ids that kramdown gives them with GFM input."""

from __future__ import annotations

import pytest

from markdown_support import a_document

ANCHORS = {
    "1:33.1.1.1 Document Source": "133111-document-source",
    "Actors and Transactions": "actors-and-transactions",
    "What's new?": "whats-new",
    "A - B": "a---b",
    "A -- B": "a--b",
    "A --- B": "a--b",
    "Document Source --> Document Recipient": "document-source--document-recipient",
    "A  B": "a--b",
    "Snake_case and kebab-case": "snake_case-and-kebab-case",
    "*Emphasis* and **more**": "emphasis-and-more",
    "`code -- here`": "code----here",
    "[A link](https://example.org/x) here": "a-link-here",
    "Find [ITI-66] and [[ITI-67]](transaction:ITI-67)": "find-iti-66-and-iti-67",
    "R&amp;D &mdash; &nbsp;x": "rd--x",
    "Fish & chips": "fish--chips",
    "Größe der Été": "größe-der-été",
    "日本語 の 見出し": "日本語-の-見出し",
    "x² and ½": "x-and-",
    "e\u0301te\u0301": "e\u0301te\u0301",
    "Ünï\u00a0code": "ünïcode",
    "![picture](a.png) Words": "-words",
    "\\*starred\\*": "starred",
    "~~old~~ new": "old-new",
    "3.65.4.1.2": "365412",
    "Trailing hashes ##": "trailing-hashes",
    "“Quoted” text…": "quoted-text",
}


def anchors(text: str) -> list[str]:
    return [heading.anchor for heading in a_document(text).headings]


@pytest.mark.parametrize(("heading", "anchor"), ANCHORS.items())
def test_a_heading_has_the_anchor_of_kramdown(heading: str, anchor: str) -> None:
    assert anchors(f"## {heading}\n") == [anchor]


def test_duplicates_are_numbered_from_one() -> None:
    assert anchors("# X\n\n## x\n\n### X!\n") == ["x", "x-1", "x-2"]


def test_an_own_id_does_not_count_among_the_duplicates() -> None:
    assert anchors("# X {#own}\n\n# X\n\n# X\n") == ["own", "x", "x-1"]


def test_a_number_that_is_taken_is_left_out() -> None:
    assert anchors("# X\n\n# X 1\n\n# X\n\n[a]{#x-3}\n\n# X\n\n# X") == ["x", "x-1", "x-2", "x-4", "x-5"]


def test_an_own_id_wins_wherever_it_stands() -> None:
    assert anchors("# X\n\n# Y {#x}\n") == ["x-1", "x"]


def test_braces_without_attributes_are_part_of_the_heading() -> None:
    assert anchors("# Set {a, b}\n\n# Set {}\n\n# Path/{id}") == ["set-a-b", "set-", "pathid"]
