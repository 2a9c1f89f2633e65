"""Which record a word of an export names: by key, name or alias, exactly or folded, never by likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.graph import Graph
from generator.importers.results.words import folded, plain_letters
from generator.records.base import Record, RecordId
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfileActor
from generator.records.sessions import System

Spellings = Iterable[tuple[str, Iterable[str]]]


class Named(NamedTuple):
    """What a word names, and whether it is spelled as the records spell it."""

    key: str
    is_exact: bool


class Index:
    """Keys by their spellings: a key's own spelling counts before names, and those before aliases.

    A spelling that leads to several keys at the same rank leads to none.
    """

    def __init__(self, spellings: Spellings, fold: Callable[[str], str] = folded) -> None:
        self._fold = fold
        self._exact: dict[str, str | None] = {}
        self._folded: dict[str, str | None] = {}
        self.words: list[str] = []
        rows = [(key, (key, *others)) for key, others in spellings]
        self.keys = tuple(key for key, _ in rows)
        for rank in (slice(0, 1), slice(1, 2), slice(2, None)):
            self._add([(word, key) for key, words in rows for word in words[rank]])

    def find(self, word: str) -> Named | None:
        """What `word` names; None if nothing, or several things."""
        key = self._exact.get(word)
        if key is not None:
            return Named(key, True)
        if word in self._exact:
            return None
        key = self._folded.get(self._fold(word))
        return Named(key, False) if key is not None else None

    @property
    def folded_words(self) -> Iterable[str]:
        """Every spelling, folded."""
        return self._folded

    def _add(self, pairs: list[tuple[str, str]]) -> None:
        """Adds the spellings of one rank; what an earlier rank has stays."""
        for index, fold in ((self._exact, str), (self._folded, self._fold)):
            rank: dict[str, str | None] = {}
            for word, key in pairs:
                spelling = fold(word)
                rank[spelling] = key if rank.get(spelling, key) == key else None
            for spelling, found in rank.items():
                index.setdefault(spelling, found)
        self.words += [word for word, _ in pairs]


class Names:
    """The names of everything that an export may speak of, in one root."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._actors: dict[str, Index] = {}
        self._options: dict[tuple[str, str], Index] = {}

    @cached_property
    def profiles(self) -> Index:
        """Profiles of this root, and external ones."""
        return Index([*_spellings(self.graph.all(Profile)), *_externals(self.graph, Profile.kind)])

    @cached_property
    def actors(self) -> Index:
        """All actors, whatever profile they are in, and external ones."""
        return Index([*_spellings(self.graph.all(Actor)), *_externals(self.graph, Actor.kind)])

    @cached_property
    def organizations(self) -> Index:
        """Organizations, whose names are compared by their letters and digits."""
        return Index(_spellings(self.graph.all(Organization)), plain_letters)

    @cached_property
    def participants(self) -> frozenset[str]:
        """Every spelling of an organization or a system, folded: words that no public finding quotes."""
        systems = self.graph.all(System).values()
        texts = (
            text for each in systems for text in (each.key, each.keyword, each.product, each.title) if text
        )
        return frozenset((*self.organizations.folded_words, *map(plain_letters, texts)))

    def systems(self, session: str) -> Index:
        """The systems of a session."""
        found = self._systems_by_session.get(session.lower(), ())
        return Index((each.key, [each.keyword] if each.keyword else []) for each in found)

    @cached_property
    def _systems_by_session(self) -> Mapping[str, Sequence[System]]:
        found: dict[str, list[System]] = {}
        for each in self.graph.all(System).values():
            found.setdefault(each.session.key.lower(), []).append(each)
        return found

    def actors_of(self, profile: Profile) -> Index:
        """The actors of a profile."""
        if profile.key not in self._actors:
            actors = self.graph.all(Actor)
            found = {
                actor.key: actor
                for each in profile.actors
                if (actor := self.graph.find(each.actor)) is not None
            }
            rows = [*_spellings(found)]
            # actors that are defined elsewhere, or whose definition has mistakes of its own
            rows += [(each.actor.key, []) for each in profile.actors if each.actor.key not in actors]
            self._actors[profile.key] = Index(rows)
        return self._actors[profile.key]

    def options_of(self, profile: Profile, actor: str | None = None) -> Index:
        """The options of an actor of a profile, or of all of its actors."""
        name = (profile.key, actor or "")
        if name not in self._options:
            options: dict[str, list[str]] = {}
            for each in actors_named(profile, actor):
                for option in each.options:
                    options.setdefault(option.key, []).append(option.name)
            self._options[name] = Index(options.items())
        return self._options[name]

    def is_unread(self, kind: str, word: str) -> bool:
        """Whether a record of that name exists but has mistakes, so that it is not called unknown."""
        return any(RecordId(kind, each) in self.graph.unread for each in (word, word.lower()))


def actors_named(profile: Profile, actor: str | None) -> Iterable[ProfileActor]:
    """The actors of a profile, or the one with that key."""
    return (each for each in profile.actors if actor is None or each.actor.key.lower() == actor.lower())


def _spellings(records: Mapping[str, Record]) -> Iterator[tuple[str, list[str]]]:
    for record in records.values():
        yield record.key, [str(getattr(record, "name", record.key)), *getattr(record, "aliases", ())]


def _externals(graph: Graph, kind: str) -> Iterator[tuple[str, list[str]]]:
    for id, external in graph.externals.items():
        if id.kind == kind:
            yield external.key, [external.name]
