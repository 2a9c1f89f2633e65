"""The page of a scenario: roles and who may play them, preconditions, steps, what a monitor looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagrams import SequenceDiagram
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import Notice, results_link
from generator.pages.diagrams import scenario_diagram
from generator.pages.facts import description_of, domain_key, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.pages.traces import PartyTable, party_table, trace_link
from generator.public import PublicGraph
from generator.records.framework import Transaction
from generator.records.profiles import Profile, ProfilePage
from generator.records.scenarios import TEST_DATA_ENDINGS, Scenario, ScenarioRole, TestData, test_data_path
from generator.site import Page, PageLink, SearchEntry
from generator.tallies import Tally, tally
from generator.trace import Exercised, Trace, exercised, parties_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A profile whose actor may play a role, and the published numbers of those who completed that actor."""

    profile: Profile
    tally: Tally | None
    results: PageLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A role of a scenario and the profiles that have its actor."""

    role: ScenarioRole
    players: tuple[Player, ...]
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestFile:
    """Test data, and the file that the site publishes of it."""

    data: TestData
    file: PageLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFacts:
    """What a scenario's page shows.

    `profiles` are those of this root, in the order it names them. `namesakes` are the keys of roles
    that are the same actor as another role, so that the actor's name alone does not tell them apart.
    `text` is the page whose text holds the scenario, `notice` what must stand with the numbers.
    """

    scenario: Scenario
    profiles: tuple[Profile, ...]
    roles: dict[str, ScenarioRole]
    namesakes: frozenset[str]
    transactions: tuple[Transaction, ...]
    diagram: SequenceDiagram | None
    parts: tuple[Part, ...]
    requirements: tuple[Exercised, ...]
    test_files: tuple[TestFile, ...]
    text: PageLink | None
    checklist: PageLink
    notice: Notice | None
    trace: PartyTable


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a scenario, in key order."""
    texts = {page.position.path: page_link(page) for page in graph.all(ProfilePage).values()}
    trace = graph.once(Trace)
    pages = [_page(graph, config, trace, each, texts) for each in graph.all(Scenario).values()]
    yield from with_neighbours(pages)


def _page(
    graph: PublicGraph, config: SiteConfig, trace: Trace, scenario: Scenario, texts: dict[str, PageLink]
) -> Page:
    profiles = profiles_of(graph, scenario)
    return Page(
        kind="scenario",
        name=str(scenario.id),
        address=address_of(scenario),
        title=scenario.name,
        description=description_of(scenario.purpose),
        facts_of=lambda: _facts(graph, config, trace, scenario, texts),
        position=scenario.position,
        section="scenarios",
        breadcrumbs=trail(section_link(Scenario), page_link(profiles[0]) if profiles else None),
        source=scenario.position.path,
        search=SearchEntry(
            kind=message("Scenario"),
            domain=domain_key(graph, profiles[0]) if profiles else "",
            ids=(scenario.key,),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, trace: Trace, scenario: Scenario, texts: dict[str, PageLink]
) -> ScenarioFacts:
    named = {step.transaction.key for step in scenario.steps if step.transaction is not None}
    parties = [party for role in scenario.roles for party in parties_of(graph, scenario, role)]
    profiles = profiles_of(graph, scenario)
    table = party_table(config, trace, parties, page=trace_link(profiles[0]) if profiles else None)
    return ScenarioFacts(
        scenario=scenario,
        profiles=profiles,
        roles={role.key: role for role in scenario.roles},
        namesakes=namesakes(scenario),
        transactions=tuple(each for key, each in graph.all(Transaction).items() if key in named),
        diagram=scenario_diagram(graph, scenario),
        parts=tuple(_part(graph, trace, scenario, role) for role in scenario.roles),
        requirements=exercised(scenario),
        test_files=tuple(_test_file(graph, scenario, each) for each in scenario.test_data),
        text=texts.get(scenario.position.path),
        checklist=checklist_link(scenario),
        notice=table.notice,
        trace=table,
    )


def profiles_of(graph: PublicGraph, scenario: Scenario) -> tuple[Profile, ...]:
    """The profiles of this root that a scenario tests, in the order it names them."""
    return tuple(found for found in map(graph.find, scenario.profiles) if found is not None)


def namesakes(scenario: Scenario) -> frozenset[str]:
    """The keys of roles that are the same actor as another role."""
    counts = Counter(role.actor.key for role in scenario.roles)
    return frozenset(role.key for role in scenario.roles if counts[role.actor.key] > 1)


def checklist_link(scenario: Scenario) -> PageLink:
    """A link to the page that a monitor prints."""
    return PageLink(title=message("Checklist for the monitor"), name=f"checklist/{scenario.key}")


def _part(graph: PublicGraph, trace: Trace, scenario: Scenario, role: ScenarioRole) -> Part:
    players = []
    for party in parties_of(graph, scenario, role):
        rows = trace.rows(party)
        players.append(
            Player(
                profile=party.profile,
                tally=tally(rows) if rows else None,
                results=results_link(party.profile) if rows else None,
            )
        )
    return Part(role=role, players=tuple(players), anchor=f"tf-actor-{role.actor.key.lower()}")


def _test_file(graph: PublicGraph, scenario: Scenario, data: TestData) -> TestFile:
    path = test_data_path(scenario, data.file) if data.file is not None else ""
    is_published = path in graph.digests and path.lower().endswith(TEST_DATA_ENDINGS)
    link = PageLink(title=data.file or "", name=f"file/{path}") if is_published else None
    return TestFile(data=data, file=link)
