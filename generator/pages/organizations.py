"""The list of organizations, A to Z, with the events and profiles that each has results of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import trail
from generator.pages.glossary import first_letter
from generator.pages.sections import SectionKind, section_kind
from generator.public import PublicGraph
from generator.records.organizations import Organization
from generator.site import Page
from generator.sorting import alphabetical
from generator.tallies import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """An organization and its numbers; what it became, if that is public."""

    organization: Organization
    successor: Organization | None
    tally: Tally
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationsFacts:
    """What the list shows: rows by the first letter of the name."""

    kind: SectionKind
    total: Tally
    letters: Mapping[str, tuple[OrganizationRow, ...]]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there is an organization."""
    if not graph.all(Organization):
        return
    kind = section_kind(Organization)
    yield Page(
        kind="organizations",
        name=f"page/{kind.section.key}",
        address=kind.section.address,
        title=kind.section.title,
        description=kind.lead,
        facts_of=lambda: _facts(graph, config, kind),
        position=Position("site_config.yml"),
        section=kind.section.key,
        breadcrumbs=trail(),
    )


def _facts(graph: PublicGraph, config: SiteConfig, kind: SectionKind) -> OrganizationsFacts:
    listed = sorted(graph.all(Organization).values(), key=lambda each: (alphabetical(each.name), each.key))
    letters: dict[str, list[OrganizationRow]] = {}
    for each in listed:
        letters.setdefault(first_letter(each.name), []).append(_row(graph, each))
    is_demonstration = any(row.is_demonstration for rows in letters.values() for row in rows)
    return OrganizationsFacts(
        kind=kind,
        total=tally(graph.completed.rows),
        letters={letter: tuple(rows) for letter, rows in letters.items()},
        notice=notice_for(config, (), is_demonstration=is_demonstration),
    )


def _row(graph: PublicGraph, organization: Organization) -> OrganizationRow:
    found = tally(graph.completed.by_organization.get(organization.key, ()))
    return OrganizationRow(
        organization=organization,
        successor=graph.find(organization.successor) if organization.successor else None,
        tally=found,
        is_demonstration=organization.demonstration or found.is_demonstration,
    )
