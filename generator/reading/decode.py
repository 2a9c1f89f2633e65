"""Records from YAML nodes, as the records' annotations say; every mistake is reported, each in its place."""

from __future__ import annotations

import datetime
import enum
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from generator.diagnostics import Position, Rule, Severity, misspelling
from generator.reading import values
from generator.reading.fields import Field, fields_of, form_of, is_mapping, kinds_of, noun, once
from generator.reading.files import HIDDEN_CHARACTER
from generator.reading.shapes import report_shape
from generator.reading.sheet import Sheet
from generator.reading.values import MISTAKE, WRONG_FORM, WRONG_TYPE, Decode, Mistake
from generator.reading.words import hidden_in_name, listed, nearest, slug
from generator.reading.yaml_tree import AliasNode, Entry, ListNode, MappingNode, Node, ScalarNode, Style
from generator.records.base import LocalKey, Ref, Structure
from generator.records.prose import Document

UNKNOWN_FIELD = Rule(
    name="unknown-field",
    severity=Severity.ERROR,
    summary="Every field is one that the content contract knows.",
    is_fixed=True,
)
MISSING_FIELD = Rule(
    name="missing-field",
    severity=Severity.ERROR,
    summary="A field that is not optional is written.",
    is_fixed=True,
)
RULES = (UNKNOWN_FIELD, MISSING_FIELD)
_LAYOUT_ORIGINS = frozenset({"folder", "path", "body"})

S = TypeVar("S", bound=Structure)


def decode(
    kind: type[S], node: Node, sheet: Sheet, given: Mapping[str, object] | None = None, name: str = ""
) -> S | None:
    """The structure that `node` writes; None if it has mistakes, which then are on `sheet`.

    `given` holds the fields that are not written in the YAML, such as a folder's domain.
    """
    count = len(sheet.findings)
    structure = _decode_structure(kind, node, name or noun(kind), sheet, given or {})
    return cast("S", structure) if structure is not MISTAKE and len(sheet.findings) == count else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one kind of structure is decoded: its fields by the name that they have in YAML."""

    fields: Mapping[str, tuple[Field, Decode]]
    origins: Mapping[str, str]
    required: tuple[tuple[str, str], ...]
    made: tuple[Field, ...]
    scalar_field: str | None


@once
def _plan(kind: type[Structure]) -> _Plan:
    fields = fields_of(kind)
    written = [field for field in fields if not field.origin]
    return _Plan(
        fields={field.yaml_name: (field, _decoder(field.hint)) for field in written},
        origins={field.yaml_name: field.origin for field in fields if field.origin},
        required=tuple((field.name, field.yaml_name) for field in written if field.is_required),
        made=tuple(field for field in fields if field.origin and field.origin not in _LAYOUT_ORIGINS),
        scalar_field=kind.scalar_field,
    )


def _decode_structure(
    kind: type[Structure], node: Node, name: str, sheet: Sheet, given: Mapping[str, object]
) -> object:
    plan = _plan(kind)
    if not isinstance(node, MappingNode):
        if plan.scalar_field is None or not isinstance(node, ScalarNode) or values.is_nothing(node):
            return _not_a_mapping(kind, node, name, sheet)
        node = _spelled_out(plan.scalar_field, node)
    report_shape(kind, node, sheet)
    decoded: dict[str, object] = dict(given)
    places: dict[str, Position] = {}
    for yaml_name, entry in node.entries.items():
        known = plan.fields.get(yaml_name)
        if known is None:
            if not sheet.is_full:
                _report_unknown(kind, plan, entry, node, sheet)
            continue
        field, decode_value = known
        places[field.name] = Position(sheet.path, entry.value.line, entry.value.column)
        value = decode_value(entry.value, yaml_name, sheet)
        if value is not MISTAKE:
            decoded[field.name] = value
    is_complete = _has_required(kind, plan, node, decoded, sheet)
    if not is_complete or not _make(plan, decoded, node, sheet):
        return MISTAKE
    return kind(position=sheet.place(node), places=places, **decoded)


def _not_a_mapping(kind: type[Structure], node: Node, name: str, sheet: Sheet) -> Mistake:
    if values.is_nothing(node):
        values.report_nothing(node, name, sheet)
    elif not isinstance(node, AliasNode):
        found = "a list" if isinstance(node, ListNode) else "a text"
        hint = f"write its fields: {listed(_plan(kind).fields)}"
        sheet.report(WRONG_TYPE, node, f"{name} must be a mapping, not {found}", hint)
    return MISTAKE


def _spelled_out(field_name: str, node: ScalarNode) -> MappingNode:
    """The mapping that a bare value is short for."""
    key = ScalarNode(node.line, node.column, field_name, Style.PLAIN, node.line, node.column)
    return MappingNode(node.line, node.column, {field_name: Entry(key, node)})


def _report_unknown(
    kind: type[Structure], plan: _Plan, entry: Entry, node: MappingNode, sheet: Sheet
) -> None:
    typed = entry.name.text
    shown = "a field" if sheet.is_discreet else f"the field {sheet.quote(typed)}"
    repair = None
    if typed in plan.origins:
        origin = {"path": "file's name", "folder": "folder's name", "body": "text below"}
        source = origin.get(plan.origins[typed], f"field {plan.origins[typed]}")
        hint = f"leave it out: it is taken from the {source}"
    else:
        free = [name for name in plan.fields if name not in node.entries]
        near, repair = nearest(typed, free), misspelling(typed, free)
        hint = f"did you mean {near}?" if near else f"it has {listed(plan.fields)}"
        if values.is_nothing(entry.value) and not near:
            hint = "put a value with a comma in it between quotes"
    sheet.report(UNKNOWN_FIELD, entry.name, f"{shown} is unknown in {noun(kind)}", hint, repair)


def _has_required(
    kind: type[Structure], plan: _Plan, node: MappingNode, decoded: Mapping[str, object], sheet: Sheet
) -> bool:
    for name, yaml_name in plan.required:
        if name not in decoded and yaml_name not in node.entries:
            message = f"the field {yaml_name} is missing in {noun(kind)}"
            sheet.report(MISSING_FIELD, node, message, f"add `{yaml_name}:`")
    return all(name in decoded for name, _ in plan.required)


def _make(plan: _Plan, decoded: dict[str, object], node: MappingNode, sheet: Sheet) -> bool:
    """Adds the fields whose value is the slug of another field; false if a slug would be empty."""
    for field in plan.made:
        key = slug(str(decoded[field.origin]))
        if not key:
            place = node.entries[field.origin].value
            message = f"{field.origin} holds no letter or digit to make a key of"
            sheet.report(WRONG_FORM, place, message, "use at least one of a-z or 0-9")
            return False
        decoded[field.name] = key[:80].strip("-")
    return True


@once
def _decoder(hint: object) -> Decode:
    """How a value of an annotated type is decoded."""
    form = form_of(hint)
    if form is not None:
        return values.text_decoder(form)
    if typing.get_origin(hint) is tuple:
        return _list_decoder(_decoder(typing.get_args(hint)[0]))
    if typing.get_origin(hint) is Ref:
        return values.ref_decoder(kinds_of(hint))
    if is_mapping(hint):
        named = typing.get_args(hint)[1]
        return _decode_plain_mapping if named is object else _mapping_decoder(_decoder(named))
    if isinstance(hint, type):
        return _class_decoder(hint)
    raise TypeError(f"no decoder for {hint}")


def _class_decoder(hint: type) -> Decode:
    simple: Mapping[type, Decode] = {
        str: values.text_decoder(values.NAME_FORM),
        int: values.decode_integer,
        bool: values.decode_boolean,
        datetime.date: values.decode_date,
        LocalKey: values.key_decoder(),
        Document: values.decode_document,
    }
    if hint in simple:
        return simple[hint]
    if issubclass(hint, enum.Enum):
        return values.enum_decoder(hint)
    if issubclass(hint, Structure):
        return _structure_decoder(hint)
    raise TypeError(f"no decoder for {hint}")


def _structure_decoder(kind: type[Structure]) -> Decode:
    def decode_structure(node: Node, name: str, sheet: Sheet) -> object:
        return _decode_structure(kind, node, name, sheet, {})

    return decode_structure


def _list_decoder(decode_each: Decode) -> Decode:
    def decode_list(node: Node, name: str, sheet: Sheet) -> object:
        if not isinstance(node, ListNode):
            return _not_a_list(node, name, sheet)
        decoded = tuple(decode_each(each, name, sheet) for each in node.nodes)
        return MISTAKE if MISTAKE in decoded else decoded

    return decode_list


def _not_a_list(node: Node, name: str, sheet: Sheet) -> Mistake:
    if values.is_nothing(node):
        values.report_nothing(node, name, sheet)
    elif not isinstance(node, AliasNode):
        found, hint = "a mapping", "begin each entry with `- `"
        if isinstance(node, ScalarNode):
            found, hint = "a text", "put it between brackets: [ ]"
        sheet.report(WRONG_TYPE, node, f"{name} must be a list, not {found}", hint)
    return MISTAKE


def _mapping_decoder(decode_each: Decode) -> Decode:
    def decode_mapping(node: Node, name: str, sheet: Sheet) -> object:
        if not isinstance(node, MappingNode):
            return _not_a_mapping_of_values(node, name, sheet)
        decoded = {
            key: decode_each(entry.value, f"{name}.{key}", sheet)
            for key, entry in node.entries.items()
            if _is_plain_key(entry, name, sheet)
        }
        return MISTAKE if MISTAKE in decoded.values() else decoded

    return decode_mapping


def _not_a_mapping_of_values(node: Node, name: str, sheet: Sheet) -> Mistake:
    if values.is_nothing(node):
        values.report_nothing(node, name, sheet)
    elif not isinstance(node, AliasNode):
        sheet.report(WRONG_TYPE, node, f"{name} must be a mapping", "write lines of `name: value`")
    return MISTAKE


def _is_plain_key(entry: Entry, name: str, sheet: Sheet) -> bool:
    if hidden_in_name(entry.name.text) is None:
        return True
    sheet.report(HIDDEN_CHARACTER, entry.name, f"a name in {name} holds a hidden character", "type it again")
    return False


def _decode_plain_mapping(node: Node, name: str, sheet: Sheet) -> object:
    return _mapping_decoder(_decode_plain)(node, name, sheet)


def _decode_plain(node: Node, name: str, sheet: Sheet) -> object:
    """What a theme is handed: lists, mappings, texts, numbers, true and false."""
    if isinstance(node, ListNode):
        return [_decode_plain(each, name, sheet) for each in node.nodes]
    if isinstance(node, MappingNode):
        return _decode_plain_mapping(node, name, sheet)
    text = values.text_decoder(values.NAME_FORM)(node, name, sheet)
    if not isinstance(text, str) or not isinstance(node, ScalarNode) or node.style is not Style.PLAIN:
        return text
    if values.WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return text == "true" if text in ("true", "false") else text
