"""Prepared pull requests: files that are put over a valid root, and each finding that they must get.

A folder of `tests/spec/pull_requests` holds the files that the change adds or edits, and `expected.txt`: the
findings as `check` tells them, and a line `without: PATH` for each file that the change removes.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spec_root import SPECS

DAY = datetime.date(2026, 1, 1)
FOLDER = SPECS / "pull_requests"
_EXPECTED = "expected.txt"
_FINDING = re.compile(
    r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|waived): (?P<message>.+)"
    r" \[(?P<rule>[a-z-]+)\]"
)
_REMOVED = "without: "


class Found(NamedTuple):
    """A finding, as each form of a report must tell it."""

    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A prepared change: where its files lie, which it removes, and what must be found."""

    name: str
    removed: Sequence[str]
    expected: Sequence[Found]

    @property
    def touched(self) -> frozenset[str]:
        """The paths of all files that it adds, edits or removes."""
        folder = FOLDER / self.name
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        return frozenset(files - {_EXPECTED} | set(self.removed))

    def make(self, folder: Path) -> Path:
        """The root as it is with the change, in `folder`."""
        root = base(folder)
        shutil.copytree(FOLDER / self.name, root, dirs_exist_ok=True)
        (root / _EXPECTED).unlink()
        for path in self.removed:
            (root / path).unlink()
        return root


def base(folder: Path) -> Path:
    """The root before any change."""
    root = folder / "root"
    shutil.copytree(SPECS / "base", root)
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    return root


def pull_requests() -> list[PullRequest]:
    """All of them, by name."""
    names = sorted(path.name for path in FOLDER.iterdir() if path.name != "base")
    return [_pull_request(name) for name in names]


def found_in(line: str) -> Found:
    """The finding that a line of the text form tells."""
    told = _FINDING.fullmatch(line)
    assert told is not None, line
    return Found(
        told["path"], int(told["line"]), int(told["column"]), told["severity"], told["rule"], told["message"]
    )


def is_finding(line: str) -> bool:
    """Whether a line of the text form tells a finding."""
    return _FINDING.fullmatch(line) is not None


def _pull_request(name: str) -> PullRequest:
    lines = (FOLDER / name / _EXPECTED).read_text(encoding="utf-8").splitlines()
    removed = [line.removeprefix(_REMOVED) for line in lines if line.startswith(_REMOVED)]
    return PullRequest(name, removed, [found_in(line) for line in lines if not line.startswith(_REMOVED)])
