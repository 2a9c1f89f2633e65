"""Says whether two records differ in nothing but the words of their texts."""

from __future__ import annotations

from generator.records.base import LocalKey, Record, Ref, Structure
from generator.records.prose import Document

_PLACES = frozenset({"position", "places"})


def is_like(one: Record, other: Record) -> bool:
    """Whether both say the same, but for the texts that they hold and where everything stands.

    A text that is empty in one of them only is a difference.
    """
    return outline(one) == outline(other)


def outline(value: object) -> object:
    """`value` without words of texts and without places, to be compared."""
    if isinstance(value, Document):
        return bool(value)
    if isinstance(value, Structure):
        fields = type(value).__dataclass_fields__
        return type(value), *(outline(getattr(value, name)) for name in fields if name not in _PLACES)
    if isinstance(value, Ref):
        return value.kinds, value.key, value.is_exact
    if isinstance(value, LocalKey):
        return value.key
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(outline(each) for each in value)
    return value
