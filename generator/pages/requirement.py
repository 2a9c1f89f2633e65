"""The page of a requirement: what it says, whom it binds, where it stands, which scenarios exercise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
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
from generator.records.base import Record
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario, Step
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A scenario, and those of its steps that exercise a requirement."""

    scenario: Scenario
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFacts:
    """What a requirement's page shows. `owner` is the profile or transaction that it is of, if there is one;
    `text_of` the record whose text states it."""

    requirement: Requirement
    owner: Record | None
    text_of: Record | None
    exercises: tuple[Exercise, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a requirement; the next and the previous one are of the same profile or transaction."""
    for owner, rows in requirements_by_owner(graph):
        yield from with_neighbours([_page(graph, owner, each) for each in rows])


def _page(graph: Graph, owner: Record | None, requirement: Requirement) -> Page:
    return Page(
        kind="requirement",
        name=str(requirement.id),
        address=address_of(requirement),
        title=f"{requirement.key}: {requirement.heading}" if requirement.heading else requirement.key,
        description=requirement.summary or description_of(requirement.text),
        facts=RequirementFacts(
            requirement=requirement,
            owner=owner,
            text_of=graph.by_id(requirement.owner),
            exercises=tuple(_exercises(graph, requirement)),
        ),
        position=requirement.position,
        section="requirements",
        breadcrumbs=trail(section_link(Requirement), page_link(owner) if owner is not None else None),
        source=requirement.position.path,
        search=SearchEntry(
            kind="Requirement",
            domain=domain_key(graph, owner) if owner is not None else "",
            ids=(requirement.key,),
        ),
    )


def _exercises(graph: Graph, requirement: Requirement) -> Iterator[Exercise]:
    for scenario in graph.users(requirement, Scenario):
        steps = (
            step
            for step in scenario.steps
            if requirement.key.lower() in {ref.key.lower() for ref in step.requirements}
        )
        yield Exercise(scenario=scenario, steps=tuple(steps))
