"""The page of a national extension: what one country adds to a domain's framework."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import domain_key, domain_of, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.framework import Domain, NationalExtension
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalExtensionFacts:
    """What a national extension's page shows."""

    extension: NationalExtension
    domain: Domain | None


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a national extension, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(NationalExtension).values()])


def _page(graph: Graph, extension: NationalExtension) -> Page:
    domain = domain_of(graph, extension)
    return Page(
        kind="national_extension",
        name=str(extension.id),
        address=address_of(extension),
        title=extension.title,
        description=extension.title,
        facts_of=lambda: NationalExtensionFacts(extension=extension, domain=domain),
        position=extension.position,
        section="national-extensions",
        breadcrumbs=trail(section_link(NationalExtension), page_link(domain) if domain else None),
        source=extension.position.path,
        search=SearchEntry(
            kind=message("National extension"), domain=domain_key(graph, extension), ids=(extension.key,)
        ),
    )
