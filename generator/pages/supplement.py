"""The page of a supplement: how far it has come, and the text it adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import domain_key, domain_of, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.framework import Domain, Supplement, Transaction
from generator.records.profiles import Profile
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementFacts:
    """What a supplement's page shows; it amends sections of `profiles` and `transactions`."""

    supplement: Supplement
    domain: Domain | None
    profiles: tuple[Profile, ...]
    transactions: tuple[Transaction, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a supplement, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(Supplement).values()])


def _page(graph: Graph, supplement: Supplement) -> Page:
    domain = domain_of(graph, supplement)
    return Page(
        kind="supplement",
        name=str(supplement.id),
        address=address_of(supplement),
        title=supplement.title,
        description=supplement.title,
        facts_of=lambda: SupplementFacts(
            supplement=supplement,
            domain=domain,
            profiles=graph.users(supplement, Profile, "section_states"),
            transactions=graph.users(supplement, Transaction, "section_states"),
        ),
        position=supplement.position,
        section="supplements",
        breadcrumbs=trail(section_link(Supplement), page_link(domain) if domain else None),
        source=supplement.position.path,
        search=SearchEntry(
            kind=message("Supplement"),
            domain=domain_key(graph, supplement),
            status=supplement.history[0].status.value,
            ids=(supplement.key,),
        ),
    )
