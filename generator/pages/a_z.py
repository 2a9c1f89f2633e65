"""A to Z: every page of the site by name, for readers without search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message, words
from generator.pages.facts import trail
from generator.pages.glossary import first_letter
from generator.pages.sections import A_TO_Z, SECTIONS
from generator.records.base import Record
from generator.records.elsewhere import External, Tombstone
from generator.records.framework import GlossaryTerm
from generator.records.sessions import System
from generator.site import Page, SearchEntry
from generator.sorting import alphabetical

_A = TypeVar("_A", External, Tombstone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: a name, and the record it leads to."""

    name: str
    record: Record
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(Generic[_A]):
    """What has no page of its own, and where on this page it stands."""

    thing: _A
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AToZFacts:
    """Entries by first letter; then what is defined elsewhere, and what was removed or reserved."""

    letters: dict[str, list[Entry]]
    externals: tuple[Absent[External], ...]
    tombstones: tuple[Absent[Tombstone], ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page."""
    externals = _absent("external", (row for _, row in sorted(graph.externals.items())))
    tombstones = _absent("removed", (row for _, row in sorted(graph.tombstones.items())))
    yield Page(
        kind="a_z",
        name=f"page/{A_TO_Z.key}",
        address=A_TO_Z.address,
        title=A_TO_Z.title,
        description=message("Every profile, transaction, actor, term and document by name"),
        facts_of=lambda: AToZFacts(
            letters=_letters(graph),
            externals=externals,
            tombstones=tombstones,
        ),
        position=Position("site_config.yml"),
        section=A_TO_Z.key,
        breadcrumbs=trail(),
        search=_search(*externals, *tombstones),
    )


def _letters(graph: Graph) -> dict[str, list[Entry]]:
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(_entries(graph), key=lambda entry: (alphabetical(entry.name), entry.record.id)):
        letters.setdefault(first_letter(entry.name), []).append(entry)
    return letters


def _absent(kind: str, things: Iterable[_A]) -> tuple[Absent[_A], ...]:
    return tuple(
        Absent(thing=thing, anchor=f"tf-{kind}-{thing.kind.value}-{thing.key.lower()}") for thing in things
    )


def _search(*absent: Absent[External] | Absent[Tombstone]) -> SearchEntry:
    """Ids that readers may have met, and that lead to where they are told what became of them."""
    return SearchEntry(
        kind=message("Not defined here"),
        has_text=False,
        ids=tuple(each.thing.key for each in absent),
        synonyms=tuple(each.thing.name for each in absent if each.thing.name),
        anchors={name: each.anchor for each in absent for name in (each.thing.name, each.thing.key) if name},
    )


def _entries(graph: Graph) -> Iterator[Entry]:
    for each in SECTIONS:
        if each.record is System:
            continue  # They are many, of few names, and listed by organization on a page of their own.
        kind = message("term") if each.record is GlossaryTerm else words(each.record.kind)
        for record in graph.all(each.record).values():
            for name in dict.fromkeys(_names(record)):
                yield Entry(name=name, record=record, kind=kind)


def _names(record: Record) -> Iterator[str]:
    """Under what a reader may look: id, name, other names."""
    if record.id.kind in ("profile", "transaction", "change-proposal", "domain"):
        yield record.key
    yield record.title
    yield from getattr(record, "aliases", ())
    if isinstance(record, GlossaryTerm):
        yield from record.synonyms
        if record.expansion:
            yield record.expansion
