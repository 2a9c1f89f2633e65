"""Joins records into a graph: who refers to whom, and where each citation and link leads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.graph import Graph, Text, Use
from generator.linking.relinking import Revision, revision
from generator.linking.requirements import requirements
from generator.linking.texts import TextResolver
from generator.records.base import Record, RecordId
from generator.records.elsewhere import External, Redirect, Tombstone
from generator.records.walking import documents, references

__all__ = ["Revision", "link", "natural", "revision"]

_DIGITS = re.compile(r"(\d+)")


def link(
    records: Iterable[Record],
    *,
    externals: Iterable[External] = (),
    tombstones: Iterable[Tombstone] = (),
    redirects: Iterable[Redirect] = (),
    files: frozenset[str] = frozenset(),
    digests: Mapping[str, str] | None = None,
    unread: frozenset[RecordId] = frozenset(),
) -> Graph:
    """The graph of `records`. Of two records that claim one key the first counts; checks report the other."""
    kept = list(records)
    by_kind = _by_kind(kept)
    buried = {RecordId(row.kind.value, row.key): row for row in tombstones}
    graph = Graph(
        records=by_kind,
        externals={RecordId(row.kind.value, row.key): row for row in externals},
        tombstones=buried,
        redirects=tuple(redirects),
        names={(kind, key.lower()): key for kind, found in by_kind.items() for key in found},
        texts=(*_texts(by_kind), *_texts_of_tombstones(buried)),
        files=files,
        digests=digests or {},
        unread=frozenset(RecordId(id.kind, id.key.lower()) for id in unread),
    )
    graph = _with_requirements(graph)
    targets, unresolved = TextResolver(graph).resolved(graph.texts)
    return replace(graph, uses=_uses(graph), targets=targets, unresolved=unresolved)


def _with_requirements(graph: Graph) -> Graph:
    """The same graph with the requirements that its texts state; these texts stay those that state them."""
    stated = _by_kind(requirements(graph))
    if not stated:
        return graph
    names = {(kind, key.lower()): key for kind, found in stated.items() for key in found}
    return replace(graph, records={**graph.records, **stated}, names={**graph.names, **names})


def natural(key: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts keys as readers count: ITI-9 before ITI-10, whatever their case."""
    return tuple(
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in _DIGITS.split(key.lower())
        if part
    )


def _by_kind(records: Iterable[Record]) -> Mapping[str, Mapping[str, Record]]:
    found: dict[str, dict[str, Record]] = defaultdict(dict)
    taken: set[tuple[str, str]] = set()
    for record in records:
        name = (record.id.kind, record.key.lower())
        if name not in taken:
            taken.add(name)
            found[record.id.kind][record.key] = record
    return {
        kind: dict(sorted(rows.items(), key=lambda row: natural(row[0])))
        for kind, rows in sorted(found.items())
    }


def _texts(by_kind: Mapping[str, Mapping[str, Record]]) -> Iterable[Text]:
    for rows in by_kind.values():
        for record in rows.values():
            for path, document in documents(record):
                yield Text(owner=record.id, document=document, is_body=path == "body")


def _texts_of_tombstones(buried: Mapping[RecordId, Tombstone]) -> Iterable[Text]:
    for id, tombstone in buried.items():
        yield Text(owner=id, document=tombstone.reason, is_body=False)


def _uses(graph: Graph) -> Mapping[RecordId, tuple[Use, ...]]:
    uses: dict[RecordId, list[Use]] = defaultdict(list)
    for rows in graph.records.values():
        for record in rows.values():
            for path, ref in references(record):
                uses[graph.named(ref)].append(Use(user=record.id, path=path, position=ref.position))
    return {id: tuple(found) for id, found in uses.items()}
