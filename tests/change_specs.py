"""The prepared changes of `tests/spec/changes`: two small roots each, and what is told of them in short."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator import comparing
from generator.meaning import Comparison, Piece, PieceSort
from spec_root import SPECS

CHANGES = SPECS / "changes"
BASE = CHANGES / "_base"
DAY = datetime.date(2026, 11, 1)
_OWN = ("expected.txt", "removed.txt")
_MARKS = {PieceSort.ADDED: "{+%s+}", PieceSort.REMOVED: "[-%s-]", PieceSort.SAME: "%s"}


def the_base(folder: Path) -> Path:
    """The root that all changes begin with, in `folder`."""
    shutil.copytree(SPECS / "base", folder)
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    return folder


def changed(case: str, folder: Path) -> Path:
    """The root that a change leads to, in `folder`."""
    root = the_base(folder)
    given = CHANGES / case
    removed = given / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(given, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*_OWN))
    return root


def compared(old: Path, new: Path, date: datetime.date = DAY) -> Comparison:
    """What changed from one folder to another, which is the one of now."""
    return comparing.compare(new, str(old), date=date).comparison


def in_short(comparison: Comparison) -> str:
    """A comparison as the files `expected.txt` have it."""
    return "".join(f"{line}\n" for line in _lines(comparison)) or "nothing\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    for change in comparison.records:
        was = f" (was {change.before.key})" if change.before is not None else ""
        yield f"{change.sort.value} {change.id}{was}"
        for detail in change.details:
            yield f"  {' › '.join((*detail.place, detail.says))}"
            if detail.redline:
                yield f"    {''.join(map(_marked, detail.redline))}"
        for each in change.impact:
            yield f"  => {each.says}: {', '.join(each.names)}"
    for row in comparison.rows:
        options = ", ".join(each or "no option" for each in row.options)
        yield f"results of {row.session}: {row.organization}, {row.actor} of {row.profile}, {options}"
    if comparison.retold:
        yield f"results from another export: {comparison.retold}"


def _marked(piece: Piece) -> str:
    text = piece.text.replace("\n\n", " ¶ ")
    return "…" if piece.sort is PieceSort.SKIPPED else _MARKS[piece.sort] % text
