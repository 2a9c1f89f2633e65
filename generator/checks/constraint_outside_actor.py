"""A constraint speaks of what its actor has, and a note names a constraint of its profile."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Position, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.profiles import (
    Constraint,
    ConstraintTerm,
    ContentBinding,
    Profile,
    ProfileActor,
    TransactionUse,
)

OUTSIDE = Rule(
    name="constraint-outside-actor",
    severity=Severity.ERROR,
    summary="A constraint counts transactions, options and content modules that its actor has.",
)
NOTE = Rule(
    name="unknown-constraint",
    severity=Severity.ERROR,
    summary="A note names a constraint of the same profile and actor.",
)
RULES = (OUTSIDE, NOTE)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Constraints over what the actor lacks, and notes that name no constraint."""
    for profile in graph.all(Profile).values():
        for constraint in profile.constraints:
            yield from _judge(profile, constraint)
        yield from _judge_notes(profile)


def _judge(profile: Profile, constraint: Constraint) -> Iterator[Diagnostic]:
    actors = {actor.actor.key: actor for actor in profile.actors}
    actor = actors.get(constraint.actor.key)
    if actor is None:
        yield OUTSIDE.at(
            constraint.actor.position,
            f"{profile.key} has no actor {constraint.actor.key}",
            did_you_mean(constraint.actor.key, actors),
        )
        return
    lists = (constraint.at_least_one_of, constraint.exactly_one_of, constraint.all_of, constraint.none_of)
    for term in (term for terms in lists for term in terms):
        word, position, known = _named(actor, term)
        if word not in known:
            yield OUTSIDE.at(
                position,
                f"{constraint.actor.key} of {profile.key} has no {word}",
                did_you_mean(word, known) or "it has none",
            )


def _named(actor: ProfileActor, term: ConstraintTerm) -> tuple[str, Position, list[str]]:
    if term.option is not None:
        return term.option.key, term.option.position, [option.key for option in actor.options]
    if term.content_module is not None:
        modules = [binding.content_module.key for binding in actor.content_modules]
        return term.content_module.key, term.content_module.position, modules
    if term.transaction is not None:
        transactions = [use.transaction.key for use in actor.transactions]
        return term.transaction.key, term.transaction.position, transactions
    return "", term.position, []


def _judge_notes(profile: Profile) -> Iterator[Diagnostic]:
    for actor in profile.actors:
        known = [each.key for each in profile.constraints if each.actor.key == actor.actor.key]
        rows: tuple[TransactionUse | ContentBinding, ...] = (*actor.transactions, *actor.content_modules)
        for use in rows:
            if use.note is not None and use.note.key not in known:
                yield NOTE.at(
                    use.note.position,
                    f"{profile.key} has no constraint {use.note} for {actor.actor.key}",
                    did_you_mean(use.note.key, known) or "add it under constraints:",
                )
