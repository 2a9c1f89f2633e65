"""A publication's history follows the process: its statuses, its order, its dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.framework import HistoryEntry, Status, Supplement
from generator.records.profiles import Profile

CHANGE = Rule(
    name="illegal-status-change",
    severity=Severity.ERROR,
    summary="Each version's status may follow the status before it.",
)
ORDER = Rule(
    name="history-order", severity=Severity.ERROR, summary="A history lists the newest version first."
)
DATE = Rule(
    name="undated-version",
    severity=Severity.ERROR,
    summary="A version has the date of its publication, unless it is marked as imported.",
)
RULES = (CHANGE, ORDER, DATE)

_START = frozenset({Status.PUBLIC_COMMENT, Status.TRIAL_IMPLEMENTATION})
_NEXT = {
    Status.PUBLIC_COMMENT: frozenset(
        {Status.PUBLIC_COMMENT, Status.TRIAL_IMPLEMENTATION, Status.FINAL_TEXT, Status.WITHDRAWN}
    ),
    Status.TRIAL_IMPLEMENTATION: frozenset(
        {
            Status.TRIAL_IMPLEMENTATION,
            Status.PUBLIC_COMMENT,
            Status.FINAL_TEXT,
            Status.DEPRECATED,
            Status.RETIRED,
        }
    ),
    Status.FINAL_TEXT: frozenset({Status.FINAL_TEXT, Status.PUBLIC_COMMENT, Status.DEPRECATED}),
    Status.DEPRECATED: frozenset({Status.RETIRED}),
    Status.RETIRED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Histories of profiles and supplements that the process does not allow."""
    for profile in graph.all(Profile).values():
        yield from _judge(profile.history)
    for supplement in graph.all(Supplement).values():
        yield from _judge(supplement.history)


def _judge(history: tuple[HistoryEntry, ...]) -> Iterator[Diagnostic]:
    for entry in history:
        if entry.date is None and not entry.imported:
            yield DATE.at(entry.position, f"version {entry.version} has no date", "add date: YYYY-MM-DD")
    oldest = history[-1]
    if oldest.status not in _START and not oldest.imported:
        yield CHANGE.at(
            oldest.place_of("status"),
            f"a history cannot begin with {oldest.status.value}",
            "it begins with public-comment or trial-implementation, unless it is imported: true",
        )
    for newer, older in pairwise(history):
        yield from _judge_step(older, newer)


def _judge_step(older: HistoryEntry, newer: HistoryEntry) -> Iterator[Diagnostic]:
    if newer.status not in _NEXT[older.status]:
        allowed = ", ".join(status.value for status in Status if status in _NEXT[older.status])
        yield CHANGE.at(
            newer.place_of("status"),
            f"{newer.status.value} cannot follow {older.status.value}",
            f"after {older.status.value} comes {allowed or 'nothing'}",
        )
    if newer.date is not None and older.date is not None and newer.date < older.date:
        yield ORDER.at(
            newer.place_of("date"),
            f"version {newer.version} is older than {older.version} below it",
            "the newest version stands first",
        )
