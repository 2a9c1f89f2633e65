"""Every prepared change is told in the field's words, with what it reaches, and nothing else is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from change_specs import CHANGES, changed, compared, in_short, the_base
from generator.meaning import Comparison, PieceSort, Sort

CASES = sorted(path.parent.name for path in CHANGES.glob("*/expected.txt"))
PUBLISHED = ("session", "organization", "system", "statement")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return the_base(tmp_path_factory.mktemp("base") / "root")


def test_there_are_forty_changes_and_more() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told(case: str, base: Path, tmp_path: Path) -> None:
    told = in_short(compared(base, changed(case, tmp_path / "root")))
    assert told == (CHANGES / case / "expected.txt").read_text(encoding="utf-8")


def test_what_is_equal_gives_an_empty_answer(base: Path, tmp_path: Path) -> None:
    assert not compared(base, the_base(tmp_path / "root"))


@pytest.mark.parametrize("case", CASES)
def test_the_change_back_mirrors_the_change(case: str, base: Path, tmp_path: Path) -> None:
    """But for what publication decides about, of which nothing is ever told as removed."""
    root = changed(case, tmp_path / "root")
    there, back = compared(base, root), compared(root, base)
    assert sorted(facts(there, is_turned=False), key=repr) == sorted(facts(back, is_turned=True), key=repr)


def facts(comparison: Comparison, *, is_turned: bool) -> Iterator[tuple[object, ...]]:
    """What is told of each record, in the direction of the change or turned round."""
    for change in comparison.records:
        if change.id.kind not in PUBLISHED:
            id = change.before or change.id if is_turned else change.id
            yield str(id), turned(change.sort, is_turned)
            for each in change.details:
                values = (each.after, each.before) if is_turned else (each.before, each.after)
                pieces = sorted((turned(piece.sort, is_turned), piece.text) for piece in each.redline)
                yield str(id), each.field, turned(each.sort, is_turned), *values, pieces


def turned(sort: Sort | PieceSort, is_turned: bool) -> str:
    opposite = {"added": "removed", "removed": "added"}
    return opposite.get(sort.value, sort.value) if is_turned else sort.value
