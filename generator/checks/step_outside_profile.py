"""A scenario keeps to the actors and transactions of the profiles it names, and lives with the first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.profiles import Profile
from generator.records.scenarios import Scenario

STEP = Rule(
    name="step-outside-profile",
    severity=Severity.ERROR,
    summary="A scenario step uses only transactions that its profiles define.",
)
ROLE = Rule(
    name="role-outside-profile",
    severity=Severity.ERROR,
    summary="A scenario role is an actor of the profiles that the scenario names.",
)
PLACE = Rule(
    name="scenario-elsewhere",
    severity=Severity.ERROR,
    summary="A scenario lives in the folder of the first profile it names.",
)
RULES = (STEP, ROLE, PLACE)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Steps and roles that the scenario's profiles do not have, and scenarios in another's folder."""
    for scenario in graph.all(Scenario).values():
        profiles = [graph.find(ref) for ref in scenario.profiles]
        known = [profile for profile in profiles if profile is not None]
        if len(known) == len(profiles):
            yield from _judge_steps(graph, scenario, known)
            yield from _judge_roles(graph, scenario, known)
        yield from _judge_place(graph, scenario)


def _judge_steps(graph: Graph, scenario: Scenario, profiles: list[Profile]) -> Iterator[Diagnostic]:
    allowed = {
        use.transaction.key: None
        for profile in profiles
        for actor in profile.actors
        for use in actor.transactions
    }
    for step in scenario.steps:
        if step.transaction is not None and step.transaction.key not in allowed:
            if graph.find(step.transaction) is None:
                continue
            yield STEP.at(
                step.transaction.position,
                f"{_names(profiles)} has no transaction {step.transaction.key}",
                f"it has {', '.join(allowed) or 'none'}",
            )


def _judge_roles(graph: Graph, scenario: Scenario, profiles: list[Profile]) -> Iterator[Diagnostic]:
    by_key = {profile.key: profile for profile in profiles}
    for role in scenario.roles:
        if role.profile is not None and role.profile.key not in by_key:
            yield ROLE.at(
                role.profile.position,
                f"the scenario does not name {role.profile.key}",
                did_you_mean(role.profile.key, by_key),
            )
            continue
        named = [by_key[role.profile.key]] if role.profile is not None else profiles
        actors = {actor.actor.key: actor.actor for profile in named for actor in profile.actors}
        is_whole = all(graph.find(ref) or graph.external(ref) for ref in actors.values())
        if is_whole and role.actor.key.lower() not in {key.lower() for key in actors}:
            yield ROLE.at(
                role.actor.position,
                f"{_names(named)} has no actor {role.actor.key}",
                did_you_mean(role.actor.key, actors),
            )


def _judge_place(graph: Graph, scenario: Scenario) -> Iterator[Diagnostic]:
    first = scenario.profiles[0]
    profile = graph.find(first)
    path = scenario.position.path
    if path.endswith(".md") and profile is not None:
        home = posixpath.dirname(profile.position.path)
        folder = posixpath.basename(home if path.startswith(f"{home}/") else posixpath.dirname(path))
    else:
        folder = posixpath.basename(posixpath.dirname(posixpath.dirname(path)))
    if folder != first.key.lower():
        yield PLACE.at(
            first.position,
            f"a scenario of {first.key} lives in its folder, not in {folder}",
            f"move the file to {first.key.lower()}/scenarios/, or name {folder} first",
        )


def _names(profiles: list[Profile]) -> str:
    return " and ".join(profile.key for profile in profiles)
