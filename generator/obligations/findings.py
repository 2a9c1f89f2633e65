"""What an answer to a choice is made of: obligations, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from generator.obligations.closure import Reason
from generator.obligations.judging import Level, State
from generator.obligations.rules import (
    ActorOfProfile,
    AdditionRule,
    ConstraintRule,
    GroupingRule,
    RequirementRule,
    Target,
    Term,
    UseRule,
)
from generator.records.profiles import ProfileTable

Cycle = tuple[ActorOfProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionObligation:
    """An option that an actor has: by choice, or because a grouping or constraint asks for it."""

    key: str
    is_chosen: bool
    is_defined: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorObligation:
    """An actor of a profile that a system has to be.

    `asker`: the one before it on a shortest way from a chosen actor; None if it is chosen.
    `is_defined` is false where no profile of the root has the actor: nothing more is known of it.
    """

    actor: ActorOfProfile
    is_chosen: bool
    is_defined: bool
    options: tuple[OptionObligation, ...]
    reasons: tuple[Reason, ...]
    asker: ActorOfProfile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseObligation:
    """A row of an actor's table; `reasons` are the constraints that ask for it or exclude it."""

    actor: ActorOfProfile
    rule: UseRule
    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingObligation:
    """A grouping that applies to an actor, or may apply."""

    actor: ActorOfProfile
    rule: GroupingRule
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintObligation:
    """A constraint that applies to an actor, or may apply; `held` are the terms that it supports."""

    actor: ActorOfProfile
    rule: ConstraintRule
    state: State
    held: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One of several actors has to be there; groupings with the same alternatives are one decision.

    `met`: the alternatives that are there, chosen or because something else asks for them.
    """

    alternatives: tuple[Target, ...]
    met: tuple[Target, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementObligation:
    """A requirement that binds actors. `level` says how far what it belongs to is itself supported."""

    rule: RequirementRule
    level: Level
    actors: tuple[ActorOfProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionObligation:
    """What a country adds. `level` says how far what it adds to is itself supported; `actors` why."""

    rule: AdditionRule
    level: Level
    actors: tuple[ActorOfProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A profile of which `tables` are not described here, or not wholly: more may follow for `actors`."""

    profile: str
    tables: tuple[ProfileTable, ...]
    actors: tuple[ActorOfProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """All that follows from a choice, in the order of profiles and of their actors.

    What is open: decisions without `met`, and constraints whose state is OPEN. What contradicts: constraints
    whose state is BROKEN. `cycles`: actors that ask for each other, so that whoever is one is all of them.
    """

    actors: tuple[ActorObligation, ...]
    uses: tuple[UseObligation, ...]
    groupings: tuple[GroupingObligation, ...]
    constraints: tuple[ConstraintObligation, ...]
    decisions: tuple[Decision, ...]
    requirements: tuple[RequirementObligation, ...]
    additions: tuple[AdditionObligation, ...]
    cycles: tuple[Cycle, ...]
    gaps: tuple[Gap, ...]

    @property
    def contradictions(self) -> tuple[ConstraintObligation, ...]:
        """The constraints that cannot be met together with what is chosen or follows."""
        return tuple(each for each in self.constraints if each.state is State.BROKEN)

    def chain(self, actor: ActorOfProfile) -> tuple[ActorOfProfile, ...]:
        """From a chosen actor over the groupings down to the one that asks for `actor`; empty if chosen."""
        askers = {each.actor: each.asker for each in self.actors}
        chain = []
        asker = askers[actor]
        while asker is not None:
            chain.append(asker)
            asker = askers[asker]
        return tuple(reversed(chain))
