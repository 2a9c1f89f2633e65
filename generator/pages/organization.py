"""The page of an organization: what it completed at which events, its systems, its other names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import (
    Naming,
    Notice,
    actor_named,
    notice_for,
    profile_named,
    source_of,
)
from generator.pages.facts import trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import Completion, PublicGraph
from generator.records.base import Ref
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement
from generator.site import Page, SearchEntry
from generator.sorting import alphabetical
from generator.tallies import Tally, aipo_of, grouped, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class AipoLine:
    """An actor, with the name of its option or "", and at which events it was completed."""

    actor: Ref[Actor]
    option: str
    cells: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """What an organization completed: lines by profile, a column an event, the newest first."""

    tally: Tally
    sessions: tuple[TestingSession, ...]
    profiles: tuple[tuple[Ref[Profile], tuple[AipoLine, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """An organization that became this one, and what is published under its name."""

    organization: Organization
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFacts:
    """What an organization's page shows; conformity assessment has a table of its own."""

    organization: Organization
    successor: Organization | None
    former: tuple[FormerName, ...]
    completed: EventTable
    assessed: EventTable
    systems: tuple[tuple[System, TestingSession], ...]
    statements: tuple[IntegrationStatement, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page an organization, by name."""
    naming = graph.once(Naming)
    listed = sorted(graph.all(Organization).values(), key=lambda each: (alphabetical(each.name), each.key))
    yield from with_neighbours([_page(graph, config, naming, each) for each in listed])


def _page(graph: PublicGraph, config: SiteConfig, naming: Naming, organization: Organization) -> Page:
    former = former_names(graph, organization)
    return Page(
        kind="organization",
        name=str(organization.id),
        address=address_of(organization),
        title=organization.name,
        description=message(
            "%(name)s: published results by event, profile and actor", name=organization.name
        ),
        facts_of=lambda: _facts(graph, config, naming, organization),
        position=organization.position,
        section="organizations",
        breadcrumbs=trail(section_link(Organization)),
        source=source_of(config, organization),
        search=SearchEntry(
            kind=message("Organization"),
            ids=(organization.key,),
            synonyms=(*organization.aliases, *(each.name for each in former)),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, naming: Naming, organization: Organization
) -> OrganizationFacts:
    rows = graph.completed.by_organization.get(organization.key, ())
    assessed = graph.assessed.by_organization.get(organization.key, ())
    return OrganizationFacts(
        organization=organization,
        successor=graph.find(organization.successor) if organization.successor else None,
        former=tuple(
            FormerName(organization=each, tally=tally(graph.completed.by_organization.get(each.key, ())))
            for each in former_names(graph, organization)
        ),
        completed=_table(graph, naming, rows),
        assessed=_table(graph, naming, assessed),
        systems=tuple(_systems(graph, (*rows, *assessed))),
        statements=graph.users(organization, IntegrationStatement, "organization"),
        notice=notice_for(config, (*rows, *assessed), is_demonstration=organization.demonstration),
    )


def former_names(graph: PublicGraph, organization: Organization) -> tuple[Organization, ...]:
    """The public organizations that became this one, at once or over others, each once."""
    found: dict[str, Organization] = {}
    following = [organization]
    while following:
        for each in graph.users(following.pop(), Organization, "successor"):
            if each.key not in found and each.key != organization.key:
                found[each.key] = each
                following.append(each)
    return tuple(found.values())


def _table(graph: PublicGraph, naming: Naming, rows: tuple[Completion, ...]) -> EventTable:
    sessions = graph.all(TestingSession)
    columns = tuple(dict.fromkeys(row.session for row in rows))
    return EventTable(
        tally=tally(rows),
        sessions=tuple(sessions[key] for key in columns),
        profiles=tuple(
            (profile_named(key), tuple(_lines(naming, group, columns)))
            for key, group in naming.profiles(rows).items()
        ),
    )


def _lines(naming: Naming, rows: tuple[Completion, ...], columns: tuple[str, ...]) -> Iterator[AipoLine]:
    by_aipo = grouped(rows, aipo_of)
    for aipo in naming.in_order(rows):
        done = {row.session for row in by_aipo[aipo]}
        yield AipoLine(
            actor=actor_named(aipo.actor),
            option=naming.option(aipo),
            cells=tuple(session in done for session in columns),
        )


def _systems(graph: PublicGraph, rows: tuple[Completion, ...]) -> Iterator[tuple[System, TestingSession]]:
    systems, sessions = graph.all(System), graph.all(TestingSession)
    for row in {row.system: row for row in rows}.values():
        yield systems[row.system], sessions[row.session]
