"""From the words of a session's exports to keys: keywords.yml first, then key, name, alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import Severity
from generator.importers.results.extracts import Row, Table
from generator.importers.results.findings import (
    RESULT_OUTSIDE_PROFILE,
    UNKNOWN_KEYWORD,
    Findings,
)
from generator.importers.results.names import Index, Names, actors_named
from generator.importers.results.words import WordMap, folded, is_plain_key
from generator.records.framework import Actor
from generator.records.profiles import Profile
from generator.records.sessions import Keywords, TestingSession

_NO_OPTION = frozenset({"", "none"})
_WORD = "{word}"


class Aipo(NamedTuple):
    """An actor of a profile with an option or none, by their keys."""

    profile: str
    actor: str
    option: str | None


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a word leads nowhere, or somewhere odd."""

    column: str
    word: str
    message: str
    known: Iterable[str] = field(default=(), compare=False)


class AipoKeys:
    """Actors of profiles with options, by the words of one session's exports."""

    def __init__(self, names: Names, session: TestingSession, keywords: Iterable[Keywords]) -> None:
        self._names = names
        self._session = session
        found = tuple(keywords)
        self._mapped = {
            "profile": WordMap(pair for each in found for pair in each.profiles.items()),
            "actor": WordMap(pair for each in found for pair in each.actors.items()),
            "option": WordMap(pair for each in found for pair in each.options.items()),
        }
        self._found: dict[tuple[str, str, str], tuple[Aipo | None, _Fault | None, Severity | None]] = {}

    def find(self, row: Row, table: Table, findings: Findings | None) -> Aipo | None:
        """What a row is about; None if that is unknown. What is wrong goes to `findings`."""
        words = (row.profile, row.actor, row.option)
        if words not in self._found:
            self._found[words] = self._find(*words)
        aipo, fault, severity = self._found[words]
        if fault is not None and findings is not None:
            rule = UNKNOWN_KEYWORD if severity is None else RESULT_OUTSIDE_PROFILE
            quoted = fault.message.replace(_WORD, findings.quote(fault.word))
            findings.report(
                rule,
                table.place(row, fault.column),
                f"{table.name}{quoted}",
                findings.candidates(fault.word, fault.known) or _HINTS[rule.name],
                once=fault,
                severity=severity,
            )
        return aipo

    def _find(self, *words: str) -> tuple[Aipo | None, _Fault | None, Severity | None]:
        profile_word, actor_word, option_word = words
        profile_key = self._key("profile", profile_word, self._names.profiles)
        if profile_key is None:
            return None, self._unknown("profile", profile_word, self._names.profiles), None
        profile = self._names.graph.get(Profile, profile_key)
        own_actors = self._names.actors_of(profile) if profile is not None else self._names.actors
        actor_key = self._key("actor", actor_word, own_actors) or self._key(
            "actor", actor_word, self._names.actors
        )
        if actor_key is None:
            return None, self._unknown("actor", actor_word, own_actors), None
        option_key, fault = self._option(profile, actor_key, option_word)
        if fault is not None:
            return None, fault, None
        aipo = Aipo(profile_key, actor_key, option_key)
        outside = self._outside(profile, aipo, actor_word, option_word) if profile is not None else None
        return aipo, outside, self._severity(profile) if profile is not None and outside else None

    def _key(self, field: str, word: str, index: Index) -> str | None:
        target = self._mapped[field].find(word) if word else None
        found = index.find(target if target is not None else word)
        return found.key if found is not None else None

    def _option(self, profile: Profile | None, actor: str, word: str) -> tuple[str | None, _Fault | None]:
        """The option's key, None for none; what the current text lacks may be in the text that was tested."""
        target = self._mapped["option"].find(word) or word
        if folded(target) in _NO_OPTION:
            return None, None
        if profile is None:
            # options of profiles that are defined elsewhere are known by their keys alone
            fault = _Fault("option", word, f"the option {_WORD} of an external profile is no key")
            return (target, None) if is_plain_key(target) else (None, fault)
        for index in (self._names.options_of(profile, actor), self._names.options_of(profile)):
            found = index.find(target)
            if found is not None:
                return found.key, None
        if self._is_superseded(profile) and is_plain_key(target):
            return target, None
        return None, self._unknown("option", word, self._names.options_of(profile, actor))

    def _outside(self, profile: Profile, aipo: Aipo, actor_word: str, option_word: str) -> _Fault | None:
        """The finding that the profile's text lacks the actor, or the actor the option."""
        actors = list(actors_named(profile, aipo.actor))
        if not actors:
            known = [each.actor.key for each in profile.actors]
            return _Fault("actor", actor_word, f"{profile.key} has no actor {_WORD}", known)
        options = [option.key for each in actors for option in each.options]
        if aipo.option is not None and aipo.option not in options:
            message = f"{aipo.actor} of {profile.key} has no option {_WORD}"
            return _Fault("option", option_word, message, options)
        return None

    def _unknown(self, field: str, word: str, index: Index) -> _Fault | None:
        if not word:
            return _Fault(field, "", f"the {field} is empty")
        if self._names.is_unread({"profile": Profile.kind, "actor": Actor.kind}.get(field, ""), word):
            return None
        if self._mapped[field].find(word) is not None:
            message = f"keywords.yml leads the {field} {_WORD} to a key that is not there"
            return _Fault(field, word, message, index.words)
        return _Fault(field, word, f"the {field} {_WORD} is not known", index.words)

    def _severity(self, profile: Profile) -> Severity:
        return Severity.WARNING if self._is_superseded(profile) else Severity.ERROR

    def _is_superseded(self, profile: Profile) -> bool:
        """Whether another text than the current one was tested."""
        baseline = {key.lower(): version for key, version in self._session.baseline.items()}
        tested = baseline.get(profile.key.lower())
        return tested is not None and bool(profile.history) and tested != profile.history[0].version


_HINTS = {
    UNKNOWN_KEYWORD.name: "map it to a key in the session's keywords.yml, or list it in external.yml",
    RESULT_OUTSIDE_PROFILE.name: "was another version tested? then say so in the session's baseline",
}
