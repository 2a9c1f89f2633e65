"""What is published about results, as tables for other programs: columns, their meaning, and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator import tallies
from generator.columns import DEMONSTRATION, Cell, Column, TableKind
from generator.graph import Graph
from generator.messages import message
from generator.public import Completion, PublicGraph
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import System, TestingSession
from generator.trace_tables import TRACE_TABLES

_COUNTS: Final = (
    Column(name="results", type="integer", about=message("published rows of results")),
    Column(name="assessments", type="integer", about=message("published rows of conformity assessment")),
)


def tables_of(graph: PublicGraph) -> tuple[TableKind, ...]:
    """The tables that have rows."""
    return tuple(each for each in TABLES if next(each.rows(graph), None) is not None)


def event_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row an event, the newest first."""
    events = sorted(
        [*tallies.sessions_of(graph), *tallies.sessions_of(graph, assessment=True)],
        key=lambda each: each.start,
        reverse=True,
    )
    for each in events:
        yield (
            each.key,
            each.name,
            each.type.value,
            each.region,
            each.location.city,
            each.location.country,
            each.start.isoformat(),
            each.end.isoformat(),
            each.publish_on.isoformat(),
            each.sponsor or "",
            *_counts(
                graph.completed.by_session.get(each.key, ()), graph.assessed.by_session.get(each.key, ())
            ),
            each.demonstration,
        )


def organization_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row an organization, by key."""
    for key, each in graph.all(Organization).items():
        yield (
            key,
            each.name,
            each.country,
            each.url or "",
            "; ".join(each.aliases),
            each.successor.key if each.successor else "",
            each.since.isoformat() if each.since else "",
            *_counts(
                graph.completed.by_organization.get(key, ()), graph.assessed.by_organization.get(key, ())
            ),
            each.demonstration,
        )


def system_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a system, by key."""
    for key, each in graph.all(System).items():
        organization, session = graph.find(each.organization), graph.find(each.session)
        is_made_up = any(found.demonstration for found in (organization, session) if found is not None)
        yield (
            key,
            organization.key if organization is not None else "",
            session.key if session is not None else "",
            each.product,
            each.version,
            each.type or "",
            each.url or "",
            *_counts(graph.completed.by_system.get(key, ()), graph.assessed.by_system.get(key, ())),
            is_made_up,
        )


def result_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a completion, in the order of the public graph; without conformity assessment."""
    return _rows(graph, graph.completed.rows)


def assessment_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a completion of conformity assessment."""
    return _rows(graph, graph.assessed.rows)


def _rows(graph: PublicGraph, rows: Sequence[Completion]) -> Iterator[tuple[Cell, ...]]:
    sessions, organizations = graph.all(TestingSession), graph.all(Organization)
    systems, profiles = graph.all(System), graph.all(Profile)
    actors = _actor_names(graph)
    options = {
        (profile.key, actor.actor.key, option.key): option.name
        for profile in profiles.values()
        for actor in profile.actors
        for option in actor.options
    }
    for row in rows:
        session, system = sessions[row.session], systems[row.system]
        profile = profiles.get(row.profile)
        option = row.option or ""
        yield (
            row.session,
            session.name,
            session.start.year,
            session.region,
            row.organization,
            organizations[row.organization].name,
            row.system,
            system.product,
            system.version,
            profile.domain.key if profile is not None else "",
            row.profile,
            row.actor,
            actors.get(row.actor, row.actor),
            option,
            options.get((row.profile, row.actor, option), option),
            row.file,
            row.is_demonstration,
        )


def _actor_names(graph: Graph) -> Mapping[str, str]:
    outside = {id.key: row.name for id, row in graph.externals.items() if id.kind == Actor.kind}
    return outside | {key: actor.name for key, actor in graph.all(Actor).items()}


def _counts(completed: Sequence[Completion], assessed: Sequence[Completion]) -> tuple[int, int]:
    return tallies.tally(completed).rows, tallies.tally(assessed).rows


def _result_columns() -> tuple[Column, ...]:
    return (
        Column(name="event", about=message("key of the event")),
        Column(name="event_name", about=message("name of the event")),
        Column(name="year", type="integer", about=message("year in which the event began")),
        Column(name="region", about=message("region of the event")),
        Column(name="organization", about=message("key of the organization")),
        Column(name="organization_name", about=message("name that it had at the event")),
        Column(name="system", about=message("key of the system")),
        Column(name="product", about=message("what the system is called")),
        Column(name="version", about=message("version of the system")),
        Column(
            name="domain",
            about=message("domain of the profile; empty for a profile that is defined elsewhere"),
        ),
        Column(name="profile", about=message("key of the profile")),
        Column(name="actor", about=message("key of the actor")),
        Column(name="actor_name", about=message("name of the actor")),
        Column(name="option", about=message("key of the option; empty for none")),
        Column(name="option_name", about=message("name of the option; empty for none")),
        Column(name="source", about=message("export that the row comes from, in the folder of its event")),
        DEMONSTRATION,
    )


_ABOUT_RESULT = message(
    "One row says that an organization completed testing of an actor in a profile, perhaps with an option, "
    "at an event. What is not listed has no published result; nothing follows from its absence."
)
_RESULT_LINKS = {"event": "events", "organization": "organizations", "system": "systems"}
_RESULT_KEY = ("event", "system", "profile", "actor", "option")

TABLES: Final[tuple[TableKind, ...]] = (
    TableKind(
        name="results",
        title=message("Completed testing"),
        about=_ABOUT_RESULT,
        columns=_result_columns(),
        key=_RESULT_KEY,
        foreign=_RESULT_LINKS,
        rows=result_rows,
    ),
    TableKind(
        name="conformity-assessments",
        title=message("Conformity assessment"),
        about=message(
            "%(about)s These events belong to a scheme of its own and are in no other total.",
            about=_ABOUT_RESULT,
        ),
        columns=_result_columns(),
        key=_RESULT_KEY,
        foreign=_RESULT_LINKS,
        rows=assessment_rows,
    ),
    TableKind(
        name="events",
        title=message("Events"),
        about=message("Every event whose results are published."),
        columns=(
            Column(name="event", about=message("key of the event")),
            Column(name="name", about=message("name of the event")),
            Column(name="kind", about=message("sort of event")),
            Column(name="region", about=message("region")),
            Column(name="city", about=message("city where it took place")),
            Column(name="country", about=message("country where it took place, two letters (ISO 3166)")),
            Column(name="start", type="date", about=message("first day")),
            Column(name="end", type="date", about=message("last day")),
            Column(name="published", type="date", about=message("day from which its results are public")),
            Column(name="sponsor", about=message("who held it, where that is known")),
            *_COUNTS,
            DEMONSTRATION,
        ),
        key=("event",),
        foreign={},
        rows=event_rows,
    ),
    TableKind(
        name="organizations",
        title=message("Organizations"),
        about=message("Every organization with a published result or a published integration statement."),
        columns=(
            Column(name="organization", about=message("key of the organization")),
            Column(name="name", about=message("its name")),
            Column(name="country", about=message("its country, two letters (ISO 3166)")),
            Column(name="website", about=message("its own website, where that is known")),
            Column(name="aliases", about=message("other names, between semicolons")),
            Column(name="successor", about=message("key of the organization that it became")),
            Column(name="since", type="date", about=message("day on which it became another")),
            *_COUNTS,
            DEMONSTRATION,
        ),
        key=("organization",),
        foreign={"successor": "organizations"},
        rows=organization_rows,
    ),
    TableKind(
        name="systems",
        title=message("Systems"),
        about=message("Every system with a published result: what an organization brought to one event."),
        columns=(
            Column(name="system", about=message("key of the system")),
            Column(name="organization", about=message("key of the organization")),
            Column(name="event", about=message("key of the event")),
            Column(name="product", about=message("what the system is called")),
            Column(name="version", about=message("its version")),
            Column(name="kind", about=message("sort of system")),
            Column(name="website", about=message("where it is described")),
            *_COUNTS,
            DEMONSTRATION,
        ),
        key=("system",),
        foreign={"organization": "organizations", "event": "events"},
        rows=system_rows,
    ),
    *TRACE_TABLES,
)


def rows_with_names(table: TableKind, graph: PublicGraph) -> Iterator[Mapping[str, Cell]]:
    """Every row as column name -> cell, without cells that say nothing."""
    names = [column.name for column in table.columns]
    for row in table.rows(graph):
        yield {name: cell for name, cell in zip(names, row, strict=True) if cell != ""}
