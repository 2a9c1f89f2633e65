"""The page of a base standard: what builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.framework import ContentModule, Standard, Transaction
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFacts:
    """What a standard's page shows."""

    standard: Standard
    transactions: tuple[Transaction, ...]
    content_modules: tuple[ContentModule, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a standard, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(Standard).values()])


def _page(graph: Graph, standard: Standard) -> Page:
    return Page(
        kind="standard",
        name=str(standard.id),
        address=address_of(standard),
        title=standard.title,
        description=message("What builds on %(name)s", name=standard.title),
        facts_of=lambda: StandardFacts(
            standard=standard,
            transactions=graph.users(standard, Transaction),
            content_modules=graph.users(standard, ContentModule),
        ),
        position=standard.position,
        section="standards",
        breadcrumbs=trail(section_link(Standard)),
        source=standard.position.path,
        search=SearchEntry(kind=message("Standard"), ids=(standard.key,), synonyms=(standard.name,)),
    )
