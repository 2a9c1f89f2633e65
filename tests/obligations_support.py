"""Frameworks in a few words, for tests about what follows from a choice of actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.diagnostics import Position
from generator.graph import Graph
from generator.linking import link
from generator.obligations import ActorOfProfile, Choice, Obligations, Wish, obligations
from generator.records.base import LocalKey, RecordId, Ref
from generator.records.framework import (
    Actor,
    Addition,
    AdditionKind,
    ContentModule,
    HistoryEntry,
    NationalExtension,
    Status,
    Transaction,
)
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    ContentBinding,
    ContentRole,
    GroupingTarget,
    Option,
    Optionality,
    Profile,
    ProfileActor,
    ProfileTable,
    ProfileType,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.prose import Document, Level
from generator.records.requirements import Requirement

HERE = Position("profile.yml")
WORDS = Document(position=HERE, text="as the text says")
QUANTITIES = ("at_least_one_of", "exactly_one_of", "all_of", "none_of")
Words = Mapping[str, Any]


def ref(kind: str, key: str) -> Ref[Any]:
    return Ref(kinds=(kind,), key=key, position=HERE)


def local(key: str) -> LocalKey:
    return LocalKey(key, HERE)


def a_target(text: str) -> GroupingTarget:
    """`P/a+x+y` is the actor a of the profile P with the options x and y."""
    name, *options = text.split("+")
    profile, actor = name.split("/")
    return GroupingTarget(
        position=HERE,
        profile=ref("profile", profile),
        actor=ref("actor", actor),
        options=tuple(map(local, options)),
    )


def a_condition(text: str | None) -> Condition | None:
    """`option:x`, `any:x,y` of options, `profile:P`, `actor:a`, or words."""
    if text is None:
        return None
    kind, _, key = text.partition(":")
    if kind == "option":
        return Condition(position=HERE, option=local(key))
    if kind == "any":
        return Condition(position=HERE, any_option=tuple(map(local, key.split(","))))
    if kind == "profile":
        return Condition(position=HERE, profile=ref("profile", key))
    if kind == "actor":
        return Condition(position=HERE, actor=ref("actor", key))
    return Condition(position=HERE, text=WORDS)


def a_grouping(
    *, all_of: Sequence[str] = (), any_of: Sequence[str] = (), when: str | None = None, optionality: str = "R"
) -> RequiredGrouping:
    return RequiredGrouping(
        position=HERE,
        optionality=Optionality(optionality),
        all_of=tuple(map(a_target, all_of)),
        any_of=tuple(map(a_target, any_of)),
        when=a_condition(when),
    )


def a_term(text: str) -> ConstraintTerm:
    """`T-1` is a transaction, `option:x` an option, `content:c` a content module."""
    kind, _, key = text.rpartition(":")
    if kind == "option":
        return ConstraintTerm(position=HERE, option=local(key))
    if kind == "content":
        return ConstraintTerm(position=HERE, content_module=ref("content-module", key))
    return ConstraintTerm(position=HERE, transaction=ref("transaction", key))


def a_constraint(key: str, actor: str, *, when: str | None = None, **lists: Sequence[str]) -> Constraint:
    terms: dict[str, Any] = {name: tuple(map(a_term, texts)) for name, texts in lists.items()}
    return Constraint(
        position=HERE, key=key, actor=ref("actor", actor), when=a_condition(when), text=WORDS, **terms
    )


def an_actor(
    key: str,
    *,
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
    creates: Sequence[str] = (),
    options: Sequence[str] = (),
    groupings: Sequence[RequiredGrouping] = (),
) -> ProfileActor:
    rows = [(each, Optionality.REQUIRED) for each in required] + [
        (each, Optionality.OPTIONAL) for each in optional
    ]
    return ProfileActor(
        position=HERE,
        actor=ref("actor", key),
        transactions=tuple(
            TransactionUse(
                position=HERE,
                transaction=ref("transaction", each),
                role=local("any"),
                optionality=optionality,
            )
            for each, optionality in rows
        ),
        content_modules=tuple(
            ContentBinding(
                position=HERE,
                content_module=ref("content-module", each),
                role=ContentRole.CREATOR,
                optionality=Optionality.OPTIONAL,
            )
            for each in creates
        ),
        options=tuple(Option(position=HERE, key=each, name=each.title()) for each in options),
        groupings=tuple(groupings),
    )


def a_profile(
    key: str,
    *actors: ProfileActor,
    constraints: Sequence[Constraint] = (),
    not_described: Sequence[ProfileTable] = (),
) -> Profile:
    return Profile(
        position=HERE,
        key=key,
        domain=ref("domain", "DOM"),
        name=f"Profile {key}",
        type=ProfileType.TRANSACTION,
        summary=WORDS,
        history=(HistoryEntry(position=HERE, version="1", status=Status.FINAL_TEXT),),
        actors=actors,
        constraints=tuple(constraints),
        not_described=tuple(not_described),
    )


def an_extension(country: str, *targets: str) -> NationalExtension:
    """What a country adds: to `profile:P`, `actor:a`, `transaction:T-1` or `content-module:c`."""
    adds = tuple(
        Addition(position=HERE, target=ref(kind, key), kind=AdditionKind.REQUIREMENT, text=WORDS)
        for kind, _, key in (target.partition(":") for target in targets)
    )
    return NationalExtension(
        position=HERE, key=f"DOM-{country}", country=country, domain=ref("domain", "DOM"), adds=adds
    )


def a_requirement(key: str, of: str, *actors: str) -> Requirement:
    """A requirement of `profile:P` or `transaction:T-1` that binds these actors, or all of them."""
    kind, _, owner = of.partition(":")
    belongs: dict[str, Any] = {kind: ref(kind, owner)}
    return Requirement(
        position=HERE,
        key=key,
        levels=(Level.SHALL,),
        actors=tuple(ref("actor", each) for each in actors),
        text=WORDS,
        owner=RecordId(kind, owner),
        **belongs,
    )


def a_graph(
    *profiles: Profile,
    extensions: Sequence[NationalExtension] = (),
    requirements: Sequence[Requirement] = (),
) -> Graph:
    """The profiles with all that they name, so that every reference leads somewhere."""
    actors = {each.actor.key for profile in profiles for each in profile.actors}
    rows = [each for profile in profiles for each in profile.actors]
    transactions = {row.transaction.key for each in rows for row in each.transactions}
    modules = {row.content_module.key for each in rows for row in each.content_modules}
    domain = ref("domain", "DOM")
    return link(
        [
            *profiles,
            *extensions,
            *requirements,
            *(
                Actor(position=HERE, key=key, domain=domain, name=key, definition=WORDS)
                for key in sorted(actors)
            ),
            *(
                kind(position=HERE, key=key, domain=domain, name=key, status=Status.FINAL_TEXT, body=WORDS)
                for kind, keys in ((Transaction, transactions), (ContentModule, modules))
                for key in sorted(keys)
            ),
        ]
    )


def a_wish(text: str) -> Wish:
    """`P/a/x,y/T-1`: the actor a of P with the options x and y, which also supports T-1."""
    profile, actor, *rest = text.split("/")
    options, supports = ((*rest, "", "")[place].split(",") for place in (0, 1))
    return Wish(
        profile=profile,
        actor=actor,
        options=tuple(filter(None, options)),
        supports=tuple(filter(None, supports)),
    )


def follow(graph: Graph, *wishes: str, country: str | None = None) -> Obligations:
    return obligations(graph, Choice(wishes=tuple(map(a_wish, wishes)), country=country))


def names(found: Obligations) -> list[str]:
    """The actors that have to be there, each with its options, in order."""
    return [
        "+".join(("/".join(each.actor), *(option.key for option in each.options))) for each in found.actors
    ]


def name(actor: ActorOfProfile) -> str:
    return "/".join(actor)
