"""What else names the actors, profiles, transactions and content that follow: requirements and countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.obligations.findings import AdditionObligation, RequirementObligation, UseObligation
from generator.obligations.judging import Level
from generator.obligations.rules import ActorOfProfile, Rules
from generator.records.base import RecordId
from generator.records.framework import Actor
from generator.records.profiles import Profile

Supported = Mapping[RecordId, Mapping[ActorOfProfile, Level]]


def supported(order: Sequence[ActorOfProfile], uses: Sequence[UseObligation]) -> Supported:
    """What is there -> the actors for which it is, and how far; nothing that is excluded."""
    found: dict[RecordId, dict[ActorOfProfile, Level]] = {}
    for actor in order:
        for kind, key in ((Profile.kind, actor.profile), (Actor.kind, actor.actor)):
            found.setdefault(RecordId(kind, key), {})[actor] = Level.REQUIRED
    for use in uses:
        if use.level is not Level.EXCLUDED:
            levels = found.setdefault(RecordId(*use.rule.term), {})
            levels[use.actor] = min(use.level, levels.get(use.actor, use.level))
    return found


def requirements(rules: Rules, supports: Supported) -> Iterator[RequirementObligation]:
    """The requirements of profiles and transactions that bind one of the actors."""
    for rule in rules.requirements:
        levels = {
            actor: level
            for actor, level in supports.get(rule.belongs_to, {}).items()
            if not rule.actors or actor.actor in rule.actors
        }
        if levels:
            yield RequirementObligation(rule=rule, level=min(levels.values()), actors=_strictest(levels))


def additions(rules: Rules, country: str | None, supports: Supported) -> Iterator[AdditionObligation]:
    """What a country adds to what is there."""
    for rule in rules.additions:
        levels = supports.get(rule.target, {})
        if rule.country == country and levels:
            yield AdditionObligation(rule=rule, level=min(levels.values()), actors=_strictest(levels))


def _strictest(levels: Mapping[ActorOfProfile, Level]) -> tuple[ActorOfProfile, ...]:
    strictest = min(levels.values())
    return tuple(actor for actor, level in levels.items() if level is strictest)
