"""A requirement that a history says was published is still stated, or has a tombstone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.base import RecordId
from generator.records.framework import HistoryEntry, Supplement
from generator.records.profiles import Profile
from generator.records.requirements import Requirement, may_be_unread

RULE = Rule(
    name="unknown-requirement",
    severity=Severity.ERROR,
    summary="Each requirement that a history names is stated by a text, or has a tombstone.",
)
RULES = (RULE,)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Requirements of a history that are nowhere."""
    histories = [each.history for each in graph.all(Profile).values()]
    histories += [each.history for each in graph.all(Supplement).values()]
    for history in histories:
        for entry in history:
            yield from _judge(graph, entry)


def _judge(graph: Graph, entry: HistoryEntry) -> Iterator[Diagnostic]:
    known = graph.all(Requirement)
    for named in entry.requirements:
        is_buried = RecordId(Requirement.kind, named.key) in graph.tombstones
        is_unread = may_be_unread(named.key, graph.unread)
        if named.key not in known and not is_buried and not is_unread:
            yield RULE.at(
                named.position,
                f"no text states the requirement {named.key} of version {entry.version}",
                "state it, or list it in framework/tombstones.yml if it was removed",
            )
