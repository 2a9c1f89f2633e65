"""The list of integration statements by vendor, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import trail
from generator.pages.sections import SectionKind, section_kind
from generator.public import PublicGraph
from generator.records.organizations import Organization
from generator.records.statements import IntegrationStatement
from generator.site import Page
from generator.sorting import alphabetical


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsFacts:
    """What the list shows: vendors by name, each with its statements."""

    kind: SectionKind
    vendors: tuple[tuple[Organization, tuple[IntegrationStatement, ...]], ...]
    disclaimer: str
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there is a statement."""
    if not graph.all(IntegrationStatement):
        return
    kind = section_kind(IntegrationStatement)
    yield Page(
        kind="statements",
        name=f"page/{kind.section.key}",
        address=kind.section.address,
        title=kind.section.title,
        description=kind.lead,
        facts_of=lambda: _facts(graph, config, kind),
        position=Position("site_config.yml"),
        section=kind.section.key,
        breadcrumbs=trail(),
    )


def _facts(graph: PublicGraph, config: SiteConfig, kind: SectionKind) -> StatementsFacts:
    vendors = tuple(_vendors(graph))
    return StatementsFacts(
        kind=kind,
        vendors=vendors,
        disclaimer=config.publication.disclaimers.statements,
        notice=notice_for(config, (), is_demonstration=any(vendor.demonstration for vendor, _ in vendors)),
    )


def _vendors(graph: PublicGraph) -> Iterator[tuple[Organization, tuple[IntegrationStatement, ...]]]:
    for vendor in sorted(
        graph.all(Organization).values(), key=lambda each: (alphabetical(each.name), each.key)
    ):
        found = graph.users(vendor, IntegrationStatement, "organization")
        if found:
            yield vendor, tuple(sorted(found, key=lambda each: (each.date, each.key), reverse=True))
