"""The list of all requirements, by their profile or transaction and by how strictly they bind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.pages.facts import requirements_by_owner, trail
from generator.pages.sections import SectionKind, sections_of
from generator.records.base import Record
from generator.records.prose import Level
from generator.records.requirements import LEVELS_BY_STRICTNESS, Requirement
from generator.site import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedRequirements:
    """The requirements of one profile or transaction (of none, where there is no such), by their level."""

    owner: Record | None
    levels: Mapping[Level, tuple[Requirement, ...]]
    count: int

    @property
    def key(self) -> str:
        """The key of the profile or transaction, or an empty text."""
        return self.owner.key if self.owner is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsFacts:
    """All requirements in key order, and how many there are."""

    kind: SectionKind
    groups: tuple[OwnedRequirements, ...]
    count: int


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there are requirements."""
    yield from (_page(graph, kind) for kind in sections_of(graph) if kind.record is Requirement)


def _page(graph: Graph, kind: SectionKind) -> Page:
    return Page(
        kind="requirements",
        name=kind.page.name,
        address=kind.section.address,
        title=kind.section.title,
        description=kind.lead,
        facts_of=lambda: RequirementsFacts(
            kind=kind,
            groups=tuple(_group(owner, rows) for owner, rows in requirements_by_owner(graph)),
            count=len(graph.all(Requirement)),
        ),
        position=Position("site_config.yml"),
        section=kind.section.key,
        breadcrumbs=trail(),
    )


def _group(owner: Record | None, rows: tuple[Requirement, ...]) -> OwnedRequirements:
    by_level = {level: tuple(each for each in rows if each.level is level) for level in LEVELS_BY_STRICTNESS}
    levels = {level: found for level, found in by_level.items() if found}
    return OwnedRequirements(owner=owner, levels=levels, count=len(rows))
