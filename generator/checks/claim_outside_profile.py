"""An integration statement claims what its profiles have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.records.profiles import Profile
from generator.records.statements import Claim, IntegrationStatement
from generator.results import FullGraph

RULE = Rule(
    name="claim-outside-profile",
    severity=Severity.ERROR,
    summary="A statement claims actors that its profile has, and options that these actors have.",
)
RULES = (RULE,)


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Claims of an actor that is not in the profile, or of an option that is not the actor's."""
    for statement in graph.all(IntegrationStatement).values():
        for claim in statement.claims:
            profile = graph.find(claim.profile)
            if profile is not None and graph.find(claim.actor) is not None:
                yield from _judge(claim, profile)


def _judge(claim: Claim, profile: Profile) -> Iterator[Diagnostic]:
    options = {each.actor.key.lower(): [option.key for option in each.options] for each in profile.actors}
    known = options.get(claim.actor.key.lower())
    if known is None:
        hint = did_you_mean(claim.actor.key, [each.actor.key for each in profile.actors])
        yield RULE.at(claim.actor.position, f"{profile.key} has no actor {claim.actor.key}", hint)
        return
    for option in claim.options:
        if option.key not in known:
            message = f"{claim.actor.key} has no option {option.key} in {profile.key}"
            yield RULE.at(option.position, message, did_you_mean(option.key, known))
