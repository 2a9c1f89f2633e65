"""Joins records anew of which nothing changed but the words of a few texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.diagnostics import Position
from generator.graph import Graph, Target, Text, Unresolved, Use
from generator.linking.requirements import requirements
from generator.linking.texts import TextResolver
from generator.records.base import Record, RecordId
from generator.records.likeness import is_like
from generator.records.prose import Document
from generator.records.requirements import Requirement
from generator.records.walking import documents, references

G = TypeVar("G", bound=Graph)

# Beyond so many dead links the nearest names are not looked for, so that it matters which come first.
_MOST_UNRESOLVED = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is new in a graph: records in the place of others, and where their texts lead."""

    records: Mapping[RecordId, Record]
    texts: tuple[Text, ...]
    targets: Mapping[Position, Target]
    unresolved: tuple[Unresolved, ...]

    def of(self, graph: G) -> G:
        """`graph`, of which the revision was made, or what may be shown of it."""
        return replace(
            graph,
            records=_with_records(graph, self.records),
            uses=_with_places(graph, self.records),
            texts=self.texts,
            targets=self.targets,
            unresolved=self.unresolved,
        )


def revision(graph: Graph, changed: Mapping[RecordId, Record]) -> Revision | None:
    """What linking all records again would make other than in `graph`, now that some have `changed`.

    Each is like the one that it replaces (`is_like`). None where other texts may be concerned.
    """
    if len(graph.unresolved) > _MOST_UNRESOLVED:
        return None
    texts = tuple(_texts(graph, changed))
    old = [text for text in graph.texts if text.owner in changed]
    new = [text for text in texts if text.owner in changed]
    stated = _stated(graph, old, new)
    if stated is None:
        return None
    records = {**changed, **stated}
    joined = replace(graph, records=_with_records(graph, records), texts=texts)
    resolver = TextResolver(joined)
    if any(_anchors(one.document) != _anchors(other.document) for one, other in zip(old, new, strict=True)):
        targets, unresolved = resolver.resolved(texts)
    else:
        targets, unresolved = _patched(graph, resolver, old, new)
    if _files(graph.targets, old) != _files(targets, new) or len(unresolved) > _MOST_UNRESOLVED:
        return None
    return Revision(records=records, texts=texts, targets=targets, unresolved=unresolved)


def _texts(graph: Graph, changed: Mapping[RecordId, Record]) -> Iterator[Text]:
    """The texts of `graph`, those of changed records in the places of the old ones."""
    new = {id: documents(record) for id, record in changed.items()}
    for text in graph.texts:
        if text.owner in new:
            path, document = next(new[text.owner])
            yield Text(owner=text.owner, document=document, is_body=path == "body")
        else:
            yield text


def _stated(graph: Graph, old: Sequence[Text], new: Sequence[Text]) -> Mapping[RecordId, Record] | None:
    """The requirements that the new texts state; None unless the old ones state just these."""
    before, after = (list(requirements(replace(graph, texts=tuple(texts)))) for texts in (old, new))
    if len(before) != len(after) or not all(map(is_like, before, after)):
        return None
    pairs = list(zip(before, after, strict=True))
    # Of two requirements with one key the first counts.
    kept = {one.id: other for one, other in pairs if graph.get(Requirement, one.key) == one}
    return kept if len(kept) == len(pairs) else None


def _anchors(document: Document) -> object:
    """What texts elsewhere can lead to."""
    return list(document.anchors), [(heading.anchor, heading.text) for heading in document.headings]


def _patched(
    graph: Graph, resolver: TextResolver, old: Sequence[Text], new: Sequence[Text]
) -> tuple[Mapping[Position, Target], tuple[Unresolved, ...]]:
    """Where all texts lead, when none but these have changed."""
    targets, unresolved = resolver.resolved(new)
    kept = dict(graph.targets)
    for place in _places(old):
        kept.pop(place, None)
    owners = {text.owner for text in new}
    found = [*(each for each in graph.unresolved if each.owner not in owners), *unresolved]
    order = {text.owner: place for place, text in enumerate(graph.texts)} if found else {}
    return {**kept, **targets}, tuple(sorted(found, key=lambda each: order[each.owner]))


def _places(texts: Sequence[Text]) -> Iterator[Position]:
    for text in texts:
        yield from (each.position for each in text.document.citations)
        yield from (each.position for each in text.document.links)


def _files(targets: Mapping[Position, Target], texts: Sequence[Text]) -> set[str]:
    """The files that texts show or link to, which are published for that."""
    found = (targets.get(place) for place in _places(texts))
    return {target.file for target in found if target is not None and target.file}


def _with_records(graph: Graph, changed: Mapping[RecordId, Record]) -> Mapping[str, Mapping[str, Record]]:
    kinds = {id.kind for id in changed}
    return {
        kind: {key: changed.get(RecordId(kind, key), record) for key, record in rows.items()}
        if kind in kinds
        else rows
        for kind, rows in graph.records.items()
    }


def _with_places(graph: Graph, changed: Mapping[RecordId, Record]) -> Mapping[RecordId, tuple[Use, ...]]:
    """Who refers to what, as before, where it stands now."""
    again: dict[RecordId, dict[RecordId, list[Use]]] = {}
    for id, record in changed.items():
        old = graph.by_id(id)
        if old is not None and _ref_places(old) != _ref_places(record):
            for path, ref in references(record):
                use = Use(user=id, path=path, position=ref.position)
                again.setdefault(graph.named(ref), {}).setdefault(id, []).append(use)
    uses = dict(graph.uses)
    for id, by_user in again.items():
        news = {user: iter(found) for user, found in by_user.items()}
        uses[id] = tuple(next(news[use.user]) if use.user in news else use for use in uses.get(id, ()))
    return uses


def _ref_places(record: Record) -> list[Position]:
    return [ref.position for _, ref in references(record)]
