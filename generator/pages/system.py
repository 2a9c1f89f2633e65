"""The page of a system: whose it is, at which event it was tested, and what it completed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.pages.addresses import address_of
from generator.pages.completions import (
    ActorColumns,
    Naming,
    Notice,
    notice_for,
    profile_named,
    source_of,
)
from generator.pages.facts import page_link, trail
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
    """What a system's page shows. `others`: the same product of the organization at other events."""

    system: System
    organization: Organization
    session: TestingSession
    tally: Tally
    profiles: tuple[tuple[Ref[Profile], tuple[ActorColumns, ...]], ...]
    files: tuple[str, ...]
    others: tuple[tuple[System, TestingSession], ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a system, in key order."""
    naming = Naming(graph)
    family: dict[tuple[str, str], list[System]] = {}
    for system in graph.all(System).values():
        family.setdefault(_product(system), []).append(system)
    for system in graph.all(System).values():
        yield _page(graph, config, naming, system, family[_product(system)])


def _product(system: System) -> tuple[str, str]:
    return system.organization.key.lower(), system.product.casefold()


def _page(
    graph: PublicGraph, config: SiteConfig, naming: Naming, system: System, family: list[System]
) -> Page:
    facts = _facts(graph, config, naming, system, family)
    return Page(
        kind="system",
        name=str(system.id),
        address=address_of(system),
        title=_title(system, facts, family),
        description=f"{system.title} of {facts.organization.name} at {facts.session.name}",
        facts=facts,
        position=system.position,
        section="systems",
        breadcrumbs=trail(section_link(System), page_link(facts.organization)),
        source=source_of(config, system),
        search=SearchEntry(kind="System", year=str(facts.session.start.year), ids=(system.key,)),
    )


def _title(system: System, facts: SystemFacts, family: list[System]) -> str:
    """What tells it apart: whose it is and its event; the key too, where that is not enough."""
    title = f"{system.title}, {facts.organization.name}, {facts.session.key}"
    twins = [each for each in family if (each.title, each.session.key) == (system.title, system.session.key)]
    return title if len(twins) == 1 else f"{title}, {system.key}"


def _facts(
    graph: PublicGraph, config: SiteConfig, naming: Naming, system: System, family: list[System]
) -> SystemFacts:
    # A system is public with a row alone, so it stands in one of the two.
    rows = graph.completed.by_system.get(system.key) or graph.assessed.by_system[system.key]
    sessions = graph.all(TestingSession)
    others = [
        (other, session)
        for other in family
        if other is not system and (session := graph.find(other.session)) is not None
    ]
    return SystemFacts(
        system=system,
        organization=graph.all(Organization)[rows[0].organization],
        session=sessions[rows[0].session],
        tally=tally(rows),
        profiles=tuple(
            (profile_named(key), naming.columns(naming.in_order(group)))
            for key, group in naming.profiles(rows).items()
        ),
        files=tuple(sorted({row.file for row in rows})),
        others=tuple(sorted(others, key=lambda pair: (pair[1].start, pair[0].key), reverse=True)),
        notice=notice_for(config, rows),
    )
