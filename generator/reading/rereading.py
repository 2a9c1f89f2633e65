"""Reads a few texts of a root again, without a look at anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.reading.entries import Entries
from generator.reading.layout import sort_paths
from generator.reading.memory import Remembered, read_place
from generator.reading.root import DUPLICATE_KEY, Reading
from generator.records.base import Record
from generator.records.likeness import is_like


def reread(root: Path, reading: Reading, paths: Iterable[str]) -> Reading | None:
    """`reading` of `root` as it is now that the files at `paths` have changed, and nothing else.

    Its records stand in the same order, and those of other files are the same objects. None where more
    changed than the words of texts, so that the whole root must be read.
    """
    if reading.config is None or any(each.rule == DUPLICATE_KEY.name for each in reading.diagnostics):
        return None
    sorting = sort_paths(sorted(set(paths)), reading.config.content)
    if len(sorting.places) != len(set(paths)):
        return None
    changed: dict[str, tuple[Remembered, Remembered]] = {}
    for place in sorting.places:
        old = reading.remembered.get(place.path)
        # What is read of results is never quick: other files decide what of it may be shown.
        new = read_place(root, place) if old is not None and place.kind.folder != "results" else None
        if old is None or not isinstance(new, Remembered) or not _is_like(old.entries, new.entries):
            return None
        # What was saved as it was keeps its records.
        changed[place.path] = old, replace(new, entries=old.entries) if old.text == new.text else new
    return _replaced(reading, changed)


def _is_like(old: Entries, new: Entries) -> bool:
    return (
        len(old.structures) == len(new.structures)
        and old.unread == new.unread
        and all(
            isinstance(one, Record) and isinstance(other, Record) and is_like(one, other)
            for one, other in zip(old.structures, new.structures, strict=True)
        )
    )


def _replaced(reading: Reading, changed: dict[str, tuple[Remembered, Remembered]]) -> Reading:
    records = {
        id(one): other
        for old, new in changed.values()
        for one, other in zip(old.entries.structures, new.entries.structures, strict=True)
        if isinstance(other, Record)
    }
    findings: list[Diagnostic] = list(reading.diagnostics)
    for old, new in changed.values():
        for finding in old.entries.findings:
            findings.remove(finding)
        findings += new.entries.findings
    news = {path: new for path, (_, new) in changed.items()}
    return replace(
        reading,
        records=tuple(records.get(id(each), each) for each in reading.records),
        sources={**reading.sources, **{path: new.text for path, new in news.items()}},
        remembered={**reading.remembered, **news},
        diagnostics=tuple(sorted(findings, key=lambda finding: finding.position)),
    )
