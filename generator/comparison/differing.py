"""Walks two versions of a record at once, and finds each smallest thing that differs: nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from generator.comparison.pairing import PASSED_OVER, WHOLE, is_reordered, pairs, plain
from generator.records.base import Structure
from generator.records.profiles import Constraint, RequiredGrouping
from generator.records.requirements import Requirement
from generator.records.sessions import System, TestingSession

# Lists that are told as a whole.
_WHOLE_FIELDS = frozenset({(Requirement, "levels"), (Requirement, "owner")})
# Lists of which one is set say a rule together: class -> what it is called, and the lists.
_RULES: Mapping[type, tuple[str, frozenset[str]]] = {
    Constraint: ("rule", frozenset({"at_least_one_of", "exactly_one_of", "all_of", "none_of"})),
    RequiredGrouping: ("members", frozenset({"all_of", "any_of"})),
}
# What no page says: how exports call a system, and which there are beyond those that published rows name.
_UNTOLD = frozenset({(System, "keyword"), (TestingSession, "exports")})


@dataclass(frozen=True, slots=True)
class Step:
    """A structure on the way to a difference: the field that holds it, and what it was and is."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs, in `field` of the last of `trail`. `old` and `new` are None where there was nothing.

    `is_element`: an element of a list came or went or, being text, changed; `is_order`: the list has the same
    elements in another order. A rule that several lists say has the structures themselves. `owner` is the
    class of the structure that holds the field.
    """

    trail: tuple[Step, ...]
    owner: type
    field: str
    old: object
    new: object
    is_element: bool = False
    is_order: bool = False


def differences(old: Structure, new: Structure, trail: tuple[Step, ...] = ()) -> Iterator[Difference]:
    """Every smallest difference of two structures of one class, in the order of their fields."""
    if old is new:
        return
    kind = type(new)
    rule, lists = _RULES.get(kind, ("", frozenset()))
    if any(plain(getattr(old, name)) != plain(getattr(new, name)) for name in lists):
        yield Difference(trail=trail, owner=kind, field=rule, old=old, new=new)
    for name in (each.name for each in fields(new)):
        if name in PASSED_OVER or name in lists or (kind, name) in _UNTOLD:
            continue
        before, after = getattr(old, name), getattr(new, name)
        if before is after or plain(before) == plain(after):
            continue
        if (kind, name) in _WHOLE_FIELDS:
            yield Difference(trail=trail, owner=kind, field=name, old=before, new=after)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            yield from _lists(kind, name, before, after, trail)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _mappings(kind, name, before, after, trail)
        else:
            yield from _values(kind, name, before, after, trail)


def _values(
    kind: type, name: str, old: object, new: object, trail: tuple[Step, ...], *, is_element: bool = False
) -> Iterator[Difference]:
    is_walked = isinstance(old, Structure) and type(old) is type(new) and not isinstance(old, WHOLE)
    if is_walked and isinstance(old, Structure) and isinstance(new, Structure):
        yield from differences(old, new, (*trail, Step(name, old, new)))
    elif plain(old) != plain(new):
        yield Difference(trail=trail, owner=kind, field=name, old=old, new=new, is_element=is_element)


def _lists(
    kind: type, name: str, old: tuple[object, ...], new: tuple[object, ...], trail: tuple[Step, ...]
) -> Iterator[Difference]:
    for before, after in pairs(old, new):
        yield from _values(kind, name, before, after, trail, is_element=True)
    if is_reordered(old, new):
        yield Difference(trail=trail, owner=kind, field=name, old=old, new=new, is_order=True)


def _mappings(
    kind: type,
    name: str,
    old: Mapping[object, object],
    new: Mapping[object, object],
    trail: tuple[Step, ...],
) -> Iterator[Difference]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before != after:
            inside = (*trail, Step(name, key, key))
            yield Difference(trail=inside, owner=kind, field=name, old=before, new=after)
