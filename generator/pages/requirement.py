"""The page of a requirement: what it says, whom it binds, where it stands, which scenarios exercise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import (
    description_of,
    domain_key,
    page_link,
    requirements_by_owner,
    trail,
    with_neighbours,
)
from generator.pages.sections import section_link
from generator.pages.traces import PartyTable, anchor_of, party_table, trace_link
from generator.public import PublicGraph
from generator.records.base import Record
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.site import Page, PageLink, SearchEntry
from generator.trace import Exercise, Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFacts:
    """What a requirement's page shows. `owner` is the profile or transaction that it is of, if there is one;
    `text_of` the record whose text states it; `trace` who completed the actors that it binds."""

    requirement: Requirement
    owner: Record | None
    text_of: Record | None
    exercises: tuple[Exercise, ...]
    trace: PartyTable


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a requirement; the next and the previous one are of the same profile or transaction."""
    trace = graph.once(Trace)
    for owner, rows in requirements_by_owner(graph):
        yield from with_neighbours([_page(graph, config, trace, owner, each) for each in rows])


def _page(
    graph: PublicGraph, config: SiteConfig, trace: Trace, owner: Record | None, requirement: Requirement
) -> Page:
    return Page(
        kind="requirement",
        name=str(requirement.id),
        address=address_of(requirement),
        title=f"{requirement.key}: {requirement.heading}" if requirement.heading else requirement.key,
        description=requirement.summary or description_of(requirement.text),
        facts_of=lambda: _facts(graph, config, trace, owner, requirement),
        position=requirement.position,
        section="requirements",
        breadcrumbs=trail(section_link(Requirement), page_link(owner) if owner is not None else None),
        source=requirement.position.path,
        search=SearchEntry(
            kind=message("Requirement"),
            domain=domain_key(graph, owner) if owner is not None else "",
            ids=(requirement.key,),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, trace: Trace, owner: Record | None, requirement: Requirement
) -> RequirementFacts:
    exercises = trace.of_requirement(requirement)
    return RequirementFacts(
        requirement=requirement,
        owner=owner,
        text_of=graph.by_id(requirement.owner),
        exercises=exercises,
        trace=party_table(
            config,
            trace,
            (party for each in exercises for party in each.parties),
            page=_trace_page(graph, owner, exercises),
            anchor=anchor_of(requirement),
        ),
    )


def _trace_page(graph: PublicGraph, owner: Record | None, exercises: tuple[Exercise, ...]) -> PageLink | None:
    """The page that traces the requirement: its profile's, else that of a scenario that exercises it."""
    if isinstance(owner, Profile):
        return trace_link(owner) if exercises else None
    named = (graph.find(ref) for each in exercises for ref in each.scenario.profiles)
    profile = next((each for each in named if each is not None), None)
    return trace_link(profile) if profile is not None else None
