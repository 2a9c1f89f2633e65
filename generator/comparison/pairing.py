"""Which element of a list is which of the other: by what identifies it in the field, never by its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields

from generator.records.base import LocalKey, Ref, Structure
from generator.records.framework import Addition, HistoryEntry, Message, Role, SectionState
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    ContentBinding,
    GroupingTarget,
    Issue,
    Option,
    ProfileActor,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.prose import Document
from generator.records.scenarios import Examples, ScenarioRole, Step, TestData
from generator.records.statements import Claim

Pair = tuple[object | None, object | None]

PASSED_OVER = frozenset({"position", "places"})
"""Fields that say where something stands, not what it is."""

WHOLE = (Condition, ConstraintTerm, GroupingTarget)
"""Structures that are told as a whole."""


def _folded(*names: object) -> tuple[str, ...]:
    return tuple(str(name).lower() for name in names)


_IDENTITIES: Mapping[type, Callable[..., object]] = {
    ProfileActor: lambda each: _folded(each.actor.key),
    TransactionUse: lambda each: _folded(each.transaction.key),
    ContentBinding: lambda each: _folded(each.content_module.key),
    Option: lambda each: _folded(each.key),
    RequiredGrouping: lambda each: "",
    Constraint: lambda each: _folded(each.key),
    HistoryEntry: lambda each: each.version,
    SectionState: lambda each: each.section,
    Message: lambda each: _folded(each.from_, each.to, each.reply),
    Role: lambda each: _folded(each.key),
    Issue: lambda each: _folded(each.key),
    ScenarioRole: lambda each: _folded(each.key),
    Step: lambda each: each.number,
    TestData: lambda each: each.name,
    Examples: lambda each: each.name,
    Addition: lambda each: (each.kind, *_folded(each.target.key, each.key)),
    Claim: lambda each: _folded(each.profile.key, each.actor.key),
    Ref: lambda each: _folded(each.key),
    LocalKey: lambda each: _folded(each.key),
    Document: lambda each: "",
}


def plain(value: object) -> object:
    """`value` without places, to be compared: what is equal reads alike."""
    if isinstance(value, Document):
        return value.text
    if isinstance(value, Structure):
        names = (each.name for each in fields(value) if each.name not in PASSED_OVER)
        return type(value), *(plain(getattr(value, name)) for name in names)
    if isinstance(value, Ref | LocalKey):
        return value.key
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(plain(each) for each in value)
    return dict(value) if isinstance(value, Mapping) else value


def pairs(old: Sequence[object], new: Sequence[object]) -> Iterator[Pair]:
    """Each element of both lists once, with what it was and what it is: in the order of `new`, then of `old`.

    Of several that have one identity, those that are equal belong together, the others in their order.
    """
    befores: dict[str, list[object]] = defaultdict(list)
    afters: dict[str, list[object]] = defaultdict(list)
    for elements, groups in ((old, befores), (new, afters)):
        for each in elements:
            groups[_identity(each)].append(each)
    for identity in dict.fromkeys((*afters, *befores)):
        yield from _paired(befores[identity], afters[identity])


def is_reordered(old: Sequence[object], new: Sequence[object]) -> bool:
    """Whether what stands in both lists stands there in another order."""
    values = [[repr(plain(each)) for each in elements] for elements in (old, new)]
    if sorted(values[0]) == sorted(values[1]):
        return values[0] != values[1]
    befores, afters = (dict.fromkeys(map(_identity, elements)) for elements in (old, new))
    return [each for each in befores if each in afters] != [each for each in afters if each in befores]


def _identity(element: object) -> str:
    """What tells an element from the others; a value is its own."""
    identity = _IDENTITIES.get(type(element))
    return repr(identity(element) if identity is not None else plain(element))


def _paired(old: Sequence[object], new: Sequence[object]) -> Iterator[Pair]:
    befores: dict[str, list[object]] = defaultdict(list)
    for each in reversed(old):
        befores[repr(plain(each))].append(each)
    right: list[object] = []
    for each in new:
        same = befores[repr(plain(each))]
        if same:
            yield same.pop(), each
        else:
            right.append(each)
    kept = {id(each) for group in befores.values() for each in group}
    left = [each for each in old if id(each) in kept]
    shortest = min(len(left), len(right))
    yield from zip(left[:shortest], right[:shortest], strict=True)
    yield from ((each, None) for each in left[shortest:])
    yield from ((None, each) for each in right[shortest:])
