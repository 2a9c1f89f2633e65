"""Links and includes of drawings in PlantUML: found, with their place in the file."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics import Position
from generator.reading.prose import parse
from generator.records.drawings import links_in
from generator.records.prose import Document, ProseFault
from site_support import CORPUS


def a_text(*lines: str) -> Document:
    return parse("\n".join(["Before.", "", "```plantuml", *lines, "```", ""]), Position("text.md"))


@pytest.mark.parametrize(
    ("written", "destination", "label"),
    [
        ("[[ITI-65.html Send]]", "ITI-65.html", "Send"),
        ("[[ITI-65.html]]", "ITI-65.html", "ITI-65.html"),
        ("[[ITI-65.html{a note} Send it]]", "ITI-65.html", "Send it"),
        ('[["a page.html" Send]]', "a page.html", "Send"),
        ("[[  #here   Here ]]", "#here", "Here"),
    ],
)
def test_a_link_has_a_destination_and_a_label(written: str, destination: str, label: str) -> None:
    (link,) = links_in(f"A -> B: {written}")
    assert (link.destination, link.label) == (destination, label)


@pytest.mark.parametrize("written", ["' [[ITI-65.html Send]]", "[[{a note}]]", "[[ITI-65.html", "[[]]"])
def test_what_is_no_link_is_none(written: str) -> None:
    assert list(links_in(written)) == []


def test_a_link_of_a_drawing_knows_its_place() -> None:
    document = a_text("A -> B", "A -> B: [[transaction:ITI-65 Send]]")
    assert [(link.destination, link.position) for link in document.links] == [
        ("transaction:ITI-65", Position("text.md", 5, 9))
    ]


def test_a_link_of_a_drawing_in_a_list_knows_its_place() -> None:
    document = parse("- One\n\n  ```plantuml\n  A: [[x.md X]]\n  ```\n", Position("text.md"))
    assert [link.position for link in document.links] == [Position("text.md", 4, 6)]


def test_an_unsafe_link_of_a_drawing_is_a_fault() -> None:
    assert a_text("A: [[javascript:alert(1) X]]").faults == (
        (ProseFault.UNSAFE_LINK, Position("text.md", 4, 4), "javascript:alert(1)"),
    )


def test_an_include_of_a_drawing_is_a_fault_at_its_line() -> None:
    assert a_text("A -> B", "!include /etc/passwd").faults == (
        (ProseFault.DRAWING_INCLUDE, Position("text.md", 5, 1), "!include /etc/passwd"),
    )


def test_other_code_has_no_links() -> None:
    assert parse("```json\n[[x y]]\n```\n", Position("text.md")).links == ()


def corpus_drawings() -> list[str]:
    paths = sorted([*CORPUS.rglob("*.puml"), *CORPUS.rglob("*.plantuml")])
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths]


def test_every_drawing_of_the_corpus_is_read_or_reported_with_its_line() -> None:
    sources = corpus_drawings()
    if not sources:
        pytest.skip(f"there is no corpus at {CORPUS}; TFPUB_CORPUS names another place")
    for source in sources:
        document = a_text(*source.split("\n"))
        lines = {position.line - 4 for _, position, _ in document.faults}
        read = {link.position.line - 4 for link in document.links}
        marked = {number for number, line in enumerate(source.split("\n")) if re.search(r"\[\[\S", line)}
        included = {number for number, line in enumerate(source.split("\n")) if "!include" in line}
        assert marked | included <= lines | read
