"""Roots for specs of checks: the small complete root of `tests/spec/base` with a few edits."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

SPECS = Path(__file__).resolve().parent / "spec"
DAY = datetime.date(2026, 1, 1)
"""The day that the roots of specs speak of, where a case does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a spec file: how the base root is changed, and every finding that must be reported."""

    spec: str
    title: str
    edits: tuple[Mapping[str, str], ...]
    added: Mapping[str, str]
    expected: tuple[str, ...]
    day: datetime.date | None = DAY

    def make(self, folder: Path) -> Path:
        """The changed root, in `folder`."""
        root = folder / "root"
        shutil.copytree(SPECS / "base", root)
        for edit in self.edits:
            path = root / edit["file"]
            text = path.read_text(encoding="utf-8")
            assert text.count(edit["replace"]) == 1, f"{edit['replace']!r} stands not once in {edit['file']}"
            path.write_text(text.replace(edit["replace"], edit["with"]), encoding="utf-8")
        for name, text in self.added.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root


def cases(folder: str) -> Iterator[Case]:
    """The cases of every spec file of a folder."""
    for path in sorted((SPECS / folder).glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Case(
                spec=path.stem,
                title=row["title"],
                edits=tuple(row.get("edits", ())),
                added=row.get("add", {}),
                expected=tuple(row["expect"]),
                day=row.get("day", DAY),
            )
