"""Requirements in a text: what each says and where it stands, whatever else the text holds."""

from __future__ import annotations

import time

import pytest

from generator.diagnostics import Position
from generator.records.prose import Document, Level, ProseFault, RequirementText
from markdown_support import a_document

WHERE = {
    "a paragraph": "It §K-1:SHALL§ and §K-2:MAY§",
    "the second line": "Words\nand *more* §K-1:SHALL§\n  and §K-2:MAY§",
    "a list": "- a\n- §K-1:SHALL§\n    more §K-2:MAY§",
    "a quote": "> a §K-1:SHALL§\n> > §K-2:MAY§",
    "a note": '!!! note "T"\n    a §K-1:SHALL§\n\n    b §K-2:MAY§',
    "a definition": "Term\n:   §K-1:SHALL§\n\n    b §K-2:MAY§",
    "a table": "| a | b |\n|---|---|\n| §K-1:SHALL§ | `x \\| y` §K-2:MAY§ |",
    "a footnote": "a[^1]\n\n[^1]: §K-1:SHALL§\n\n    §K-2:MAY§",
    "a block in one paragraph": "§§K-1:s^SHALL\n\n§§\n\n§§ K-2:s^MAY\n\n§§",
    "a block with its mark below": "- §§\n\n  K-1:s^t\n\n  SHALL\n\n  §§\n\n§§\n\nK-2:s^t\n\nMAY\n\n§§",
}

HOSTILE = (
    *("§", "§§\n\n", "§K-1:", "§K-1:SHALL ", "§K-1:SHALL§", "`§", "§`", "[§K-1:", "*§K-1:SHALL* "),
    *("§§K-1:a^b\n\n", "- §§K-1:a^b\n\n", "![§](a.png)§K-1:SHALL§", "§K-1^" + "a," * 50),
)


def the_only(document: Document) -> RequirementText:
    (requirement,) = document.requirements
    return requirement


def faults(text: str) -> list[ProseFault]:
    return [fault for fault, _, _ in a_document(text).faults]


@pytest.mark.parametrize("text", WHERE.values(), ids=WHERE)
def test_a_requirement_is_placed_at_its_id_in(text: str) -> None:
    document = a_document(text)
    places = [
        Position("text.md", number, line.index(id) + 1)
        for id in ("K-1", "K-2")
        for number, line in enumerate(text.split("\n"), start=1)
        if id in line
    ]
    assert [each.position for each in document.requirements] == places
    assert [each.levels for each in document.requirements] == [(Level.SHALL,), (Level.MAY,)]


def test_a_mark_holds_actors_categories_and_a_condition() -> None:
    found = the_only(a_document("§K-1?^source, recipient^security,exchange:It SHALL.§"))
    assert [str(actor) for actor in found.actors] == ["source", "recipient"]
    assert [actor.position.column for actor in found.actors] == [7, 15]
    assert (found.categories, found.is_conditional) == (("security", "exchange"), True)


def test_categories_may_stand_without_actors() -> None:
    found = the_only(a_document("§K-1^^security:It SHALL.§"))
    assert (found.actors, found.categories) == ((), ("security",))


def test_a_block_has_a_summary_and_a_title() -> None:
    found = the_only(a_document("§§\n\nK-1:What *lists*\nshow &amp; say^The title\n\nIt SHALL.\n\n§§"))
    assert (found.summary, found.title) == ("What lists show & say", "The title")
    assert found.text.text == "The title\n\nIt SHALL."


def test_the_words_of_an_inline_requirement_are_kept_as_written() -> None:
    assert the_only(a_document("§K-1:It **SHALL** `x`§ y")).text.text == "It **SHALL** `x`"


def test_a_requirement_stands_under_the_heading_before_it() -> None:
    section = the_only(a_document("# One\n\n## Two\n\n§K-1:SHALL§\n\n## Three")).section
    assert section is not None
    assert section.anchor == "two"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("MUST", Level.SHALL),
        ("is REQUIRED", Level.SHALL),
        ("MUST\nNOT", Level.SHALL_NOT),
        ("**SHALL** NOT", Level.SHALL_NOT),
        ("is RECOMMENDED", Level.SHOULD),
        ("is NOT RECOMMENDED", Level.SHOULD_NOT),
        ("is OPTIONAL", Level.MAY),
        ("MAY NOT", Level.MAY_NOT),
    ],
)
def test_words_of_bcp_14_state_a_level(words: str, level: Level) -> None:
    assert the_only(a_document(f"§K-1:It {words}.§")).levels == (level,)


def test_small_letters_state_no_level() -> None:
    assert faults("§K-1:It shall, it MAYBE must.§") == [ProseFault.REQUIREMENT_WITHOUT_LEVEL]


def test_each_level_is_stated_once_in_the_order_of_the_words() -> None:
    found = the_only(a_document("§K-1:It MAY, and SHALL, and MAY.§"))
    assert found.levels == (Level.MAY, Level.SHALL)


def test_the_second_requirement_of_an_id_has_no_anchor() -> None:
    first, second = a_document("§K-1:SHALL§ §K-1:SHALL§").requirements
    assert (first.anchor, second.anchor) == ("K-1", "")


def test_a_footnote_is_not_repeated_with_a_requirement() -> None:
    found = the_only(a_document("§K-1:It SHALL[^1].§\n\n[^1]: a"))
    types = [child.type for token in found.text.tokens for child in token.children or []]
    assert types == ["text", "text"]


@pytest.mark.parametrize(
    "text",
    [
        "See § 12, § 13.",
        "§12: a law§",
        "§§ 12 to 14",
        "a §§§ b",
        "§",
        "§§§§",
        "§K-1",
        "`§K-1:SHALL§`",
    ],
)
def test_a_sign_that_marks_nothing_is_text(text: str) -> None:
    document = a_document(text)
    assert (document.requirements, document.faults) == ((), ())


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_marks_cost_no_more_than_their_length(piece: str) -> None:
    seconds = []
    for count in (2_000, 8_000):
        start = time.process_time()
        a_document(piece * (count // len(piece) * 10))
        seconds.append(time.process_time() - start)
    assert seconds[1] < 0.2 + 12 * seconds[0]
