"""What the types of a structure cannot say: which fields exclude each other, what is unique in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

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

_Shape: TypeAlias = Callable[[MappingNode, Sheet], None]


def report_shape(kind: type[Structure], node: MappingNode, sheet: Sheet) -> None:
    """Reports what is wrong with a structure as a whole, whether or not its fields are right."""
    for shape in _SHAPES.get(kind, ()):
        shape(node, sheet)


def _exactly_one(*names: str) -> _Shape:
    def report(node: MappingNode, sheet: Sheet) -> None:
        present = [name for name in names if name in node.entries]
        if not present:
            sheet.report(FIELD_CHOICE, node, f"here must be {listed(names)}", "add one of them")
        _report_extra(node, present, sheet)

    return report


def _at_most_one(*names: str) -> _Shape:
    def report(node: MappingNode, sheet: Sheet) -> None:
        _report_extra(node, [name for name in node.entries if name in names], sheet)

    return report


def _report_extra(node: MappingNode, present: list[str], sheet: Sheet) -> None:
    for name in present[1:]:
        message = f"{name} cannot stand beside {present[0]}"
        sheet.report(FIELD_CHOICE, node.entries[name].name, message, "keep one of them")


def _at_least_one(*names: str) -> _Shape:
    def report(node: MappingNode, sheet: Sheet) -> None:
        if not any(name in node.entries for name in names):
            sheet.report(FIELD_CHOICE, node, f"here must be {listed(names)}", "add one of them")

    return report


def _not_empty(*names: str) -> _Shape:
    def report(node: MappingNode, sheet: Sheet) -> None:
        for name in names:
            entry = node.entries.get(name)
            if entry and isinstance(entry.value, ListNode) and not entry.value.nodes:
                sheet.report(EMPTY_LIST, entry.value, f"{name} has no entry", "add one")

    return report


def _unique(list_name: str, key_name: str) -> _Shape:
    def report(node: MappingNode, sheet: Sheet) -> None:
        first_keys: dict[str, ScalarNode] = {}
        for key in _scalars(node, list_name, key_name):
            first = first_keys.setdefault(folded(key.text), key)
            if first is not key:
                message = f"{key_name} {sheet.quote(key.text)} stands twice in {list_name}"
                sheet.report(REPEATED_KEY, key, message, f"line {first.line} has it first")

    return report


def _roles_of(list_name: str, *names: str) -> _Shape:
    """Fields of a list's mappings name keys of the `roles` beside that list."""

    def report(node: MappingNode, sheet: Sheet) -> None:
        roles = {role.text for role in _scalars(node, "roles", "key")}
        for name in names:
            for role in _scalars(node, list_name, name):
                if role.text not in roles:
                    message = f"there is no role {sheet.quote(role.text)}"
                    hint = f"the roles are {listed(sorted(roles))}" if roles else "describe it under roles"
                    sheet.report(UNDEFINED_ROLE, role, message, hint)

    return report


def _scalars(node: MappingNode, list_name: str, name: str) -> Iterator[ScalarNode]:
    """The values of field `name` of every mapping in a list."""
    entry = node.entries.get(list_name)
    if entry and isinstance(entry.value, ListNode):
        for each in entry.value.nodes:
            found = each.scalar(name) if isinstance(each, MappingNode) else None
            if found is not None and found.text.strip():
                yield found


_CONSTRAINT_LISTS = ("at_least_one_of", "exactly_one_of", "all_of", "none_of")
_SHAPES: Mapping[type[Structure], tuple[_Shape, ...]] = {
    Condition: (_exactly_one("option", "profile", "actor", "text"),),
    ConstraintTerm: (_exactly_one("transaction", "option", "content_module"),),
    Constraint: (_at_most_one(*_CONSTRAINT_LISTS), _not_empty(*_CONSTRAINT_LISTS)),
    RequiredGrouping: (
        _at_least_one("all_of", "any_of", "text"),
        _at_most_one("all_of", "any_of"),
        _not_empty("all_of", "any_of"),
    ),
    ProfileActor: (_unique("options", "key"),),
    Profile: (
        _not_empty("history"),
        _unique("actors", "actor"),
        _unique("constraints", "key"),
        _unique("issues", "key"),
    ),
    Supplement: (_not_empty("history"),),
    Transaction: (_unique("roles", "key"), _roles_of("messages", "from", "to")),
    Scenario: (
        _not_empty("profiles"),
        _unique("roles", "key"),
        _unique("steps", "number"),
        _roles_of("steps", "initiator", "responder"),
    ),
    TestData: (_exactly_one("file", "url"),),
}
