"""The page of a domain: who answers for it, and everything it publishes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagrams import GraphDiagram
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import Naming, Notice, ProfileNumbers, notice_for, profile_numbers
from generator.pages.dependencies import Needs, domain_diagram, needs_of
from generator.pages.facts import description_of, trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import Completion, PublicGraph
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    NationalExtension,
    Supplement,
    Transaction,
)
from generator.records.profiles import Profile
from generator.site import Page, SearchEntry
from generator.tallies import Tally, by_domain, tally

# Key of a domain -> published rows of its profiles.
_Rows = Mapping[str, tuple[Completion, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFacts:
    """What a domain's page shows: its own records, in key order, and the numbers of its profiles.

    `needs` are the profiles that need others.
    """

    domain: Domain
    profiles: tuple[Profile, ...]
    needs: tuple[Needs, ...]
    diagram: GraphDiagram | None
    transactions: tuple[Transaction, ...]
    actors: tuple[Actor, ...]
    content_modules: tuple[ContentModule, ...]
    supplements: tuple[Supplement, ...]
    extensions: tuple[NationalExtension, ...]
    proposals: tuple[ChangeProposal, ...]
    tally: Tally
    results: tuple[ProfileNumbers, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a domain, in key order."""
    naming = graph.once(Naming)
    rows = functools.cache(lambda: by_domain(graph, graph.completed.rows))
    yield from with_neighbours(
        [_page(graph, config, naming, each, rows) for each in graph.all(Domain).values()]
    )


def _page(
    graph: PublicGraph, config: SiteConfig, naming: Naming, domain: Domain, rows: Callable[[], _Rows]
) -> Page:
    return Page(
        kind="domain",
        name=str(domain.id),
        address=address_of(domain),
        title=f"{domain.name} ({domain.key})",
        description=description_of(domain.summary),
        facts_of=lambda: _facts(graph, config, naming, domain, rows().get(domain.key, ())),
        position=domain.position,
        section="domains",
        breadcrumbs=trail(section_link(Domain)),
        source=domain.position.path,
        feed=f"feed/{domain.id}",
        search=SearchEntry(
            kind=message("Domain"),
            domain=domain.key,
            ids=(domain.key, *domain.aliases),
            synonyms=(domain.name, *domain.aliases),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, naming: Naming, domain: Domain, rows: tuple[Completion, ...]
) -> DomainFacts:
    profiles = graph.users(domain, Profile, "domain")
    needs = tuple(each for each in map(needs_of, profiles) if each.always or each.sometimes)
    return DomainFacts(
        domain=domain,
        profiles=profiles,
        needs=needs,
        diagram=domain_diagram(graph, domain.key, needs),
        transactions=graph.users(domain, Transaction, "domain"),
        actors=graph.users(domain, Actor, "domain"),
        content_modules=graph.users(domain, ContentModule, "domain"),
        supplements=graph.users(domain, Supplement, "domain"),
        extensions=graph.users(domain, NationalExtension, "domain"),
        proposals=graph.users(domain, ChangeProposal, "domain"),
        tally=tally(rows),
        results=profile_numbers(graph, naming, rows),
        notice=notice_for(config, rows),
    )
