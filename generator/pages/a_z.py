"""A to Z: every page of the site by name, for readers without search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.pages.facts import trail
from generator.pages.glossary import first_letter
from generator.pages.sections import A_TO_Z, SECTIONS
from generator.records.base import Record
from generator.records.elsewhere import External, Tombstone
from generator.records.framework import GlossaryTerm
from generator.records.sessions import System
from generator.site import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: a name, and the record it leads to."""

    name: str
    record: Record
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AToZFacts:
    """Entries by first letter; then what is defined elsewhere, and what was removed or reserved."""

    letters: dict[str, list[Entry]]
    externals: tuple[External, ...]
    tombstones: tuple[Tombstone, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page."""
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(_entries(graph), key=lambda entry: (entry.name.casefold(), entry.record.id)):
        letters.setdefault(first_letter(entry.name), []).append(entry)
    yield Page(
        kind="a_z",
        name=f"page/{A_TO_Z.key}",
        address=A_TO_Z.address,
        title=A_TO_Z.title,
        description="Every profile, transaction, actor, term and document by name",
        facts=AToZFacts(
            letters=letters,
            externals=tuple(row for _, row in sorted(graph.externals.items())),
            tombstones=tuple(row for _, row in sorted(graph.tombstones.items())),
        ),
        position=Position("site_config.yml"),
        section=A_TO_Z.key,
        breadcrumbs=trail(),
    )


def _entries(graph: Graph) -> Iterator[Entry]:
    for each in SECTIONS:
        if each.record is System:
            continue  # They are many, of few names, and listed by organization on a page of their own.
        kind = "term" if each.record is GlossaryTerm else each.record.kind.replace("-", " ")
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
