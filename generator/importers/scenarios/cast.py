"""Who takes part: actors that a step's words name become the roles that begin and answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.diagnostics import Position
from generator.importers.scenarios.book import Book
from generator.importers.scenarios.findings import UNCLEAR_STEP, Findings
from generator.records.base import LocalKey, Ref
from generator.records.framework import Actor, RoleKind
from generator.records.profiles import Profile
from generator.records.scenarios import ScenarioRole

_BEGINNING = frozenset({RoleKind.INITIATOR, RoleKind.BOTH, RoleKind.ALONE})
_ANSWERING = frozenset({RoleKind.RESPONDER, RoleKind.BOTH})
_WORD = re.compile(r"\w+")
_ROLE_BEHIND = re.compile(r" \(([A-Za-z0-9][A-Za-z0-9._-]{0,79})\)")
_MOST_LOOKED_AT = 5_000


class Parts(NamedTuple):
    """Who begins a step and who answers; None where that is not clear."""

    initiator: LocalKey | None = None
    responder: LocalKey | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    words: str
    actor: str


class Cast:
    """The roles of one scenario; actors that only its steps name become roles under their own key."""

    def __init__(self, book: Book, profiles: Sequence[Profile], roles: Iterable[ScenarioRole]) -> None:
        self._book = book
        self._profiles = profiles
        self._names = _names(book, profiles)
        self.roles: dict[str, ScenarioRole] = {role.key.lower(): role for role in roles}

    def uses(self, transaction: str) -> bool:
        """Whether the scenario's profiles have that transaction."""
        return transaction in {
            use.transaction.key
            for profile in self._profiles
            for actor in profile.actors
            for use in actor.transactions
        }

    def name(self, text: str, position: Position) -> None:
        """Gives a role to every actor that `text` names and that has none yet."""
        for actor, wanted in _mentions(self._names, text):
            if not self._of_actor(actor) and (wanted is None or wanted.lower() not in self.roles):
                ref: Ref[Actor] = Ref(kinds=("actor",), key=actor, position=position)
                self.roles[actor.lower()] = ScenarioRole(position=position, key=actor, actor=ref)

    def parts(self, text: str, transaction: str | None, position: Position, findings: Findings) -> Parts:
        """Who begins the step with these words, and who answers, as far as that is clear."""
        named = list(dict.fromkeys(self._roles_in(text)))
        if transaction is None:
            first = named[0] if named else None
            return Parts(LocalKey(first, position)) if first else Parts()
        found = self._by_transaction([each for each in named if each], transaction)
        if None in named or found is None:
            message = f"it is not clear who begins {transaction} here"
            hint = "name the actor that begins it, and the one that answers, as the profile calls them"
            if None in named:
                hint = "several roles are this actor; add the role behind its name, such as (source)"
            findings.report(UNCLEAR_STEP, position, message, hint)
            return Parts()
        initiator, responder = found
        return Parts(LocalKey(initiator, position), LocalKey(responder, position) if responder else None)

    def _by_transaction(self, named: Sequence[str], transaction: str) -> tuple[str, str | None] | None:
        """The roles that begin and answer: those named, or the only one that can where none is named."""
        if len(named) in (1, 2) and not any(self._kinds(each, transaction) for each in named):
            return named[0], named[1] if len(named) > 1 else None
        beginning = [each for each in named if self._can(each, transaction, _BEGINNING)]
        answering = [each for each in named if self._can(each, transaction, _ANSWERING)]
        pairs = [(first, last) for first in beginning for last in answering if first != last]
        if pairs:
            return pairs[0] if len(pairs) == 1 or len(named) == 2 else None
        beginning = beginning or self._only(transaction, _BEGINNING, named)
        if len(beginning) != 1:
            return None
        others = [each for each in answering if each not in beginning]
        others = others or self._only(transaction, _ANSWERING, beginning)
        return (beginning[0], others[0] if others else None) if len(others) < 2 else None

    def _only(self, transaction: str, kinds: frozenset[RoleKind], named: Sequence[str]) -> list[str]:
        able = [
            role.key
            for role in self.roles.values()
            if role.key not in named and self._can(role.key, transaction, kinds)
        ]
        return able if len(able) == 1 else []

    def _can(self, role: str, transaction: str, kinds: frozenset[RoleKind]) -> bool:
        return bool(self._kinds(role, transaction) & kinds)

    def _kinds(self, role: str, transaction: str) -> frozenset[RoleKind]:
        actor = self.roles[role.lower()].actor.key
        return self._book.kinds_of(self._profiles, actor, transaction)

    def _roles_in(self, text: str) -> Iterable[str | None]:
        """The roles that a text names, in its order; None for an actor that several roles are."""
        for actor, wanted in _mentions(self._names, text):
            role = self.roles.get(wanted.lower()) if wanted else None
            if role is not None and role.actor.key.lower() == actor.lower():
                yield role.key
                continue
            roles = self._of_actor(actor)
            yield roles[0].key if len(roles) == 1 else None

    def _of_actor(self, actor: str) -> list[ScenarioRole]:
        return [role for role in self.roles.values() if role.actor.key.lower() == actor.lower()]


def _mentions(names: Mapping[str, Sequence[_Name]], text: str) -> Iterable[tuple[str, str | None]]:
    """The actors that a text names, whole words and longest names first, and the role behind each."""
    end = 0
    looked_at = text[:_MOST_LOOKED_AT]
    for word in _WORD.finditer(looked_at):
        if word.start() < end:
            continue
        for name in names.get(word[0], ()):
            after = word.start() + len(name.words)
            is_whole = not looked_at[after : after + 1].isalnum()
            if is_whole and looked_at.startswith(name.words, word.start()):
                role = _ROLE_BEHIND.match(looked_at, after)
                yield name.actor, role[1] if role else None
                end = after
                break


def _names(book: Book, profiles: Sequence[Profile]) -> dict[str, list[_Name]]:
    """The names of the profiles' actors by their first word, the longest first."""
    found: dict[str, list[_Name]] = {}
    for key in dict.fromkeys(each.actor.key for profile in profiles for each in profile.actors):
        actor, *names = book.actors.get(key.lower(), (key,))
        for name in names:
            first = _WORD.match(name)
            if first is not None:
                found.setdefault(first[0], []).append(_Name(name, actor))
    return {
        word: sorted(set(names), key=lambda each: (-len(each.words), each.words, each.actor))
        for word, names in found.items()
    }
