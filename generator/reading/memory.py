"""What was read of the files of a root, so that the next reading looks at those alone that changed."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator import crew
from generator.diagnostics import Diagnostic
from generator.reading.entries import Entries, read_entries
from generator.reading.files import read_text
from generator.reading.layout import Place

_SETTLED = 2_000_000_000


class FileState(NamedTuple):
    """What the system tells of a file, and when it was asked, in nanoseconds; all 0 for a missing one."""

    size: int = 0
    node: int = 0
    modified: int = 0
    changed: int = 0
    seen: int = 0

    def is_surely(self, before: FileState) -> bool:
        """Whether the file holds what it held `before`.

        A file may change twice in a tick of the clock, so a state that was seen so soon proves nothing.
        """
        is_settled = max(before.modified, before.changed) + _SETTLED < before.seen
        return is_settled and self[:-1] == before[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a file held when it was read, as what kind of file, and the state that it was in."""

    state: FileState
    kind: str
    parts: tuple[str, ...]
    text: str
    entries: Entries

    def is_of(self, place: Place) -> bool:
        """Whether it was read as the file that `place` says it is."""
        return self.kind == place.kind.name and self.parts == place.parts


def file_state(root: Path, path: str) -> FileState:
    """The state of the file itself, not of what a link leads to."""
    seen = time.time_ns()
    try:
        found = os.lstat(f"{root}/{path}")
    except OSError:
        return FileState()
    return FileState(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns, seen)


def outcomes_of(
    root: Path, places: Sequence[Place], before: Mapping[str, Remembered]
) -> Mapping[str, Remembered | Diagnostic]:
    """What each of `places` holds, by path, in their order.

    What is not known from `before` is read, by several processes where that pays off.
    """
    known = {place.path: found for place in places if (found := _recalled(root, place, before)) is not None}
    changed = [place for place in places if place.path not in known]
    read = crew.each(functools.partial(read_place, root), changed)
    read_now = dict(zip((place.path for place in changed), read, strict=True))
    return {
        place.path: known[place.path] if place.path in known else read_now[place.path] for place in places
    }


def _recalled(root: Path, place: Place, before: Mapping[str, Remembered]) -> Remembered | None:
    found = before.get(place.path)
    if found is None or not found.is_of(place):
        return None
    state = file_state(root, place.path)
    if state.is_surely(found.state):
        return found
    return replace(found, state=state) if read_text(root, place.path) == found.text else None


def read_place(root: Path, place: Place) -> Remembered | Diagnostic:
    """What a file holds now, or why it cannot be read."""
    # Looked at first: what changes it while we read is noticed the next time.
    state = file_state(root, place.path)
    text = read_text(root, place.path)
    if isinstance(text, Diagnostic):
        return text
    entries = read_entries(place, text, is_discreet=place.kind.folder == "results")
    return Remembered(state=state, kind=place.kind.name, parts=place.parts, text=text, entries=entries)
