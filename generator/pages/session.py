"""The page of an event: where and when, what was tested, who took part, and who completed what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import (
    ActorColumns,
    Naming,
    Notice,
    marks,
    notice_for,
    profile_named,
    source_of,
)
from generator.pages.facts import trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import Completion, PublicGraph
from generator.records.base import Ref
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession
from generator.site import Page, SearchEntry
from generator.tallies import (
    Participant,
    Tally,
    completions_of,
    grouped,
    participants,
    sessions_of,
    tally,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedVersion:
    """A profile of an event's baseline: the version that was tested, and the newest if that is another."""

    profile: Ref[Profile]
    version: str
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An organization and what of each column it completed."""

    organization: Organization
    cells: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileMatrix:
    """Organizations by actor and option of one profile; every line and every column has a mark."""

    profile: Ref[Profile]
    version: str
    tally: Tally
    columns: tuple[ActorColumns, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What an event's page shows. `overview`: who completed anything of each profile of `matrices`.

    `files`: the exports that the rows were read from.
    """

    session: TestingSession
    tally: Tally
    baseline: tuple[TestedVersion, ...]
    participants: tuple[Participant, ...]
    overview: tuple[Line, ...]
    matrices: tuple[ProfileMatrix, ...]
    files: tuple[str, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page an event, from the oldest to the newest; conformity assessment follows for itself."""
    naming = graph.once(Naming)
    for assessment in (False, True):
        sessions = reversed(sessions_of(graph, assessment=assessment))
        yield from with_neighbours([_page(graph, config, naming, each) for each in sessions])


def _page(graph: PublicGraph, config: SiteConfig, naming: Naming, session: TestingSession) -> Page:
    rows = completions_of(graph, session)
    year = str(session.start.year)
    source = source_of(config, session)
    folder = session.position.path.rpartition("/")[0]
    return Page(
        kind="session",
        name=str(session.id),
        address=address_of(session),
        title=session.name,
        description=f"{session.name}, {session.location.city}, {session.start}",
        facts_of=lambda: _facts(graph, config, naming, session, rows),
        position=session.position,
        section="events",
        breadcrumbs=trail(section_link(TestingSession)),
        source=source,
        texts=tuple(f"{folder}/{file}" for file in sorted({row.file for row in rows})) if source else (),
        search=SearchEntry(
            kind=message("Event"),
            year=year,
            ids=(session.key,),
            synonyms=(f"{session.location.city} {year}",),
        ),
    )


def _facts(
    graph: PublicGraph,
    config: SiteConfig,
    naming: Naming,
    session: TestingSession,
    rows: tuple[Completion, ...],
) -> SessionFacts:
    listed = participants(graph, rows)
    by_profile = naming.profiles(rows)
    done = {(row.organization, row.profile) for row in rows}
    return SessionFacts(
        session=session,
        tally=tally(rows),
        baseline=tuple(_baseline(graph, session)),
        participants=listed,
        overview=tuple(
            Line(
                organization=each.organization,
                cells=tuple((each.organization.key, profile) in done for profile in by_profile),
            )
            for each in listed
        ),
        matrices=tuple(_matrix(graph, naming, session, key, group) for key, group in by_profile.items()),
        files=tuple(sorted({row.file for row in rows})),
        notice=notice_for(config, rows, is_demonstration=session.demonstration),
    )


def _baseline(graph: PublicGraph, session: TestingSession) -> Iterator[TestedVersion]:
    for key, version in session.baseline.items():
        profile = graph.get(Profile, key)
        newest = profile.history[0].version if profile is not None else version
        yield TestedVersion(
            profile=profile_named(key), version=version, newest=newest if newest != version else ""
        )


def _matrix(
    graph: PublicGraph,
    naming: Naming,
    session: TestingSession,
    profile: str,
    rows: tuple[Completion, ...],
) -> ProfileMatrix:
    organizations = graph.all(Organization)
    aipos = naming.in_order(rows)
    return ProfileMatrix(
        profile=profile_named(profile),
        version=session.baseline.get(profile, ""),
        tally=tally(rows),
        columns=naming.columns(aipos),
        lines=tuple(
            Line(organization=organizations[key], cells=marks(group, aipos))
            for key, group in grouped(rows, lambda row: row.organization).items()
        ),
    )
