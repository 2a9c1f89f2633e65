"""The days of a testing session come one after another, and the output speaks of a known day."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.records.sessions import TestingSession
from generator.results import FullGraph

ORDER = Rule(
    name="session-dates",
    severity=Severity.ERROR,
    summary="A session ends when it has begun, and is published when it has ended.",
    is_fixed=True,
)
UNKNOWN_DAY = Rule(
    name="unknown-build-date",
    severity=Severity.WARNING,
    summary="Where there are results, the day that the output speaks of is known.",
)
RULES = (ORDER, UNKNOWN_DAY)


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Sessions whose days are out of order; and that all are withheld where the day is not known."""
    sessions = graph.all(TestingSession)
    for session in sessions.values():
        if session.end < session.start:
            yield ORDER.at(
                session.place_of("end"), "the session ends before it starts", "mend one of the two"
            )
        if session.publish_on < session.end:
            yield ORDER.at(
                session.place_of("publish_on"),
                "the session would be published before it ends",
                "results are published some days after the end, when they have been reviewed",
            )
    if sessions and graph.edition is None:
        yield UNKNOWN_DAY.at(
            Position("site_config.yml"),
            "no day is known that the output speaks of, so every session is withheld",
            "give --date or SOURCE_DATE_EPOCH, or build in a git repository",
        )
