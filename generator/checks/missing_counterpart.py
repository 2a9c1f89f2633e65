"""A required transaction has somebody at its other end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.framework import Role, RoleKind, Transaction
from generator.records.profiles import Optionality, Profile

RULE = Rule(
    name="missing-counterpart",
    severity=Severity.ERROR,
    summary="Some actor of some profile plays the other end of each required transaction.",
)
RULES = (RULE,)

_OPPOSITE = {
    RoleKind.INITIATOR: frozenset({RoleKind.RESPONDER, RoleKind.BOTH}),
    RoleKind.RESPONDER: frozenset({RoleKind.INITIATOR, RoleKind.BOTH}),
    RoleKind.BOTH: frozenset({RoleKind.INITIATOR, RoleKind.RESPONDER, RoleKind.BOTH}),
    RoleKind.ALONE: frozenset[RoleKind](),
}


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Required uses of a transaction whose other roles no profile uses."""
    if any(id.kind == Profile.kind for id in graph.unread):
        return  # A profile that could not be read may well play it.
    played = _played_roles(graph)
    for profile in graph.all(Profile).values():
        for actor in profile.actors:
            for use in actor.transactions:
                transaction = graph.find(use.transaction)
                role = _role(transaction, use.role.key)
                if transaction is None or role is None or use.optionality is not Optionality.REQUIRED:
                    continue
                others = [other for other in transaction.roles if other.kind in _OPPOSITE[role.kind]]
                if role.kind is RoleKind.ALONE or any(
                    (transaction.key, other.key) in played for other in others
                ):
                    continue
                yield RULE.at(
                    use.position,
                    f"no actor of any profile is the other end of {transaction.key} that "
                    f"{actor.actor.key} must support",
                    f"expected: {', '.join(other.name for other in others) or 'a second role'}",
                )


def _played_roles(graph: Graph) -> frozenset[tuple[str, str]]:
    """Transaction and role of every use; a use in a role that does not exist may mean any of them."""
    played: set[tuple[str, str]] = set()
    for profile in graph.all(Profile).values():
        for use in (use for actor in profile.actors for use in actor.transactions):
            transaction = graph.find(use.transaction)
            roles = transaction.roles if transaction is not None else ()
            named = [role for role in roles if role.key == use.role.key] or roles
            played |= {(use.transaction.key, role.key) for role in named}
    return frozenset(played)


def _role(transaction: Transaction | None, key: str) -> Role | None:
    roles = transaction.roles if transaction is not None else ()
    return next((role for role in roles if role.key == key), None)
