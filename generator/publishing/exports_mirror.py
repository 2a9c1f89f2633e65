"""A record as plain values, with the field names of the content contract."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Mapping

from generator.records.base import LocalKey, Record, RecordId, Ref, Structure
from generator.records.prose import Document

_PLACES = frozenset({"position", "places"})


def mirrored(record: Record) -> dict[str, object]:
    """The fields of `record` as an editor writes them: references as keys, texts as Markdown.

    What says nothing is left out, and so is where the record was read.
    """
    return _fields(record)


def _fields(structure: Structure) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in dataclasses.fields(structure):
        if field.name not in _PLACES:
            value = _plain(getattr(structure, field.name))
            if value not in (None, "", [], {}):
                found[field.metadata.get("yaml", field.name.rstrip("_"))] = value
    return found


def _plain(value: object) -> object:
    if isinstance(value, Structure):
        return _fields(value)
    if isinstance(value, (Ref, LocalKey)):
        return value.key
    if isinstance(value, Document):
        return value.text.strip()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, RecordId):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
