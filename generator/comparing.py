"""Compares a root with an earlier commit of it, or with another folder, on one screen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator import comparison, publication, reading, revisions
from generator.meaning import Comparison
from generator.pipeline import build_date
from generator.profiling import span
from generator.public import PublicGraph
from generator.reading import CONFIG_PATH, WAIVERS_PATH, Reading, Remembered
from generator.understanding import published


class NotComparable(ValueError):
    """That a side is no root of content; says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed between two sides, how each is called, and whether mistakes keep a part of one unread."""

    comparison: Comparison
    base: str
    other: str
    date: datetime.date | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """A root as it was read, and where."""

    name: str
    root: Path
    reading: Reading


def compare(
    root: Path,
    base: str,
    *,
    against: str | None = None,
    date: datetime.date | None = None,
    known: Mapping[str, Remembered] | None = None,
) -> Compared:
    """What changed from `base` to `root`, or to `against`: each a folder with a configuration, the label of
    a published version, or a revision.

    What may be shown on `date` is decided by the root as it is now, for both sides. A side with mistakes is
    compared as far as it can be read. `known` is what an earlier reading of `root` remembers.

    Raises: UnknownRevision, NotComparable.
    """
    edition = date or build_date(root)
    now = _Side("the working folder", root, _read(root, "the working folder", known))
    today = published(root, now.reading, edition)
    with _side(now, base) as before:
        old = _shown(before, now, today, edition)
        if against is None:
            return _compared(before, now, old, today, edition)
        with _side(now, against) as after:
            return _compared(before, after, old, _shown(after, now, today, edition), edition)


def _compared(
    before: _Side, after: _Side, old: PublicGraph, new: PublicGraph, date: datetime.date | None
) -> Compared:
    return Compared(
        comparison=_differences(old, new),
        base=before.name,
        other=after.name,
        date=date,
        is_whole=not any(each.is_error for side in (before, after) for each in side.reading.diagnostics),
    )


def _differences(old: PublicGraph, new: PublicGraph) -> Comparison:
    with span("compare"):
        return comparison.compare(old, new)


@contextmanager
def _side(now: _Side, name: str) -> Iterator[_Side]:
    """A folder, or what the root held at a published version or a revision while the context lasts."""
    folder = Path(name)
    if name and (folder / CONFIG_PATH).is_file():
        yield _Side(name, folder.resolve(), _read(folder.resolve(), name, now.reading.remembered))
        return
    version = next((each for each in now.reading.versions if each.label.lower() == name.lower()), None)
    commit = revisions.commit_of(now.root, version.commit if version is not None else name)
    title = name if commit.startswith(name) else f"{name} ({commit[:12]})"
    files = (CONFIG_PATH, WAIVERS_PATH)
    with revisions.root_as_of(now.root, commit, files, reading.content_folders) as folder:
        yield _Side(title, folder, _read(folder, title, now.reading.remembered))


def _read(root: Path, name: str, known: Mapping[str, Remembered] | None) -> Reading:
    """The content of a side; files that are as they are `known` to be are not read again."""
    if not (root / CONFIG_PATH).is_file():
        raise NotComparable(f"{name} has no {CONFIG_PATH}, so it is no root of content")
    with span("read"):
        return reading.read(root, known)


def _shown(side: _Side, now: _Side, today: PublicGraph, date: datetime.date | None) -> PublicGraph:
    """What a side may show today: the amendments of now count, and what is withheld now is in neither."""
    amended = replace(side.reading, amendments=now.reading.amendments)
    return publication.as_of_today(published(side.root, amended, date), today)
