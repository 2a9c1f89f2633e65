"""What a root knows that scenarios may name: profiles, actors by their names, transactions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.records.base import Record
from generator.records.elsewhere import External, ExternalKind
from generator.records.framework import Actor, RoleKind, Transaction
from generator.records.profiles import Profile

_NUMBERED = re.compile(r"(?P<owner>.+)-[0-9]{1,9}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Records by key in lower case. `actors`: the key as it is written, then every name of the actor."""

    profiles: Mapping[str, Profile]
    actors: Mapping[str, tuple[str, ...]]
    transactions: Mapping[str, Transaction]
    scenarios: Mapping[str, Record]

    def is_transaction(self, key: str) -> bool:
        """Whether a profile uses, or the framework defines, a transaction of that key."""
        return key.lower() in self.transactions

    def is_requirement(self, key: str) -> bool:
        """Whether `key` has the form of a requirement's id: a profile's or transaction's key and a number."""
        found = _NUMBERED.match(key)
        if found is None or key.lower() in self.transactions:
            return False
        owner = found["owner"].lower()
        return owner in self.profiles or owner in self.transactions

    def kinds_of(self, profiles: Iterable[Profile], actor: str, transaction: str) -> frozenset[RoleKind]:
        """How an actor takes part in a transaction, by the tables of these profiles."""
        record = self.transactions.get(transaction.lower())
        roles = {role.key: role.kind for role in record.roles} if record is not None else {}
        return frozenset(
            roles[use.role.key]
            for profile in profiles
            for each in profile.actors
            if each.actor.key.lower() == actor.lower()
            for use in each.transactions
            if use.transaction.key.lower() == transaction.lower() and use.role.key in roles
        )


def book(records: Iterable[Record], externals: Iterable[External]) -> Book:
    """The names that a root's records and those defined elsewhere offer."""
    profiles: dict[str, Profile] = {}
    transactions: dict[str, Transaction] = {}
    scenarios: dict[str, Record] = {}
    actors: dict[str, tuple[str, ...]] = {
        each.key.lower(): (each.key, each.name) for each in externals if each.kind is ExternalKind.ACTOR
    }
    for record in records:
        if isinstance(record, Profile):
            profiles[record.key.lower()] = record
        elif isinstance(record, Transaction):
            transactions[record.key.lower()] = record
        elif isinstance(record, Actor):
            actors[record.key.lower()] = (record.key, record.name, *record.aliases)
        elif record.kind == "scenario":
            scenarios[record.key.lower()] = record
    return Book(profiles=profiles, actors=actors, transactions=transactions, scenarios=scenarios)
