"""What a monitor prints for a scenario: its steps with boxes to tick, and space for times and remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import page_link, trail
from generator.pages.scenario import checklist_link, namesakes, profiles_of
from generator.pages.sections import section_link
from generator.public import PublicGraph
from generator.records.profiles import Profile
from generator.records.scenarios import Scenario, ScenarioRole
from generator.site import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistFacts:
    """What a checklist shows. `url` is the scenario's address, as a printed page gives it."""

    scenario: Scenario
    profiles: tuple[Profile, ...]
    roles: dict[str, ScenarioRole]
    namesakes: frozenset[str]
    url: str


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a scenario, below the scenario's own; search does not find it beside that."""
    yield from (_page(graph, config, scenario) for scenario in graph.all(Scenario).values())


def _page(graph: PublicGraph, config: SiteConfig, scenario: Scenario) -> Page:
    link = checklist_link(scenario)
    return Page(
        kind="scenario_checklist",
        name=link.name,
        address=f"{address_of(scenario)}checklist/",
        title=message("%(name)s: checklist", name=scenario.name),
        description=message(
            "The steps of the scenario %(name)s, to be ticked while it is run", name=scenario.name
        ),
        facts_of=lambda: ChecklistFacts(
            scenario=scenario,
            profiles=profiles_of(graph, scenario),
            roles={role.key: role for role in scenario.roles},
            namesakes=namesakes(scenario),
            url=f"{config.site.url.rstrip('/')}/{address_of(scenario)}",
        ),
        position=scenario.position,
        section="scenarios",
        breadcrumbs=trail(section_link(Scenario), page_link(scenario)),
        source=scenario.position.path,
    )
