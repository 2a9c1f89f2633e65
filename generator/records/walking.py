"""Walks a record for the references and texts that it holds, in the order they were written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records.base import Record, Ref, Structure
from generator.records.prose import Document

_PLAIN_FIELDS = frozenset({"position", "places", "key", "name", "title", "version"})


def references(record: Record) -> Iterator[tuple[str, Ref[Record]]]:
    """Every reference of `record` with its dotted field path, such as `actors.transactions.transaction`."""
    for path, value in _leaves(record, ""):
        if isinstance(value, Ref):
            yield path, value


def documents(record: Record) -> Iterator[tuple[str, Document]]:
    """Every text of `record` with its dotted field path; a page's own text has the path `body`."""
    for path, value in _leaves(record, ""):
        if isinstance(value, Document):
            yield path, value


def structures(record: Record, kind: type[Structure]) -> Iterator[Structure]:
    """Every structure of one kind inside `record`."""
    for _, value in _leaves(record, "", kind):
        if isinstance(value, kind):
            yield value


def _leaves(
    structure: Structure, prefix: str, wanted: type[Structure] | None = None
) -> Iterator[tuple[str, object]]:
    for name in structure.__dataclass_fields__:
        if name not in _PLAIN_FIELDS:
            yield from _visit(getattr(structure, name), prefix + name.rstrip("_"), wanted)


def _visit(value: object, path: str, wanted: type[Structure] | None) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple):
        for each in value:
            yield from _visit(each, path, wanted)
    elif isinstance(value, Structure):
        if wanted is not None and isinstance(value, wanted):
            yield path, value
        yield from _leaves(value, path + ".", wanted)
    elif isinstance(value, (Ref, Document)):
        yield path, value
