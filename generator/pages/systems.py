"""The list of systems by organization: every product with published results, and where it was tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import trail
from generator.pages.sections import SectionKind, section_kind
from generator.public import PublicGraph
from generator.records.sessions import System
from generator.site import Page
from generator.tallies import Participant, Tally, participants, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemsFacts:
    """What the list shows: organizations by name with their systems, and which of them are made up.

    `total` does not count the systems of conformity assessment, which are in the list.
    """

    kind: SectionKind
    total: Tally
    participants: tuple[Participant, ...]
    made_up: frozenset[str]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there is a system."""
    if not graph.all(System):
        return
    kind = section_kind(System)
    rows = (*graph.completed.rows, *graph.assessed.rows)
    yield Page(
        kind="systems",
        name=f"page/{kind.section.key}",
        address=kind.section.address,
        title=kind.section.title,
        description=kind.lead,
        facts_of=lambda: SystemsFacts(
            kind=kind,
            total=tally(graph.completed.rows),
            participants=participants(graph, rows),
            made_up=frozenset(row.organization for row in rows if row.is_demonstration),
            notice=notice_for(config, rows),
        ),
        position=Position("site_config.yml"),
        section=kind.section.key,
        breadcrumbs=trail(),
    )
