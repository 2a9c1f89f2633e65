"""Reads the rules of all profiles, national extensions and requirements from the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from generator.graph import Graph
from generator.obligations.rules import (
    IN_WORDS,
    OPTION,
    ActorOfProfile,
    ActorRules,
    AdditionRule,
    ConstraintRule,
    GroupingRule,
    Quantity,
    RequirementRule,
    Rules,
    Target,
    Term,
    UseRule,
    When,
)
from generator.records.base import Record, RecordId, Ref
from generator.records.framework import Actor, ContentModule, NationalExtension, Transaction
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    ContentBinding,
    GroupingTarget,
    Optionality,
    Profile,
    ProfileActor,
    ProfileTable,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.requirements import Requirement

R = TypeVar("R", bound=Record)


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
        requirements=tuple(_requirements(graph)),
        profiles={key.lower(): key for key in profiles},
        spellings={ActorOfProfile(each.profile.lower(), each.actor.lower()): each for each in actors},
        not_described={key: tables for key, each in profiles.items() if (tables := missing_tables(each))},
    )


def missing_tables(profile: Profile) -> tuple[ProfileTable, ...]:
    """The tables of a profile that are not described here, or not wholly, each once and in one order."""
    return tuple(table for table in ProfileTable if table in profile.not_described)


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
    if condition.options:
        first, *others = (option.key for option in condition.options)
        return When(OPTION, first, tuple(others))
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


def _requirements(graph: Graph) -> Iterator[RequirementRule]:
    for requirement in graph.all(Requirement).values():
        owner = _owner(graph, requirement)
        if owner is not None:
            actors = frozenset(_key(graph, actor) for actor in requirement.actors)
            yield RequirementRule(record=requirement, belongs_to=owner, actors=actors)


def _owner(graph: Graph, requirement: Requirement) -> RecordId | None:
    profile = graph.find(requirement.profile) if requirement.profile is not None else None
    transaction = graph.find(requirement.transaction) if requirement.transaction is not None else None
    record = profile or transaction
    return record.id if record is not None else None


def _key(graph: Graph, ref: Ref[R]) -> str:
    """The key as its record writes it; what is not of this root keeps the key that names it."""
    found = graph.find(ref)
    return found.key if found is not None else ref.key
