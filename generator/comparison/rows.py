"""Which published results are there that were not; what is not there any more is never told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.meaning import RowsAdded
from generator.public import Completion, PublicGraph
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession

Subject = tuple[str, str, str, str, str, str]


def rows_added(old: PublicGraph, new: PublicGraph) -> tuple[RowsAdded, ...]:
    """The rows of `new` that `old` has not, in the order of published rows."""
    return (
        *_added(new, old.completed.rows, new.completed.rows, is_assessment=False),
        *_added(new, old.assessed.rows, new.assessed.rows, is_assessment=True),
    )


def rows_retold(old: PublicGraph, new: PublicGraph) -> int:
    """How many rows stand in both and come from another export, or are marked otherwise."""
    before = {_subject(row): row for row in (*old.completed.rows, *old.assessed.rows)}
    return sum(before.get(_subject(row), row) != row for row in (*new.completed.rows, *new.assessed.rows))


def _subject(row: Completion) -> Subject:
    return row.session, row.organization, row.system, row.profile, row.actor, row.option or ""


def _added(
    graph: PublicGraph, old: Iterable[Completion], new: Iterable[Completion], *, is_assessment: bool
) -> Iterator[RowsAdded]:
    known = {_subject(row) for row in old}
    groups: dict[tuple[str, str, str, str], list[Completion]] = {}
    for row in new:
        if _subject(row) not in known:
            groups.setdefault((row.session, row.organization, row.profile, row.actor), []).append(row)
    for (session, organization, profile, actor), rows in groups.items():
        yield RowsAdded(
            session=_title(graph.get(TestingSession, session), session),
            organization=_title(graph.get(Organization, organization), organization),
            profile=profile,
            actor=_actor(graph, profile, actor),
            options=tuple(dict.fromkeys(_option(graph, row) for row in rows)),
            is_assessment=is_assessment,
            is_demonstration=all(row.is_demonstration for row in rows),
        )


def _title(record: TestingSession | Organization | None, key: str) -> str:
    return record.name if record is not None else key


def _actor(graph: PublicGraph, profile: str, actor: str) -> str:
    found = graph.get(Profile, profile)
    refs = [each.actor for each in found.actors if each.actor.key.lower() == actor.lower()] if found else []
    named = graph.find(refs[0]) if refs else None
    return named.name if named is not None else actor


def _option(graph: PublicGraph, row: Completion) -> str:
    found = graph.get(Profile, row.profile)
    for each in found.actors if found is not None else ():
        if each.actor.key.lower() == row.actor.lower():
            for option in each.options:
                if option.key == row.option:
                    return option.name
    return row.option or ""
