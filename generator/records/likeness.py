"""Says whether two records differ in nothing but words that only pages show."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records.base import LocalKey, Record, Ref, Structure
from generator.records.framework import ChangeProposal, ContentModule, FrameworkPage, Transaction
from generator.records.profiles import ProfilePage
from generator.records.prose import Document
from generator.records.scenarios import Scenario

_PLACES = frozenset({"position", "places"})
_NAMES = frozenset({"name", "title"})
# What reads exports knows profiles, actors and options by their names too, and organizations and systems.
_NAMED_FOR_PAGES = frozenset(
    {
        Transaction.kind,
        ContentModule.kind,
        ChangeProposal.kind,
        FrameworkPage.kind,
        ProfilePage.kind,
        Scenario.kind,
    }
)


def is_like(one: Record, other: Record) -> bool:
    """Whether both say the same, but for words that only pages show, and where everything stands.

    Such words are texts, and what those records are called that nothing but texts is about. A text that is
    empty in one of them only is a difference.
    """
    return _outline(one) == _outline(other)


def is_called_like(one: Record, other: Record) -> bool:
    """Whether both have one name."""
    return all(getattr(one, name, None) == getattr(other, name, None) for name in _NAMES)


def _outline(record: Record) -> object:
    left_out = _PLACES | _NAMES if record.kind in _NAMED_FOR_PAGES else _PLACES
    return type(record), *_fields(record, left_out)


def _fields(structure: Structure, left_out: frozenset[str]) -> Iterator[object]:
    for name in structure.__dataclass_fields__:
        if name not in left_out:
            yield _value(getattr(structure, name))


def _value(value: object) -> object:
    """`value` without words of texts and without places, to be compared."""
    if isinstance(value, Document):
        return bool(value)
    if isinstance(value, Structure):
        return type(value), *_fields(value, _PLACES)
    if isinstance(value, Ref):
        return value.kinds, value.key, value.is_exact
    if isinstance(value, LocalKey):
        return value.key
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_value(each) for each in value)
    return value
