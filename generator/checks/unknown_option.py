"""An option that a condition, a constraint or a scenario names is an option of that actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.base import LocalKey
from generator.records.profiles import Condition, Profile
from generator.records.scenarios import Scenario, ScenarioRole

RULE = Rule(
    name="unknown-option",
    severity=Severity.ERROR,
    summary="A named option is one that the profile gives to that actor.",
)
RULES = (RULE,)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Options named in conditions of groupings and constraints, and by scenario roles, that do not exist."""
    for profile in graph.all(Profile).values():
        yield from _of_profile(profile)
    for scenario in graph.all(Scenario).values():
        profiles = [found for found in map(graph.find, scenario.profiles) if found is not None]
        for role in scenario.roles:
            if role.option is not None and profiles:
                yield from _of_role(role, role.option, profiles)


def _of_profile(profile: Profile) -> Iterator[Diagnostic]:
    for actor in profile.actors:
        for grouping in actor.groupings:
            yield from _of_condition(profile, actor.actor.key, grouping.when)
    for constraint in profile.constraints:
        yield from _of_condition(profile, constraint.actor.key, constraint.when)


def _of_condition(profile: Profile, actor: str, when: Condition | None) -> Iterator[Diagnostic]:
    for option in when.options if when is not None else ():
        yield from _judge(profile, actor, option)


def _of_role(role: ScenarioRole, option: LocalKey, profiles: Iterable[Profile]) -> Iterator[Diagnostic]:
    named = [each for each in profiles if role.profile is None or each.key == role.profile.key]
    options = [each for profile in named for each in _options(profile, role.actor.key)]
    if option.key not in options:
        names = " and ".join(profile.key for profile in named)
        yield RULE.at(
            option.position,
            f"{role.actor.key} of {names} has no option {option}",
            did_you_mean(option.key, options),
        )


def _judge(profile: Profile, actor: str, option: LocalKey) -> Iterator[Diagnostic]:
    options = _options(profile, actor)
    if option.key not in options:
        yield RULE.at(
            option.position,
            f"{actor} of {profile.key} has no option {option}",
            did_you_mean(option.key, options) or "it has no options",
        )


def _options(profile: Profile, actor: str) -> list[str]:
    return [option.key for each in profile.actors if each.actor.key == actor for option in each.options]
