"""Which record that went is one that came, under another key: as a redirect says, or as both say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields

from generator.comparison.pairing import PASSED_OVER, plain
from generator.graph import Graph
from generator.records.base import Record
from generator.records.prose import Document

# What a record's folder says goes with its key.
_PLACES = PASSED_OVER | {"key", "domain", "profile", "owner"}


def renamed(old: Graph, new: Graph, kind: str) -> Mapping[str, str]:
    """Newer key -> older key of the records of a kind that were renamed; the same in both directions."""
    befores, afters = old.records.get(kind, {}), new.records.get(kind, {})
    gone = [each for key, each in befores.items() if key not in afters]
    come = [each for key, each in afters.items() if key not in befores]
    if not gone or not come:
        return {}
    moves = {(_last(each.from_), _last(each.to)) for each in new.redirects}
    moves |= {(_last(each.to), _last(each.from_)) for each in old.redirects}
    befores_by, afters_by = ({each.key.lower(): each.key for each in side} for side in (gone, come))
    found: dict[str, str] = {}
    for one, other in sorted(moves):
        if one in befores_by and other in afters_by and befores_by[one] not in found.values():
            found.setdefault(afters_by[other], befores_by[one])
    for said in (_content, _title):
        left = [each for each in gone if each.key not in found.values()]
        fresh = [each for each in come if each.key not in found]
        found |= _alike(left, fresh, said)
    return found


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].lower()


def _alike(
    gone: Iterable[Record], come: Iterable[Record], said: Callable[[Record], str]
) -> Mapping[str, str]:
    befores, afters = _by(gone, said), _by(come, said)
    return {
        afters[words][0]: befores[words][0]
        for words in afters
        if words and len(afters[words]) == len(befores.get(words, ())) == 1
    }


def _by(records: Iterable[Record], said: Callable[[Record], str]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for each in records:
        groups[said(each)].append(each.key)
    return groups


def _content(record: Record) -> str:
    """What a record says without its key and place; nothing where it has no text to be known by."""
    values = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in _PLACES}
    if not any(isinstance(value, Document) and value for value in values.values()):
        return ""
    return repr([plain(value) for value in values.values()])


def _title(record: Record) -> str:
    """Its name, if it has one; texts of many profiles are called alike, so their titles tell nothing."""
    return str(getattr(record, "name", ""))
