"""A text knows line and column of all that stands in it, whatever it stands in."""

from __future__ import annotations

import pytest

from generator.diagnostics import Position
from markdown_support import a_document

TEXTS = {
    "a paragraph": "Words [ITI-1] and [ITI-2]",
    "the second line": "Words\nand [ITI-1]\n  and *[ITI-2]*",
    "a heading": "## The [ITI-1]",
    "a heading that is closed": "## The [ITI-1] ##",
    "an underlined heading": "The\n[ITI-1]\n====",
    "a list": "- a\n- [ITI-1]\n    more [ITI-2]\n  1. [ITI-3]",
    "a loose list": "1. a\n\n   [ITI-1]\n\n   b [ITI-2]",
    "a quote": "> a [ITI-1]\n> [ITI-2]\n> > b [ITI-3]\nlazy [ITI-4]",
    "a note": '!!! note "T"\n    a [ITI-1]\n    [ITI-2]',
    "the title of a note": '!!! note "See [ITI-1]"\n    a',
    "a definition": "Term [ITI-1]\n:   a [ITI-2]\n\n    b [ITI-3]",
    "a footnote": "a[^1]\n\n[^1]: b [ITI-1]\n\n    c [ITI-2]",
    "a table": "| a [ITI-1] | b |\n|---|---|\n| [ITI-2] | c [ITI-3] |\n|  |[ITI-4]|",
    "a table without outer pipes": "a | [ITI-1]\n--|--\n10 | b [ITI-2]",
    "a table with pipes in cells": "|a|b|\n|-|-|\n| x \\| y [ITI-1] | `p\\|q` [ITI-2] |",
    "a table in a list": "- x\n\n  | a | b |\n  |---|---|\n  | c | [ITI-1] |",
    "a table in a quote": "> | a | b |\n> |---|---|\n> | [ITI-1] | [ITI-2] |",
    "a task": "- [x] a [ITI-1]",
    "a caption": "Table: a [ITI-1]\n\n|a|\n|-|\n|b|",
    "equal cells": "| a | b |\n|---|---|\n| [ITI-1] | [ITI-1] |",
    "tabs": "-\ta [ITI-1]\n\n\tb [ITI-2]",
    "after entities": "&amp; &lt; \\* [ITI-1]",
}


def places_in(text: str, words: str) -> list[Position]:
    return [
        Position("text.md", number, column + 1)
        for number, line in enumerate(text.split("\n"), start=1)
        for column in range(len(line))
        if line.startswith(words, column)
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_citations_are_placed_in(text: str) -> None:
    found = sorted(citation.position for citation in a_document(text).citations)
    assert found == places_in(text, "[ITI-")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_links_are_placed_in(text: str) -> None:
    linked = text.replace("[ITI-", "[*a* `b`](transaction:ITI-1) [ITI-")
    found = sorted(link.position for link in a_document(linked).links)
    assert found == places_in(linked, "[*a*")


def test_images_and_autolinks_are_placed_where_they_begin() -> None:
    links = a_document("a ![b](c.png)\n<https://example.org> [![d](e.png)](f.md)").links
    assert [(link.position.line, link.position.column) for link in links] == [
        (1, 3),
        (2, 1),
        (2, 23),
        (2, 24),
    ]


def test_section_citations_are_placed_at_their_domain() -> None:
    (citation,) = a_document("a\n\n- see ITI TF-2: 3.65").citations
    assert citation.position == Position("text.md", 3, 7)


def test_faults_are_placed() -> None:
    document = a_document("a <b>\n\n| c | d |\n|---|---|\n| e | [f](javascript:g) |")
    assert [position for _, position, _ in document.faults] == [
        Position("text.md", 1, 3),
        Position("text.md", 5, 7),
    ]


def test_headings_are_placed_at_their_first_character() -> None:
    headings = a_document("# A\n\n> ## B\n\nC\n---").headings
    assert [(heading.position.line, heading.position.column) for heading in headings] == [
        (1, 1),
        (3, 1),
        (5, 1),
    ]


def test_a_literal_block_begins_each_line_at_its_own_column() -> None:
    document = a_document("a [ITI-1]\nb [ITI-2]", line=10, column=5)
    assert [citation.position for citation in document.citations] == [
        Position("text.md", 10, 7),
        Position("text.md", 11, 7),
    ]


def test_windows_line_ends_count_once() -> None:
    (citation,) = a_document("a\r\nb\r\nc [ITI-1]\r\n").citations
    assert citation.position == Position("text.md", 3, 3)
