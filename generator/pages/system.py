"""The page of a system: whose it is, at which event it was tested, and what it completed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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
from generator.public import Completion, PublicGraph
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
    naming = graph.once(Naming)
    products: dict[tuple[str, str], list[_Presented]] = {}
    for each in (_presented(graph, system) for system in graph.all(System).values()):
        products.setdefault((each.organization.key, each.system.product.casefold()), []).append(each)
    for family in products.values():
        family.sort(key=lambda each: (each.session.start, each.system.key))
        names = Counter(each.name for each in family)
        yield from with_neighbours(
            [_page(graph, config, naming, each, is_alone=names[each.name] == 1) for each in family]
        )


class _Presented(NamedTuple):
    """A system, who brought it, and where to."""

    system: System
    organization: Organization
    session: TestingSession

    @property
    def name(self) -> str:
        return f"{self.system.title}, {self.organization.name}, {self.session.key}"


def _presented(graph: PublicGraph, system: System) -> _Presented:
    row = _rows(graph, system)[0]
    organization, session = graph.all(Organization)[row.organization], graph.all(TestingSession)[row.session]
    return _Presented(system, organization, session)


def _rows(graph: PublicGraph, system: System) -> tuple[Completion, ...]:
    # A system is public with a row alone, so it stands in one of the two.
    return graph.completed.by_system.get(system.key) or graph.assessed.by_system[system.key]


def _page(
    graph: PublicGraph, config: SiteConfig, naming: Naming, presented: _Presented, *, is_alone: bool
) -> Page:
    system, organization, session = presented
    return Page(
        kind="system",
        name=str(system.id),
        address=address_of(system),
        title=presented.name if is_alone else f"{presented.name}, {system.key}",
        description=message(
            "%(system)s of %(organization)s at %(session)s",
            system=system.title,
            organization=organization.name,
            session=session.name,
        ),
        facts_of=lambda: _facts(graph, config, naming, presented),
        position=system.position,
        section="systems",
        breadcrumbs=trail(section_link(System), page_link(organization)),
        source=source_of(config, system),
        search=SearchEntry(
            kind=message("System"), year=str(session.start.year), has_text=False, ids=(system.key,)
        ),
    )


def _facts(graph: PublicGraph, config: SiteConfig, naming: Naming, presented: _Presented) -> SystemFacts:
    rows = _rows(graph, presented.system)
    return SystemFacts(
        system=presented.system,
        organization=presented.organization,
        session=presented.session,
        tally=tally(rows),
        profiles=tuple(
            (profile_named(key), naming.columns(naming.in_order(group)))
            for key, group in naming.profiles(rows).items()
        ),
        files=tuple(sorted({row.file for row in rows})),
        notice=notice_for(config, rows),
    )
