"""The page of a profile's results: every published row, by actor, organization, system and event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of_results
from generator.pages.bars import Bars, uptake
from generator.pages.completions import ActorNumbers, Naming, Notice, marks, notice_for, results_link
from generator.pages.facts import domain_key
from generator.pages.profile import profile_trail
from generator.pages.sections import FIND, RESULTS, section_page
from generator.public import Completion, PublicGraph
from generator.records.base import Ref
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement
from generator.site import Page, PageLink, SearchEntry
from generator.sorting import alphabetical
from generator.tallies import Tally, grouped, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLine:
    """What a system completed of an actor at an event, option by option."""

    organization: Organization
    system: System
    session: TestingSession
    cells: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorTable:
    """Everybody who completed an actor; the columns are its options, "" for the actor without any."""

    actor: Ref[Actor]
    tally: Tally
    options: tuple[str, ...]
    lines: tuple[SystemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResultsFacts:
    """What the page shows. `statements` claim the profile; they are no results.

    `explorer` and `finder` answer what the page does not: other arrangements, and several actors at once.
    """

    profile: Profile
    tally: Tally
    numbers: tuple[ActorNumbers, ...]
    uptake: Bars
    tables: tuple[ActorTable, ...]
    statements: tuple[IntegrationStatement, ...]
    notice: Notice
    explorer: PageLink
    finder: PageLink


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a profile that has published results, in key order."""
    naming = graph.once(Naming)
    for profile in graph.all(Profile).values():
        rows = graph.completed.by_profile.get(profile.key, ())
        if rows:
            yield _page(graph, config, naming, profile, rows)


def _page(
    graph: PublicGraph, config: SiteConfig, naming: Naming, profile: Profile, rows: tuple[Completion, ...]
) -> Page:
    title = message("%(key)s: published results", key=profile.key)
    return Page(
        kind="profile_results",
        name=results_link(profile).name,
        address=address_of_results(profile),
        title=title,
        description=message(
            "Who completed testing of %(name)s (%(key)s), with which system, and where",
            name=profile.name,
            key=profile.key,
        ),
        facts_of=lambda: ProfileResultsFacts(
            profile=profile,
            tally=tally(rows),
            numbers=naming.numbers(rows),
            uptake=uptake(graph, rows, profile.key),
            tables=tuple(_tables(graph, naming, rows)),
            statements=graph.users(profile, IntegrationStatement, "claims"),
            notice=notice_for(config, rows),
            explorer=section_page(RESULTS),
            finder=section_page(FIND),
        ),
        position=profile.position,
        section="profiles",
        breadcrumbs=profile_trail(graph, profile),
        search=SearchEntry(
            kind=message("Results"), domain=domain_key(graph, profile), synonyms=(profile.name,)
        ),
    )


def _tables(graph: PublicGraph, naming: Naming, rows: tuple[Completion, ...]) -> Iterator[ActorTable]:
    by_actor = grouped(rows, lambda row: row.actor)
    aipos = naming.in_order(rows)
    for numbers in naming.numbers(rows):
        actor = numbers.actor.key
        mine = tuple(aipo for aipo in aipos if aipo.actor == actor)
        done = grouped(by_actor[actor], lambda row: row.system)
        lines = [
            SystemLine(
                organization=graph.all(Organization)[group[0].organization],
                system=graph.all(System)[system],
                session=graph.all(TestingSession)[group[0].session],
                cells=marks(group, mine),
            )
            for system, group in done.items()
        ]
        # Rows came from the newest event to the oldest, and stay so for each organization.
        lines.sort(key=lambda line: (alphabetical(line.organization.name), line.organization.key))
        yield ActorTable(
            actor=numbers.actor,
            tally=numbers.tally,
            options=tuple(naming.option(aipo) for aipo in mine),
            lines=tuple(lines),
        )
