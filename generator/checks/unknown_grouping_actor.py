"""A grouping names an actor that its target profile has, with options that the actor has there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.profiles import GroupingTarget, Profile
from generator.records.walking import structures

RULE = Rule(
    name="unknown-grouping-actor",
    severity=Severity.ERROR,
    summary="A grouping's actor is an actor of the profile it names.",
)
OPTION = Rule(
    name="unknown-grouping-option",
    severity=Severity.ERROR,
    summary="A grouping's options are options of the actor it names.",
)
RULES = (RULE, OPTION)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Grouping targets that the other profile does not define."""
    for profile in graph.all(Profile).values():
        for target in structures(profile, GroupingTarget):
            if isinstance(target, GroupingTarget):
                yield from _judge(graph, target)


def _judge(graph: Graph, target: GroupingTarget) -> Iterator[Diagnostic]:
    profile = graph.find(target.profile)
    if profile is None:
        return
    actors = {actor.actor.key: actor for actor in profile.actors}
    actor = actors.get(target.actor.key)
    if actor is None:
        yield RULE.at(
            target.actor.position,
            f"{profile.key} has no actor {target.actor.key}",
            did_you_mean(target.actor.key, actors),
        )
        return
    options = [option.key for option in actor.options]
    for wanted in target.options:
        if wanted.key not in options:
            yield OPTION.at(
                wanted.position,
                f"{target.actor.key} of {profile.key} has no option {wanted}",
                did_you_mean(wanted.key, options) or "it has no options",
            )
