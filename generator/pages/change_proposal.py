"""The page of a change proposal: its state, its text, what it affects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import domain_key, domain_of, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.base import Record
from generator.records.framework import ChangeProposal, Domain
from generator.records.profiles import Profile
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProposalFacts:
    """What a change proposal's page shows; `versions_of` are profiles whose history names it."""

    proposal: ChangeProposal
    domain: Domain | None
    affects: tuple[Record, ...]
    versions_of: tuple[Profile, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a change proposal, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(ChangeProposal).values()])


def _page(graph: Graph, proposal: ChangeProposal) -> Page:
    domain = domain_of(graph, proposal)
    return Page(
        kind="change_proposal",
        name=str(proposal.id),
        address=address_of(proposal),
        title=f"{proposal.key}: {proposal.title}",
        description=proposal.title,
        facts_of=lambda: ChangeProposalFacts(
            proposal=proposal,
            domain=domain,
            affects=tuple(found for found in map(graph.find, proposal.affects) if found is not None),
            versions_of=graph.users(proposal, Profile, "history"),
        ),
        position=proposal.position,
        section="change-proposals",
        breadcrumbs=trail(section_link(ChangeProposal), page_link(domain) if domain else None),
        source=proposal.position.path,
        search=SearchEntry(
            kind=message("Change proposal"),
            domain=domain_key(graph, proposal),
            status=proposal.status.value,
            ids=(proposal.key,),
            synonyms=(proposal.title,),
        ),
    )
