"""Redlines show which words went and came, are the same in both directions, and never take long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.comparison.redlines import redline
from generator.meaning import PieceSort

SHOWN = {PieceSort.SAME: "{}", PieceSort.ADDED: "+{}+", PieceSort.REMOVED: "-{}-", PieceSort.SKIPPED: "…"}
WORDS = st.lists(st.sampled_from(["a", "b", "c", "d.", "\n\n", "\n"]), max_size=12).map(" ".join)


def shown(old: str, new: str) -> str:
    return "".join(SHOWN[each.sort].format(each.text) for each in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It SHALL go.", "It SHOULD go.", "It -SHALL-+SHOULD+ go."),
        ("One day.", "Two long days.", "-One day-+Two long days+."),
        ("Same.\n\nOld.", "Same.\n\nNew.", "Same.\n\n-Old-+New+."),
        ("", "New.", "+New.+"),
        ("Gone.", "", "-Gone.-"),
        ("wrapped\nhere", "wrapped here", ""),
        ("A.\n\nC.", "A.\n\nB.\n\nC.", "A.\n\n+B.\n\n+C."),
    ],
)
def test_words_that_went_and_came_are_shown(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_what_stayed_is_shortened() -> None:
    told = shown("x " * 300 + "old " + "y " * 300, "x " * 300 + "new " + "y " * 300)
    assert told.startswith("… ") and told.endswith("…") and "-old-+new+" in told and len(told) < 200


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_both_directions_mirror_each_other(old: str, new: str) -> None:
    there, back = redline(old, new), redline(new, old)
    turned = {PieceSort.ADDED: PieceSort.REMOVED, PieceSort.REMOVED: PieceSort.ADDED}
    assert sorted((each.sort.value, each.text) for each in there) == sorted(
        (turned.get(each.sort, each.sort).value, each.text) for each in back
    )


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    pieces = redline(old, new)
    for text, sort in ((old, PieceSort.REMOVED), (new, PieceSort.ADDED)):
        read = "".join(each.text for each in pieces if each.sort in (PieceSort.SAME, sort))
        assert not pieces or read.split() == text.split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 200_000, "b a " * 200_000),
        ("a\n\nb\n\n" * 50_000, "b\n\nc\n\na\n\n" * 50_000),
        (" ".join(map(str, range(200_000))), " ".join(map(str, range(200_000, 0, -1)))),
        ("x" * 1_000_000, "y" * 1_000_000),
        ("\n \n" * 200_000 + "x", "\n\t\n" * 200_000 + "y"),
    ],
)
def test_hostile_texts_take_no_long_time_and_no_long_answer(old: str, new: str) -> None:
    began = time.process_time()
    pieces = redline(old, new)
    assert time.process_time() - began < 5
    assert pieces and sum(len(each.text) for each in pieces) <= 6_000
