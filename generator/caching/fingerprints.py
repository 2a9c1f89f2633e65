"""Digests of values: two that are alike have one digest, in every process and on every day."""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from operator import attrgetter
from pathlib import PurePath
from types import FunctionType
from typing import Any, TypeGuard

from generator.graph import Graph
from generator.messages import Message
from generator.records.base import Structure
from generator.records.prose import Document

SIZE = 16
_Reduced = tuple[Callable[..., object], tuple[object, ...]]


def digest_of(*parts: bytes) -> bytes:
    """One digest of several byte strings, of which none can be taken for a piece of another."""
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


class Fingerprints:
    """Digests of the records of one graph, and of anything that holds some of them.

    A record's digest covers where its texts' citations and links lead, and where it stands, but not where
    each of its fields does, which findings alone tell.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        # What is known is held here, so that none of these addresses in memory is used again.
        self._known: dict[int, tuple[Structure, bytes]] = {}
        self._writers: dict[type, Callable[[object], _Reduced]] = {}

    def of(self, *values: object) -> bytes:
        """One digest of all `values`. Raises: TypeError for what has no lasting form, such as a function."""
        return digest_of(self._written(values))

    def of_structure(self, structure: Structure) -> bytes:
        """The digest of a record, or of a part of one."""
        known = self._known.get(id(structure))
        if known is None:
            content = self._written(_fields(structure))
            known = structure, digest_of(type(structure).__name__.encode(), content)
            self._known[id(structure)] = known
        return known[1]

    def _written(self, value: object) -> bytes:
        buffer = io.BytesIO()
        _Writer(buffer, self._reduced).dump(value)
        return buffer.getvalue()

    def _reduced(self, value: object) -> _Reduced:
        if isinstance(value, Structure):
            return _alike, (self.of_structure(value),)
        if isinstance(value, type) or _is_named(value):
            return _alike, (f"{value.__module__}.{value.__qualname__}",)
        kind = type(value)
        writer = self._writers.get(kind)
        if writer is None:
            writer = self._writers[kind] = self._writer(kind)
        return writer(value)

    def _writer(self, kind: type) -> Callable[[object], _Reduced]:
        name = f"{kind.__module__}.{kind.__qualname__}"
        if issubclass(kind, Document):
            return lambda document: (_alike, (name, self._of_document(document)))  # type: ignore[arg-type]
        if issubclass(kind, enum.Enum):
            return lambda value: (_alike, (name, value.name))  # type: ignore[attr-defined]
        if dataclasses.is_dataclass(kind):
            return _of_fields(kind, name)
        if issubclass(kind, Mapping):
            return lambda value: (_alike, (name, tuple(value.items())))  # type: ignore[attr-defined]
        if issubclass(kind, Message):
            return lambda value: (_alike, _of_message(value))  # type: ignore[arg-type]
        if issubclass(kind, tuple):
            return lambda value: (_alike, (name, tuple(value)))  # type: ignore[arg-type]
        if issubclass(kind, str | PurePath):
            return lambda value: (_alike, (name, str(value)))
        if kind.__module__ == "datetime":
            return lambda value: (_alike, (name, str(value)))
        raise TypeError(f"no digest is made of a {name}")

    def _of_document(self, document: Document) -> tuple[object, ...]:
        """A text: its tokens follow from what was written and where it stands."""
        targets = self._graph.targets
        places = [each.position for each in document.citations]
        places += [each.position for each in document.links]
        return document.text, document.position, [targets.get(place) for place in places]


class _Writer(pickle.Pickler):
    def __init__(self, buffer: io.BytesIO, reduced: Callable[[object], _Reduced]) -> None:
        super().__init__(buffer, protocol=5)
        # Without it, two equal texts would be written in another way than one text twice.
        self.fast = True
        self._reduced = reduced

    def reducer_override(self, value: object) -> Any:
        return NotImplemented if value is _alike else self._reduced(value)


def _alike(*parts: object) -> None:
    """Stands in a written value for whatever was there."""


def _fields(structure: Structure) -> tuple[object, ...]:
    names = (field.name for field in dataclasses.fields(structure) if field.name != "places")
    return tuple(getattr(structure, name) for name in names)


def _of_fields(kind: type, name: str) -> Callable[[object], _Reduced]:
    fields = dataclasses.fields(kind)
    found = attrgetter("__class__", *(field.name for field in fields))
    if all("set" not in str(field.type).lower() for field in fields):
        return lambda value: (_alike, (name, found(value)[1:]))

    def in_order(value: object) -> _Reduced:
        values = found(value)[1:]
        return _alike, (
            name,
            tuple(_ordered(each) if isinstance(each, frozenset) else each for each in values),
        )

    return in_order


def _is_named(value: object) -> TypeGuard[FunctionType]:
    """Whether it is a function that its name tells all about."""
    return isinstance(value, FunctionType) and "<" not in value.__qualname__


def _of_message(message: Message) -> tuple[object, ...]:
    return str(message), message.one, message.many, tuple(message.values.items())


def _ordered(values: frozenset[object]) -> list[object]:
    """The members of a set in an order that does not depend on the process."""
    return sorted(values, key=repr)
