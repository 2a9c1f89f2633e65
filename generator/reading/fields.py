"""The fields of a structure as its annotations state them: names in YAML, types, what may be left out."""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass
from typing import TypeVar

from generator import config
from generator.diagnostics import Severity
from generator.reading.words import with_article
from generator.records import (
    base,
    elsewhere,
    framework,
    organizations,
    profiles,
    prose,
    requirements,
    scenarios,
    sessions,
    statements,
)
from generator.records.base import Form, Record, Structure

_MODULES = (
    base,
    framework,
    elsewhere,
    profiles,
    requirements,
    scenarios,
    organizations,
    sessions,
    statements,
    prose,
    config,
)
# Annotations are texts, some of names that are imported for type checkers only; these are all they may name.
_NAMES: dict[str, object] = {
    name: value for module in _MODULES for name, value in vars(module).items() if not name.startswith("_")
} | {"Severity": Severity}
_PLACE_FIELDS = frozenset({"position", "places"})


K = TypeVar("K")
V = TypeVar("V")


def once(function: Callable[[K], V]) -> Callable[[K], V]:
    """A function of a type that is worked out once for each type, as types never change."""
    return functools.cache(function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a structure. `origin` says where its value comes from if not from the YAML."""

    name: str
    yaml_name: str
    hint: object
    is_required: bool
    origin: str


@once
def fields_of(kind: type[Structure]) -> tuple[Field, ...]:
    """The fields of `kind` in the order of the class, without those that hold places."""
    hints = typing.get_type_hints(kind, localns=_NAMES, include_extras=True)
    return tuple(
        Field(
            name=field.name,
            yaml_name=field.metadata.get("yaml", field.name.rstrip("_")),
            hint=without_none(hints[field.name]),
            is_required=_has_no_default(field),
            origin=field.metadata.get("from", ""),
        )
        for field in dataclasses.fields(kind)
        if field.name not in _PLACE_FIELDS
    )


def _has_no_default(field: dataclasses.Field[object]) -> bool:
    # a field that replaces a property of its base class takes that property for its default
    is_replacing = isinstance(field.default, property)
    return is_replacing or (field.default is MISSING and field.default_factory is MISSING)


def without_none(hint: object) -> object:
    """The type that a value has where there is one: `X` for `X | None`."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        present = [each for each in typing.get_args(hint) if each is not types.NoneType]
        if len(present) == 1:
            return present[0]
    return hint


def form_of(hint: object) -> Form | None:
    """The form that an annotated text has; None for any other type."""
    if typing.get_origin(hint) is typing.Annotated:
        return next((each for each in typing.get_args(hint) if isinstance(each, Form)), None)
    return None


def kinds_of(hint: object) -> tuple[str, ...]:
    """The record kinds that `Ref[A | B]` may name."""
    (named,) = typing.get_args(hint)
    classes = typing.get_args(named) or (named,)
    return tuple(each.kind for each in classes if isinstance(each, type) and issubclass(each, Record))


def is_mapping(hint: object) -> bool:
    """Whether a type is a mapping from names to values."""
    origin = typing.get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, typing.Mapping)


@once
def noun(kind: type) -> str:
    """What a structure is called in a sentence: `a transaction use` for `TransactionUse`."""
    return with_article(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower())
