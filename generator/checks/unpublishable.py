"""A public root holds nothing about results but what is published: whoever reads it reads its files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.records.organizations import Organization
from generator.records.sessions import Outcome, System, TestingSession
from generator.records.statements import IntegrationStatement
from generator.results import FullGraph

LEAK = Rule(
    name="unpublishable",
    severity=Severity.ERROR,
    summary="A public root holds redacted copies of exports of published sessions, and no amendments.",
    is_fixed=True,
)
UNLISTED = Rule(
    name="unlisted-export",
    severity=Severity.WARNING,
    summary="Each file in a session's exports/ is listed by its session.",
)
SILENT_SYSTEM = Rule(
    name="unpublished-system",
    severity=Severity.ERROR,
    summary="In a public root, each system has a published result.",
    is_fixed=True,
)
SILENT_ORGANIZATION = Rule(
    name="unpublished-organization",
    severity=Severity.ERROR,
    summary="In a public root, each organization has a published result or a statement.",
    is_fixed=True,
)
RULES = (LEAK, UNLISTED, SILENT_SYSTEM, SILENT_ORGANIZATION)

_REDACT = "remove it from the repository and its history, then: tfpub import results FILE --session KEY"


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """In a public root everything that may not be there; in any root exports that no session lists."""
    listed = _listed_exports(graph)
    for path in sorted(graph.exports - listed.keys()):
        yield (
            _leak(Position(path), "no session lists this export")
            if graph.is_public_source
            else UNLISTED.at(
                Position(path), "no session lists this export, so it is not read", "list it under exports"
            )
        )
    if graph.is_public_source:
        yield from _leaks(graph, listed)
        if graph.edition is not None:
            yield from _silent(graph)


def _listed_exports(graph: FullGraph) -> Mapping[str, TestingSession]:
    return {
        posixpath.join(posixpath.dirname(session.position.path), export.file): session
        for session in graph.all(TestingSession).values()
        for export in session.exports
    }


def _leaks(graph: FullGraph, listed: Mapping[str, TestingSession]) -> Iterator[Diagnostic]:
    for path in sorted(graph.strays):
        yield _leak(Position(path), "this file is no redacted export")
    for place in graph.excess:
        yield _leak(place, "this is more than a redacted export holds")
    for path in sorted(graph.exports & listed.keys()):
        if graph.edition is not None and listed[path].publish_on > graph.edition:
            yield _leak(Position(path), "this export's session is not published yet")
    for amendment in graph.amendments:
        yield LEAK.at(
            amendment.position,
            "a public root has no amendments",
            "remove the rows that must go from the export",
        )


def _leak(place: Position, message: str) -> Diagnostic:
    return LEAK.at(place, message, _REDACT)


def _silent(graph: FullGraph) -> Iterator[Diagnostic]:
    """Systems and organizations that only somebody who saw unpublished results can have listed."""
    if graph.unread:
        # Rows about what could not be read are not known either, and nothing is published meanwhile.
        return
    sessions = graph.all(TestingSession)
    published = [
        row
        for row in graph.results
        if row.outcome is Outcome.COMPLETED and _is_published(graph, sessions.get(row.session))
    ]
    stating = [graph.find(each.organization) for each in graph.all(IntegrationStatement).values()]
    systems = {row.system for row in published}
    organizations = {row.organization for row in published} | {each.key for each in stating if each}
    yield from _named_only_here(SILENT_SYSTEM, graph, System, systems)
    yield from _named_only_here(SILENT_ORGANIZATION, graph, Organization, organizations)


def _is_published(graph: FullGraph, session: TestingSession | None) -> bool:
    return session is not None and graph.edition is not None and session.publish_on <= graph.edition


def _named_only_here(
    rule: Rule, graph: FullGraph, kind: type[System] | type[Organization], published: set[str]
) -> Iterator[Diagnostic]:
    rows: Sequence[System | Organization] = tuple(graph.all(kind).values())
    for record in rows:
        if record.key not in published:
            yield rule.at(
                record.position,
                f"nothing that is published names this {record.kind}",
                "remove it: that it took part is not published either",
            )
