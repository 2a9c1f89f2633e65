"""The page of a section: a list of all records of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.pages.facts import grouped_by_domain, status_of, trail
from generator.pages.framework_page import reading_order
from generator.pages.sections import SectionKind, sections_of
from generator.records.base import Record
from generator.records.framework import FrameworkPage, Supplement
from generator.records.profiles import Profile
from generator.records.prose import Document
from generator.records.scenarios import Scenario
from generator.site import Page

_SUMMARIES = ("summary", "definition", "purpose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record of a list: its id where readers know it by one, its status, what it is."""

    record: Record
    id: str
    status: str
    summary: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """Rows by domain (one group with an empty name where domains do not matter)."""

    kind: SectionKind
    groups: Mapping[str, list[Row]]
    count: int
    text: Document | None


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a section that has records and no page kind of its own."""
    for each in sections_of(graph):
        if each.is_plain:
            yield _page(graph, each)


def _page(graph: Graph, kind: SectionKind) -> Page:
    index = graph.get(FrameworkPage, "index") if kind.record is FrameworkPage else None
    position = index.position if index is not None else Position("site_config.yml")
    return Page(
        kind="listing",
        name=f"page/{kind.section.key}",
        address=kind.section.address,
        title=index.title if index is not None else kind.section.title,
        description=kind.lead,
        facts_of=lambda: _facts(graph, kind, index),
        position=position,
        section=kind.section.key,
        breadcrumbs=trail(),
        source=index.position.path if index is not None else None,
    )


def _facts(graph: Graph, kind: SectionKind, index: FrameworkPage | None) -> ListingFacts:
    records = _records(graph, kind)
    groups = {name: [_row(each) for each in rows] for name, rows in _grouped(graph, kind, records).items()}
    return ListingFacts(
        kind=kind, groups=groups, count=len(records), text=index.body if index is not None else None
    )


def _records(graph: Graph, kind: SectionKind) -> list[Record]:
    if kind.record is FrameworkPage:
        return [page for page in reading_order(graph) if page.key != "index"]
    return list(graph.all(kind.record).values())


def _grouped(graph: Graph, kind: SectionKind, records: list[Record]) -> Mapping[str, list[Record]]:
    if kind.record is Scenario:
        groups: dict[str, list[Record]] = {}
        for record in records:
            if isinstance(record, Scenario) and record.profiles:
                groups.setdefault(record.profiles[0].key, []).append(record)
        return groups
    return grouped_by_domain(graph, records)


def _row(record: Record) -> Row:
    status = ""
    if isinstance(record, Profile):
        status = status_of(record).value
    elif isinstance(record, Supplement):
        status = record.history[0].status.value
    elif hasattr(record, "status"):
        status = record.status.value
    shows_key = record.id.kind in ("profile", "change-proposal", "domain")
    summary = next((getattr(record, name) for name in _SUMMARIES if hasattr(record, name)), None)
    return Row(record=record, id=record.key if shows_key else "", status=status, summary=summary)
