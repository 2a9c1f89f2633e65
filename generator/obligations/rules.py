"""What the profiles of a root oblige an actor to, in one order."""

from __future__ import annotations

import enum
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.records.base import RecordId
from generator.records.framework import Addition, NationalExtension
from generator.records.profiles import (
    Constraint,
    ContentBinding,
    ProfileTable,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.requirements import Requirement

OPTION = "option"
IN_WORDS = "text"


class ActorOfProfile(NamedTuple):
    """An actor as one profile uses it, by the keys of both."""

    profile: str
    actor: str


class Term(NamedTuple):
    """What a table or a constraint names: a transaction, a content module, or an option of the actor."""

    kind: str
    key: str


class When(NamedTuple):
    """When a rule applies: with an option of its actor, a profile, an actor, or as a `text` says.

    `others` are options of which each does as well.
    """

    kind: str
    key: str
    others: tuple[str, ...] = ()

    def is_met_with(self, options: Container[str]) -> bool:
        """Whether it names one of `options`."""
        return self.kind == OPTION and any(key in options for key in (self.key, *self.others))


class Target(NamedTuple):
    """An actor that another is grouped with, and the options that it then has to have."""

    actor: ActorOfProfile
    options: tuple[str, ...]


class Quantity(enum.Enum):
    """How many of its terms a constraint asks for."""

    AT_LEAST_ONE = "at-least-one"
    EXACTLY_ONE = "exactly-one"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRule:
    """A row of an actor's table of transactions or content modules."""

    term: Term
    row: TransactionUse | ContentBinding
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingRule:
    """A grouping of an actor; `number` is its place among the actor's groupings."""

    number: int
    record: RequiredGrouping
    is_required: bool
    all_of: tuple[Target, ...]
    any_of: tuple[Target, ...]
    when: When | None

    @property
    def is_in_words(self) -> bool:
        """Whether its condition, or the whole of it, can be read and not computed."""
        has_targets = bool(self.all_of or self.any_of)
        return not has_targets or (self.when is not None and self.when.kind == IN_WORDS)

    @property
    def targets(self) -> tuple[Target, ...]:
        """What follows where it applies: one of one is no choice."""
        return (*self.all_of, *(self.any_of if len(self.any_of) == 1 else ()))

    @property
    def alternatives(self) -> tuple[Target, ...]:
        """What has to be chosen from."""
        return self.any_of if len(self.any_of) > 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintRule:
    """A constraint of an actor; `number` is its place among the actor's constraints.

    `quantity` is None where it is stated in words alone.
    """

    number: int
    record: Constraint
    quantity: Quantity | None
    terms: tuple[Term, ...]
    when: When | None

    @property
    def is_conditional_in_words(self) -> bool:
        """Whether it applies can be read and not computed."""
        return self.when is not None and self.when.kind == IN_WORDS

    @property
    def forced(self) -> tuple[Term, ...]:
        """What follows where it applies: one of one is no choice."""
        is_choice = self.quantity in (Quantity.AT_LEAST_ONE, Quantity.EXACTLY_ONE) and len(self.terms) > 1
        return () if is_choice or self.quantity is Quantity.NONE else self.terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRules:
    """All that a profile says of one of its actors. `options` are keys, in the order of the profile."""

    uses: tuple[UseRule, ...] = ()
    options: tuple[str, ...] = ()
    groupings: tuple[GroupingRule, ...] = ()
    constraints: tuple[ConstraintRule, ...] = ()


NO_RULES = ActorRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionRule:
    """Something that a country's extension adds to a record."""

    country: str
    extension: NationalExtension
    addition: Addition
    target: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRule:
    """A requirement of a profile or transaction, and the keys of the actors that it binds: all, if none."""

    record: Requirement
    belongs_to: RecordId
    actors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`actors`: in the order of profiles and of their actors. `spellings`: in lower case -> as defined.

    `not_described`: a profile's key -> its tables that are missing here, or not whole.
    """

    actors: Mapping[ActorOfProfile, ActorRules]
    additions: tuple[AdditionRule, ...]
    requirements: tuple[RequirementRule, ...]
    profiles: Mapping[str, str]
    spellings: Mapping[ActorOfProfile, ActorOfProfile]
    not_described: Mapping[str, tuple[ProfileTable, ...]]

    def of(self, actor: ActorOfProfile) -> ActorRules:
        """What its profile says of an actor; nothing if no profile of the root has it."""
        return self.actors.get(actor, NO_RULES)

    def spelled(self, profile: str, actor: str) -> ActorOfProfile:
        """Both keys as their records write them; what nobody defines stays as it is asked for."""
        known = self.profiles.get(profile.lower(), profile)
        asked = ActorOfProfile(known.lower(), actor.lower())
        return self.spellings.get(asked, ActorOfProfile(known, actor))
