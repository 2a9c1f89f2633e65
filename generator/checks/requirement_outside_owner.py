"""A requirement is one of the profile or transaction that its text is about, and of that one's actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.base import Record
from generator.records.framework import Transaction
from generator.records.profiles import Profile, ProfilePage
from generator.records.requirements import Requirement, prefix_of

PREFIX = Rule(
    name="requirement-outside-owner",
    severity=Severity.ERROR,
    summary="The id of a requirement begins with the key of the profile or transaction whose text states it.",
)
ACTOR = Rule(
    name="requirement-of-another-actor",
    severity=Severity.ERROR,
    summary="A requirement names actors that its profile has, or that play a role of its transaction.",
)
RULES = (PREFIX, ACTOR)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Requirements with the prefix of something else, or for an actor that their owner does not have."""
    for requirement in graph.all(Requirement).values():
        prefix = prefix_of(requirement.key)
        if any(graph.is_unread(kind.kind, prefix) for kind in (Profile, Transaction)):
            continue
        allowed = _prefixes(graph, graph.by_id(requirement.owner))
        if requirement.belongs_to is None or (allowed and prefix not in allowed):
            wanted = allowed[0] if allowed else "a profile or transaction"
            yield PREFIX.at(
                requirement.position,
                f"{requirement.key} does not begin with {wanted}",
                f"begin with {' or '.join(allowed)}, then - and a number"
                if allowed
                else "begin with the key of a profile or transaction, then - and a number",
            )
        else:
            yield from _judge_actors(graph, requirement)


def _prefixes(graph: Graph, owner: Record | None) -> Sequence[str]:
    """The keys that a requirement in a text of `owner` may begin with; none where any will do."""
    if isinstance(owner, ProfilePage):
        owner = graph.find(owner.profile)
    if isinstance(owner, Profile):
        return (owner.key,)
    if isinstance(owner, Transaction):
        return (owner.key, *(profile.key for profile in graph.users(owner, Profile, "actors.")))
    return ()


def _judge_actors(graph: Graph, requirement: Requirement) -> Iterator[Diagnostic]:
    owner = _owner(graph, requirement)
    known = _actors(owner)
    for ref in requirement.actors:
        is_somewhere = graph.find(ref) is not None or graph.external(ref) is not None
        if owner is not None and is_somewhere and ref.key.lower() not in {key.lower() for key in known}:
            yield ACTOR.at(
                ref.position,
                f"{owner.key} has no actor {ref.key}",
                did_you_mean(ref.key, known) or "it has none",
            )


def _owner(graph: Graph, requirement: Requirement) -> Record | None:
    if requirement.profile is not None:
        return graph.find(requirement.profile)
    return graph.find(requirement.transaction) if requirement.transaction is not None else None


def _actors(owner: Record | None) -> Sequence[str]:
    if isinstance(owner, Profile):
        return [each.actor.key for each in owner.actors]
    if isinstance(owner, Transaction):
        return list(dict.fromkeys(actor.key for role in owner.roles for actor in role.actors))
    return ()
