"""What skeletons take from the transactions of a root: who plays which role, who begins and who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.records.framework import RoleKind, Transaction
from generator.records.profiles import Profile


@dataclass(frozen=True, slots=True)
class Use:
    """A transaction and the role of it that an actor plays."""

    transaction: str
    role: str


@dataclass(frozen=True, slots=True)
class ActorUses:
    """An actor and what it uses."""

    key: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A transaction of a profile, with the actor that begins it and one that answers, as far as there are."""

    initiator: str
    transaction: str | None = None
    responder: str | None = None


def actors_of(transactions: Iterable[Transaction]) -> tuple[ActorUses, ...]:
    """Who plays which roles in transactions, in the order of the roles."""
    uses: dict[str, list[Use]] = {}
    for transaction in transactions:
        for role in transaction.roles:
            for actor in role.actors:
                uses.setdefault(actor.key, []).append(Use(transaction.key, role.key))
    return tuple(ActorUses(key, tuple(each)) for key, each in uses.items())


def exchange_of(profile: Profile, transactions: Mapping[str, Transaction]) -> Exchange | None:
    """An exchange that a test of the profile may begin with; None if the profile lists no actor."""
    begins: dict[str, str] = {}
    answers: dict[str, str] = {}
    for each in profile.actors:
        for use in each.transactions:
            kind = _kind_of(transactions.get(use.transaction.key), use.role.key)
            if kind is RoleKind.RESPONDER:
                answers.setdefault(use.transaction.key, each.actor.key)
            elif kind is not None:
                begins.setdefault(use.transaction.key, each.actor.key)
    for transaction, initiator in begins.items():
        if transaction in answers:
            return Exchange(initiator, transaction, answers[transaction])
    for transaction, initiator in begins.items():
        return Exchange(initiator, transaction)
    return Exchange(profile.actors[0].actor.key) if profile.actors else None


def _kind_of(transaction: Transaction | None, role: str) -> RoleKind | None:
    roles = transaction.roles if transaction else ()
    return next((each.kind for each in roles if each.key == role), None)
