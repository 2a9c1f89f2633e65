"""What an import hands back: the files it made, and a note for all that did not come over as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_LIST = 20_000
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One line of the report: the guide's file and line, what stands there, and why it needs a look."""

    file: str
    line: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """New and changed content files by path, and the report in the order of the guides' files."""

    files: Mapping[str, str | bytes]
    notes: tuple[Note, ...]


class Report:
    """Collects the notes of one import, each once; it has an end, whatever a guide holds."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def add(self, file: str, line: int, what: str, why: str) -> None:
        """Note that `what`, at that place of a guide, was not taken over as it stands, and why."""
        if len(self._notes) < LONGEST_LIST:
            self._notes[Note(file, line, _one_line(what), _one_line(why))] = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes so far, by file and line."""
        return tuple(sorted(self._notes))


def _one_line(text: str) -> str:
    words = " ".join(text[: 2 * _LONGEST_LINE].split())
    return words if len(words) <= _LONGEST_LINE else words[: _LONGEST_LINE - 1] + "…"
