"""Names stand in the order of the alphabet, whatever accents their letters bear."""

from __future__ import annotations

from generator.pages.glossary import first_letter
from generator.sorting import alphabetical


def test_accents_and_capitals_do_not_count() -> None:
    names = ["Zebra", "Éclair", "eclipse", "Ärzte", "Azur", "apple"]
    assert sorted(names, key=alphabetical) == ["apple", "Ärzte", "Azur", "Éclair", "eclipse", "Zebra"]


def test_of_two_alike_the_plain_one_comes_first() -> None:
    assert sorted(["résumé", "resume"], key=alphabetical) == ["resume", "résumé"]


def test_a_letter_with_an_accent_stands_under_the_letter() -> None:
    assert [first_letter(name) for name in ("Éclair", "éclair", "9 lives", "日本")] == ["E", "E", "#", "日"]
