"""The page of a system: whose it is, at which event it was tested, and what it completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import (
    ActorColumns,
    Naming,
    Notice,
    notice_for,
    profile_named,
    source_of,
)
from generator.pages.facts import page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import PublicGraph
from generator.records.base import Ref
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.sessions import System, TestingSession
from generator.site import Page, SearchEntry
from generator.tallies import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemFacts:
    """What a system's page shows."""

    system: System
    organization: Organization
    session: TestingSession
    tally: Tally
    profiles: tuple[tuple[Ref[Profile], tuple[ActorColumns, ...]], ...]
    files: tuple[str, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a system; those of one product lead to each other, from the oldest event to the newest."""
    naming = Naming(graph)
    products: dict[tuple[str, str], list[SystemFacts]] = {}
    for system in graph.all(System).values():
        facts = _facts(graph, config, naming, system)
        products.setdefault((facts.organization.key, system.product.casefold()), []).append(facts)
    for family in products.values():
        family.sort(key=lambda facts: (facts.session.start, facts.system.key))
        names = Counter(_name(facts) for facts in family)
        yield from with_neighbours(
            [_page(config, facts, is_alone=names[_name(facts)] == 1) for facts in family]
        )


def _name(facts: SystemFacts) -> str:
    return f"{facts.system.title}, {facts.organization.name}, {facts.session.key}"


def _page(config: SiteConfig, facts: SystemFacts, *, is_alone: bool) -> Page:
    system = facts.system
    return Page(
        kind="system",
        name=str(system.id),
        address=address_of(system),
        title=_name(facts) if is_alone else f"{_name(facts)}, {system.key}",
        description=message(
            "%(system)s of %(organization)s at %(session)s",
            system=system.title,
            organization=facts.organization.name,
            session=facts.session.name,
        ),
        facts=facts,
        position=system.position,
        section="systems",
        breadcrumbs=trail(section_link(System), page_link(facts.organization)),
        source=source_of(config, system),
        search=SearchEntry(
            kind=message("System"), year=str(facts.session.start.year), has_text=False, ids=(system.key,)
        ),
    )


def _facts(graph: PublicGraph, config: SiteConfig, naming: Naming, system: System) -> SystemFacts:
    # A system is public with a row alone, so it stands in one of the two.
    rows = graph.completed.by_system.get(system.key) or graph.assessed.by_system[system.key]
    return SystemFacts(
        system=system,
        organization=graph.all(Organization)[rows[0].organization],
        session=graph.all(TestingSession)[rows[0].session],
        tally=tally(rows),
        profiles=tuple(
            (profile_named(key), naming.columns(naming.in_order(group)))
            for key, group in naming.profiles(rows).items()
        ),
        files=tuple(sorted({row.file for row in rows})),
        notice=notice_for(config, rows),
    )
