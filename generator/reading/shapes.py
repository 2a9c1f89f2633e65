"""What the types of a structure cannot say: which fields exclude each other, what is unique in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from generator.diagnostics import Rule, Severity
from generator.reading.sheet import Sheet
from generator.reading.words import folded, listed
from generator.reading.yaml_tree import ListNode, MappingNode, ScalarNode
from generator.records.base import Structure
from generator.records.framework import Supplement, Transaction
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    Profile,
    ProfileActor,
    RequiredGrouping,
)
from generator.records.scenarios import Scenario, TestData

FIELD_CHOICE = Rule(
    name="field-choice",
    severity=Severity.ERROR,
    summary="Of fields that exclude each other, one is written.",
    is_fixed=True,
)
EMPTY_LIST = Rule(
    name="empty-list",
    severity=Severity.ERROR,
    summary="A list that says something has an entry.",
    is_fixed=True,
)
REPEATED_KEY = Rule(
    name="repeated-key",
    severity=Severity.ERROR,
    summary="Inside a record, actors, options, roles, constraints, issues and steps have keys of their own.",
    is_fixed=True,
)
UNDEFINED_ROLE = Rule(
    name="undefined-role",
    severity=Severity.ERROR,
    summary="Messages and steps name roles that their transaction or scenario has.",
    is_fixed=True,
)
RULES = (FIELD_CHOICE, EMPTY_LIST, REPEATED_KEY, UNDEFINED_ROLE)

_CONSTRAINT_LISTS = ("at_least_one_of", "exactly_one_of", "all_of", "none_of")


class Choice(NamedTuple):
    """Fields that exclude each other; `is_required` where one of them, or of `others`, must be written."""

    names: tuple[str, ...]
    is_required: bool = True
    others: tuple[str, ...] = ()


class Unique(NamedTuple):
    """A list whose entries differ in one field."""

    list_name: str
    key_name: str


class RoleNames(NamedTuple):
    """A list whose entries name, in some fields, keys of the `roles` beside it."""

    list_name: str
    names: tuple[str, ...]


CHOICES: Final[Mapping[type[Structure], Choice]] = {
    Condition: Choice(("option", "any_option", "profile", "actor", "text")),
    ConstraintTerm: Choice(("transaction", "option", "content_module")),
    Constraint: Choice(_CONSTRAINT_LISTS, is_required=False),
    RequiredGrouping: Choice(("all_of", "any_of"), others=("text",)),
    TestData: Choice(("file", "url")),
}
NOT_EMPTY: Final[Mapping[type[Structure], tuple[str, ...]]] = {
    Condition: ("any_option",),
    Constraint: _CONSTRAINT_LISTS,
    RequiredGrouping: ("all_of", "any_of"),
    Profile: ("history", "not_described"),
    Supplement: ("history",),
    Scenario: ("profiles",),
}
_UNIQUE: Final[Mapping[type[Structure], tuple[Unique, ...]]] = {
    ProfileActor: (Unique("options", "key"),),
    Profile: (Unique("actors", "actor"), Unique("constraints", "key"), Unique("issues", "key")),
    Transaction: (Unique("roles", "key"),),
    Scenario: (Unique("roles", "key"), Unique("steps", "number")),
}
_ROLE_NAMES: Final[Mapping[type[Structure], RoleNames]] = {
    Transaction: RoleNames("messages", ("from", "to")),
    Scenario: RoleNames("steps", ("initiator", "responder")),
}


def report_shape(kind: type[Structure], node: MappingNode, sheet: Sheet) -> None:
    """Reports what is wrong with a structure as a whole, whether or not its fields are right."""
    if kind in CHOICES:
        _report_choice(CHOICES[kind], node, sheet)
    for name in NOT_EMPTY.get(kind, ()):
        _report_empty(name, node, sheet)
    for unique in _UNIQUE.get(kind, ()):
        _report_repeated(unique, node, sheet)
    if kind in _ROLE_NAMES:
        _report_undefined(_ROLE_NAMES[kind], node, sheet)


def _report_choice(choice: Choice, node: MappingNode, sheet: Sheet) -> None:
    enough = (*choice.names, *choice.others)
    if choice.is_required and not any(name in node.entries for name in enough):
        sheet.report(FIELD_CHOICE, node, f"here must be {listed(enough)}", "add one of them")
    present = [name for name in node.entries if name in choice.names]
    for name in present[1:]:
        message = f"{name} cannot stand beside {present[0]}"
        sheet.report(FIELD_CHOICE, node.entries[name].name, message, "keep one of them")


def _report_empty(name: str, node: MappingNode, sheet: Sheet) -> None:
    entry = node.entries.get(name)
    if entry and isinstance(entry.value, ListNode) and not entry.value.nodes:
        sheet.report(EMPTY_LIST, entry.value, f"{name} has no entry", "add one")


def _report_repeated(unique: Unique, node: MappingNode, sheet: Sheet) -> None:
    first_keys: dict[str, ScalarNode] = {}
    for key in _scalars(node, unique.list_name, unique.key_name):
        first = first_keys.setdefault(folded(key.text), key)
        if first is not key:
            message = f"{unique.key_name} {sheet.quote(key.text)} stands twice in {unique.list_name}"
            sheet.report(REPEATED_KEY, key, message, f"line {first.line} has it first")


def _report_undefined(role_names: RoleNames, node: MappingNode, sheet: Sheet) -> None:
    roles = {role.text for role in _scalars(node, "roles", "key")}
    hint = f"the roles are {listed(sorted(roles))}" if roles else "describe it under roles"
    for name in role_names.names:
        for role in _scalars(node, role_names.list_name, name):
            if role.text not in roles:
                sheet.report(UNDEFINED_ROLE, role, f"there is no role {sheet.quote(role.text)}", hint)


def _scalars(node: MappingNode, list_name: str, name: str) -> Iterator[ScalarNode]:
    """The values of field `name` of every mapping in a list."""
    entry = node.entries.get(list_name)
    if entry and isinstance(entry.value, ListNode):
        for each in entry.value.nodes:
            found = each.scalar(name) if isinstance(each, MappingNode) else None
            if found is not None and found.text.strip():
                yield found
