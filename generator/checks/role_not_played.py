"""An actor uses a transaction in a role of it that the actor may play."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.graph import Graph
from generator.records.framework import Transaction
from generator.records.profiles import Profile, ProfileActor, TransactionUse

UNKNOWN = Rule(
    name="unknown-role", severity=Severity.ERROR, summary="A profile names roles that the transaction has."
)
NOT_PLAYED = Rule(
    name="role-not-played",
    severity=Severity.ERROR,
    summary="An actor that uses a transaction is named by the transaction as one that plays the role.",
)
RULES = (UNKNOWN, NOT_PLAYED)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Rows of "Actors and Transactions" whose actor the transaction does not know in that role."""
    for profile in graph.all(Profile).values():
        for actor in profile.actors:
            if graph.find(actor.actor) is None and graph.external(actor.actor) is None:
                continue  # Said already: there is no such actor.
            for use in actor.transactions:
                transaction = graph.find(use.transaction)
                if transaction is not None:
                    yield from _judge(actor, use, transaction)


def _judge(actor: ProfileActor, use: TransactionUse, transaction: Transaction) -> Iterator[Diagnostic]:
    roles = {role.key: role for role in transaction.roles}
    role = roles.get(use.role.key)
    if role is None:
        yield UNKNOWN.at(
            use.role.position,
            f"{transaction.key} has no role {use.role}",
            did_you_mean(use.role.key, roles),
        )
    elif actor.actor.key.lower() not in {ref.key.lower() for ref in role.actors}:
        players = ", ".join(ref.key for ref in role.actors)
        yield NOT_PLAYED.at(
            use.role.position,
            f"{actor.actor.key} is no {role.name} of {transaction.key}",
            f"{players} may be; else add the actor to the role in the transaction's file",
        )
