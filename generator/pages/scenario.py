"""The page of a scenario: roles, preconditions, steps, and what a monitor looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagrams import SequenceDiagram
from generator.pages.addresses import address_of
from generator.pages.completions import results_link
from generator.pages.diagrams import scenario_diagram
from generator.pages.facts import description_of, domain_key, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import PublicGraph
from generator.records.framework import Transaction
from generator.records.profiles import Profile
from generator.records.scenarios import Scenario, ScenarioRole
from generator.site import Page, PageLink, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFacts:
    """What a scenario's page shows.

    `profiles` are those of this root, in the order it names them. `namesakes` are the keys of roles
    that are the same actor as another role, so that the actor's name alone does not tell them apart.
    `results` are the pages that list who completed the profiles.
    """

    scenario: Scenario
    profiles: tuple[Profile, ...]
    roles: dict[str, ScenarioRole]
    namesakes: frozenset[str]
    transactions: tuple[Transaction, ...]
    diagram: SequenceDiagram | None
    results: tuple[PageLink, ...]


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a scenario, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(Scenario).values()])


def _page(graph: PublicGraph, scenario: Scenario) -> Page:
    profiles = tuple(found for found in map(graph.find, scenario.profiles) if found is not None)
    named = {step.transaction.key for step in scenario.steps if step.transaction is not None}
    return Page(
        kind="scenario",
        name=str(scenario.id),
        address=address_of(scenario),
        title=scenario.name,
        description=description_of(scenario.purpose),
        facts=ScenarioFacts(
            scenario=scenario,
            profiles=profiles,
            roles={role.key: role for role in scenario.roles},
            namesakes=_namesakes(scenario),
            transactions=tuple(each for key, each in graph.all(Transaction).items() if key in named),
            diagram=scenario_diagram(graph, scenario),
            results=tuple(results_link(each) for each in profiles if each.key in graph.completed.by_profile),
        ),
        position=scenario.position,
        section="scenarios",
        breadcrumbs=trail(section_link(Scenario), page_link(profiles[0]) if profiles else None),
        source=scenario.position.path,
        search=SearchEntry(
            kind="Scenario",
            domain=domain_key(graph, profiles[0]) if profiles else "",
            ids=(scenario.key,),
        ),
    )


def _namesakes(scenario: Scenario) -> frozenset[str]:
    counts = Counter(role.actor.key for role in scenario.roles)
    return frozenset(role.key for role in scenario.roles if counts[role.actor.key] > 1)
