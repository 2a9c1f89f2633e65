"""Shortcuts of the parser change no token: a parser without them is the measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.reading.prose import plain_parser, quick_parser
from generator.reading.prose_rules import BoundedInlineParser
from generator.reading.prose_shortcuts import BLOCK_STARTS, GUARDS, INLINE_STARTS

TESTS = Path(__file__).resolve().parent.parent
FIXTURES = [*sorted((TESTS / "spec" / "markdown").rglob("*.md")), TESTS / "hostile" / "constructs.md"]
PLAIN = plain_parser(BoundedInlineParser())
QUICK = quick_parser()

BEGINNINGS = (
    *(
        " ",
        "  ",
        "    ",
        "\t",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        ">",
        "# ",
        "## ",
        "|",
        "!!! note",
        '??? tip "T"',
    ),
    *(
        "```",
        "~~~",
        "{#a .b}",
        "[a]: b",
        "[^n]: ",
        ": ",
        "~ ",
        "***",
        "---",
        "===",
        "<p>",
        "[ ] ",
        "§§",
        "§§K-1:a^b",
        "K-1?^a^b:c^d",
        "§§§",
        ".",
        "-",
        "=",
    ),
)
PIECES = (
    *("word", " ", "  ", "|", "\\", "*", "**", "_", "~~", "`", "[", "]", "(", ")", "!", "<br>", "<b>", "é"),
    *("<https://a.example>", "&amp;", "{#i}", "{.c}", "[K-1]", "ITI TF-2: 3.65", "TF-", " TF-", "-", ":"),
    *("[^n]", "§", "§K-1:", "§K-2?^a,b^c:", "SHALL", "[a](b.md)", "![a](b.png)", "&", "<"),
)
LINES = st.one_of(
    st.builds(
        "".join,
        st.tuples(
            st.lists(st.sampled_from(BEGINNINGS), max_size=3).map("".join),
            st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
        ),
    ),
    st.sampled_from(
        ["", "|a|b|", "|-|:-:|", "a | b", "--- | ---", "|", "- a", "  b", "> c", "t", ": d", "\x0b: e"]
    ),
)


def tokens(parser: MarkdownIt, text: str) -> list[dict[str, object]]:
    return [token.as_dict() for token in parser.parse(text)]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=9).map("\n".join))
@example("term\n\n: definition\n")
@example("words\n- - -\nmore\n===\n")
@example("a TF-2: 3.1\nITI TF-2: 3.1\n")
def test_shortcuts_change_no_token(text: str) -> None:
    assert tokens(QUICK, text) == tokens(PLAIN, text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_shortcuts_change_no_token_of_a_fixture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for piece in (text, *text.split("\n.\n")):
        assert tokens(QUICK, piece) == tokens(PLAIN, piece)


def test_each_start_belongs_to_an_active_rule() -> None:
    active = PLAIN.get_active_rules()
    assert {*BLOCK_STARTS, *GUARDS} <= set(active["block"])
    assert set(INLINE_STARTS) == set(active["inline"]) - {"text"}
