"""What may be shown: from the full graph to the public one. No other room decides about a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, replace

from generator.graph import Graph
from generator.public import Completion, Completions, PublicGraph, completions
from generator.records.base import Record, RecordId
from generator.records.organizations import Organization
from generator.records.sessions import Outcome, System, TestingSession
from generator.records.statements import IntegrationStatement
from generator.results import AipoResult, FullGraph, outcomes
from generator.sorting import SortedName, alphabetical
from generator.tallies import aipo_places

_NamePlace = tuple[SortedName, str]
_DECIDED_KINDS = frozenset({Organization.kind, System.kind, TestingSession.kind})


def publish(graph: FullGraph) -> PublicGraph:
    """The records and completions that may be shown on the day `graph.edition`.

    A session exists from its day of publication on; a system or an organization only with a published
    completion, an organization also with a statement. Whatever else there is leaves no trace: the outcome is
    the same as if it were not in the root.
    """
    sessions = {
        key: session
        for key, session in graph.all(TestingSession).items()
        if graph.edition is not None and session.publish_on <= graph.edition
    }
    shown = _in_reading_order(graph, _completed(graph, sessions))
    named = {RecordId(TestingSession.kind, key) for key in sessions}
    named |= {RecordId(System.kind, row.system) for row in shown}
    named |= {RecordId(Organization.kind, row.organization) for row in shown}
    named |= {
        found.id
        for statement in graph.all(IntegrationStatement).values()
        if (found := graph.find(statement.organization)) is not None
    }
    return _public(
        _without(graph, named),
        completed=completions(row for row in shown if not sessions[row.session].is_assessment),
        assessed=completions(row for row in shown if sessions[row.session].is_assessment),
    )


def as_of_today(earlier: PublicGraph, today: PublicGraph) -> PublicGraph:
    """What an `earlier` graph may still show `today`: results, and whom they are about, only where both do.

    What is withheld today had never been there, whatever was public then; a blank is no withdrawal.
    """
    shown = {
        record.id
        for kind in (*_DECIDED_KINDS, IntegrationStatement.kind)
        for record in earlier.records.get(kind, {}).values()
        if today.by_id(record.id) is not None and _names_shown(record, today)
    }
    known = frozenset(_subject(row) for row in (*today.completed.rows, *today.assessed.rows))
    kept = _without(earlier, shown, _DECIDED_KINDS | {IntegrationStatement.kind})
    return _public(
        kept,
        completed=completions(row for row in earlier.completed.rows if _subject(row) in known),
        assessed=completions(row for row in earlier.assessed.rows if _subject(row) in known),
    )


def _names_shown(record: Record, today: Graph) -> bool:
    """Whether what a record belongs to is shown today."""
    if isinstance(record, System):
        return today.find(record.organization) is not None and today.find(record.session) is not None
    return not isinstance(record, IntegrationStatement) or today.find(record.organization) is not None


def _subject(row: Completion) -> tuple[str, str, str, str, str, str]:
    return row.session, row.organization, row.system, row.profile, row.actor, row.option or ""


def _completed(graph: FullGraph, sessions: Mapping[str, TestingSession]) -> Iterator[Completion]:
    made_up = {key for key, each in graph.all(Organization).items() if each.demonstration}
    rows: dict[tuple[str, str, str, str, str | None], set[Outcome]] = {}
    sources: dict[tuple[str, str, str, str, str | None], AipoResult] = {}
    for row, outcome in outcomes(graph):
        if row.session in sessions:
            rows.setdefault(row.subject, set()).add(outcome)
            if outcome is Outcome.COMPLETED:
                first = sources.setdefault(row.subject, row)
                sources[row.subject] = min(first, row, key=lambda each: each.file)
    for subject, row in sources.items():
        # Rows that contradict each other are an error; until it is mended, none of them counts.
        if rows[subject] == {Outcome.COMPLETED}:
            yield Completion(
                session=row.session,
                organization=row.organization,
                system=row.system,
                profile=row.profile,
                actor=row.actor,
                option=row.option,
                file=row.file,
                is_demonstration=sessions[row.session].demonstration or row.organization in made_up,
            )


def _in_reading_order(graph: Graph, rows: Iterable[Completion]) -> tuple[Completion, ...]:
    newest = sorted(graph.all(TestingSession).values(), key=lambda each: each.start, reverse=True)
    session_place = {session.key: place for place, session in enumerate(newest)}
    organization_place = {
        key: (alphabetical(each.name), key) for key, each in graph.all(Organization).items()
    }
    system_place = {key: (alphabetical(each.title), key) for key, each in graph.all(System).items()}
    aipo_place = aipo_places(graph)
    far = len(aipo_place)

    def place(row: Completion) -> tuple[int, _NamePlace, _NamePlace, int, str, str, str]:
        return (
            session_place[row.session],
            organization_place[row.organization],
            system_place[row.system],
            aipo_place.get((row.profile, row.actor, row.option), far),
            row.profile,
            row.actor,
            row.option or "",
        )

    return tuple(sorted(rows, key=place))


def _without(graph: Graph, shown: set[RecordId], decided: Set[str] = _DECIDED_KINDS) -> Graph:
    """`graph` without what is not `shown` of the kinds that publication decides about."""
    hidden = {
        record.id
        for kind in decided
        for record in graph.records.get(kind, {}).values()
        if record.id not in shown
    }
    return replace(
        graph,
        records={
            kind: {
                key: _forgetting(record, graph, hidden)
                for key, record in rows.items()
                if record.id not in hidden
            }
            for kind, rows in graph.records.items()
        },
        names={name: key for name, key in graph.names.items() if RecordId(name[0], key) not in hidden},
        uses={
            id: tuple(use for use in uses if use.user not in hidden)
            for id, uses in graph.uses.items()
            if id not in hidden
        },
        unread=frozenset(id for id in graph.unread if id.kind not in decided),
    )


def _forgetting(record: Record, graph: Graph, hidden: set[RecordId]) -> Record:
    """The record without a successor that is not shown."""
    if isinstance(record, Organization) and record.successor is not None:
        successor = graph.find(record.successor)
        if successor is None or successor.id in hidden:
            return replace(record, successor=None, since=None)
    return record


def _public(graph: Graph, *, completed: Completions, assessed: Completions) -> PublicGraph:
    return PublicGraph(
        **{each.name: getattr(graph, each.name) for each in fields(Graph)},
        completed=completed,
        assessed=assessed,
    )
