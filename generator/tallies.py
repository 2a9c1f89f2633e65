"""Counts and groups of published rows: every number that a page or a data file shows comes from here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from generator.graph import Graph
from generator.public import Completion, Completions, PublicGraph
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import System, TestingSession
from generator.sorting import alphabetical

K = TypeVar("K", bound=Hashable)


class Aipo(NamedTuple):
    """An actor of a profile with one of its options (None: without any), by their keys."""

    profile: str
    actor: str
    option: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows there are, and how many different organizations, systems and so on they name.

    All are numbers of what is published; none says anything about what is not.
    """

    rows: int
    organizations: int
    systems: int
    sessions: int
    profiles: int
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organization with published rows, and its systems that have them, by name."""

    organization: Organization
    systems: tuple[System, ...]


def tally(rows: Sequence[Completion]) -> Tally:
    """The numbers of `rows`. Never give it rows of conformity assessment together with others."""
    return Tally(
        rows=len(rows),
        organizations=len({row.organization for row in rows}),
        systems=len({row.system for row in rows}),
        sessions=len({row.session for row in rows}),
        profiles=len({row.profile for row in rows}),
        is_demonstration=any(row.is_demonstration for row in rows),
    )


def aipo_of(row: Completion) -> Aipo:
    """What the row is about."""
    return Aipo(row.profile, row.actor, row.option)


def aipo_places(graph: Graph) -> Mapping[tuple[str, str, str | None], int]:
    """Where each AIPO of this root stands: by profile, actor and option (none first)."""
    places: dict[tuple[str, str, str | None], int] = {}
    for profile in graph.all(Profile).values():
        for actor in profile.actors:
            places.setdefault(Aipo(profile.key, actor.actor.key, None), len(places))
            for option in actor.options:
                places.setdefault(Aipo(profile.key, actor.actor.key, option.key), len(places))
    return places


def grouped(rows: Iterable[Completion], key: Callable[[Completion], K]) -> Mapping[K, tuple[Completion, ...]]:
    """The rows that share a key, keys and rows in the order of `rows`."""
    groups: dict[K, list[Completion]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {key: tuple(group) for key, group in groups.items()}


def by_year(graph: Graph, rows: Iterable[Completion]) -> Mapping[int, tuple[Completion, ...]]:
    """Rows by the year in which their session began, the earliest first."""
    sessions = graph.all(TestingSession)
    years = grouped(rows, lambda row: sessions[row.session].start.year)
    return dict(sorted(years.items()))


def by_region(graph: Graph, rows: Iterable[Completion]) -> Mapping[str, tuple[Completion, ...]]:
    """Rows by the region of their session, in the order of the alphabet."""
    sessions = graph.all(TestingSession)
    return dict(sorted(grouped(rows, lambda row: sessions[row.session].region).items()))


def by_domain(graph: Graph, rows: Iterable[Completion]) -> Mapping[str, tuple[Completion, ...]]:
    """Rows by the key of their profile's domain; rows of profiles that are defined elsewhere are in none."""
    domains = {
        key: domain.key
        for key, profile in graph.all(Profile).items()
        if (domain := graph.find(profile.domain)) is not None
    }
    groups = grouped((row for row in rows if row.profile in domains), lambda row: domains[row.profile])
    return dict(sorted(groups.items()))


def by_session(graph: Graph, rows: Iterable[Completion]) -> Mapping[str, tuple[Completion, ...]]:
    """Rows by session, the earliest session first."""
    sessions = graph.all(TestingSession)
    groups = grouped(rows, lambda row: row.session)
    return {key: groups[key] for key in sorted(groups, key=lambda key: (sessions[key].start, key))}


def participants(graph: Graph, rows: Iterable[Completion]) -> tuple[Participant, ...]:
    """Who has published rows, by name, each with the systems that have them."""
    organizations, systems = graph.all(Organization), graph.all(System)
    found: dict[str, dict[str, System]] = {}
    for row in rows:
        found.setdefault(row.organization, {})[row.system] = systems[row.system]
    listed = [
        Participant(
            organization=organizations[key],
            systems=tuple(sorted(shown.values(), key=lambda each: (alphabetical(each.title), each.key))),
        )
        for key, shown in found.items()
    ]
    return tuple(
        sorted(listed, key=lambda each: (alphabetical(each.organization.name), each.organization.key))
    )


def sessions_of(graph: Graph, *, assessment: bool = False) -> tuple[TestingSession, ...]:
    """Every public session, with or without rows, the newest first; those of conformity assessment apart."""
    found = [each for each in graph.all(TestingSession).values() if each.is_assessment is assessment]
    return tuple(sorted(sorted(found, key=lambda each: each.key), key=lambda each: each.start, reverse=True))


def completions_of(graph: PublicGraph, session: TestingSession) -> tuple[Completion, ...]:
    """The published rows of one session."""
    scheme: Completions = graph.assessed if session.is_assessment else graph.completed
    return scheme.by_session.get(session.key, ())
