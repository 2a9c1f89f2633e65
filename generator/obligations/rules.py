"""What the profiles of a root oblige an actor to, read from the graph once and in one order."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from generator.graph import Graph
from generator.records.base import Record, RecordId, Ref
from generator.records.framework import Actor, Addition, ContentModule, NationalExtension, Transaction
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    ContentBinding,
    GroupingTarget,
    Optionality,
    Profile,
    ProfileActor,
    RequiredGrouping,
    TransactionUse,
)

OPTION = "option"
IN_WORDS = "text"
R = TypeVar("R", bound=Record)


class ActorOfProfile(NamedTuple):
    """An actor as one profile uses it, by the keys of both."""

    profile: str
    actor: str


class Term(NamedTuple):
    """What a table or a constraint names: a transaction, a content module, or an option of the actor."""

    kind: str
    key: str


class When(NamedTuple):
    """When a rule applies: with an option of its actor, a profile, an actor, or as a `text` says."""

    kind: str
    key: str


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
class Rules:
    """`actors`: in the order of profiles and of their actors. `spellings`: in lower case -> as defined."""

    actors: Mapping[ActorOfProfile, ActorRules]
    additions: tuple[AdditionRule, ...]
    profiles: Mapping[str, str]
    spellings: Mapping[ActorOfProfile, ActorOfProfile]

    def of(self, actor: ActorOfProfile) -> ActorRules:
        """What its profile says of an actor; nothing if no profile of the root has it."""
        return self.actors.get(actor, NO_RULES)

    def spelled(self, profile: str, actor: str) -> ActorOfProfile:
        """Both keys as their records write them; what nobody defines stays as it is asked for."""
        known = self.profiles.get(profile.lower(), profile)
        asked = ActorOfProfile(known.lower(), actor.lower())
        return self.spellings.get(asked, ActorOfProfile(known, actor))


def rules_of(graph: Graph) -> Rules:
    """The rules of all profiles and national extensions of `graph`."""
    profiles = graph.all(Profile)
    actors: dict[ActorOfProfile, ActorRules] = {}
    for profile in profiles.values():
        for each in profile.actors:
            actor = ActorOfProfile(profile.key, _key(graph, each.actor))
            actors.setdefault(actor, _actor_rules(graph, profile, each))
    return Rules(
        actors=actors,
        additions=tuple(_additions(graph)),
        profiles={key.lower(): key for key in profiles},
        spellings={ActorOfProfile(each.profile.lower(), each.actor.lower()): each for each in actors},
    )


def _actor_rules(graph: Graph, profile: Profile, actor: ProfileActor) -> ActorRules:
    name = actor.actor.key.lower()
    return ActorRules(
        uses=(
            *(_use(_transaction(graph, row.transaction), row) for row in actor.transactions),
            *(_use(_content_module(graph, row.content_module), row) for row in actor.content_modules),
        ),
        options=tuple(option.key for option in actor.options),
        groupings=tuple(_grouping(graph, *numbered) for numbered in enumerate(actor.groupings)),
        constraints=tuple(
            _constraint(graph, *numbered)
            for numbered in enumerate(each for each in profile.constraints if each.actor.key.lower() == name)
        ),
    )


def _use(term: Term, row: TransactionUse | ContentBinding) -> UseRule:
    return UseRule(term=term, row=row, is_required=row.optionality is Optionality.REQUIRED)


def _transaction(graph: Graph, ref: Ref[Transaction]) -> Term:
    return Term(Transaction.kind, _key(graph, ref))


def _content_module(graph: Graph, ref: Ref[ContentModule]) -> Term:
    return Term(ContentModule.kind, _key(graph, ref))


def _grouping(graph: Graph, number: int, record: RequiredGrouping) -> GroupingRule:
    return GroupingRule(
        number=number,
        record=record,
        is_required=record.optionality is Optionality.REQUIRED,
        all_of=tuple(_target(graph, each) for each in record.all_of),
        any_of=tuple(dict.fromkeys(_target(graph, each) for each in record.any_of)),
        when=_when(graph, record.when),
    )


def _target(graph: Graph, target: GroupingTarget) -> Target:
    actor = ActorOfProfile(_key(graph, target.profile), _key(graph, target.actor))
    return Target(actor, tuple(dict.fromkeys(option.key for option in target.options)))


def _constraint(graph: Graph, number: int, record: Constraint) -> ConstraintRule:
    lists = {
        Quantity.AT_LEAST_ONE: record.at_least_one_of,
        Quantity.EXACTLY_ONE: record.exactly_one_of,
        Quantity.ALL: record.all_of,
        Quantity.NONE: record.none_of,
    }
    quantity, terms = next(((name, terms) for name, terms in lists.items() if terms), (None, ()))
    return ConstraintRule(
        number=number,
        record=record,
        quantity=quantity,
        terms=tuple(dict.fromkeys(term for each in terms if (term := _term(graph, each)) is not None)),
        when=_when(graph, record.when),
    )


def _term(graph: Graph, term: ConstraintTerm) -> Term | None:
    if term.transaction is not None:
        return _transaction(graph, term.transaction)
    if term.content_module is not None:
        return _content_module(graph, term.content_module)
    return Term(OPTION, term.option.key) if term.option is not None else None


def _when(graph: Graph, condition: Condition | None) -> When | None:
    if condition is None:
        return None
    if condition.option is not None:
        return When(OPTION, condition.option.key)
    if condition.profile is not None:
        return When(Profile.kind, _key(graph, condition.profile))
    if condition.actor is not None:
        return When(Actor.kind, _key(graph, condition.actor))
    return When(IN_WORDS, "")


def _additions(graph: Graph) -> Iterator[AdditionRule]:
    for extension in graph.all(NationalExtension).values():
        for addition in extension.adds:
            target = graph.find(addition.target)
            if target is not None:
                yield AdditionRule(
                    country=extension.country, extension=extension, addition=addition, target=target.id
                )


def _key(graph: Graph, ref: Ref[R]) -> str:
    """The key as its record writes it; what is not of this root keeps the key that names it."""
    found = graph.find(ref)
    return found.key if found is not None else ref.key
