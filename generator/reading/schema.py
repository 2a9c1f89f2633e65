"""JSON Schemas of the content files for editors, from the same annotations that decode them."""

from __future__ import annotations

import datetime
import enum
import json
import re
import typing
from collections.abc import Mapping
from typing import Final

from generator.reading.fields import fields_of, form_of, is_mapping, kinds_of
from generator.reading.layout import FILE_KINDS, FileKind
from generator.reading.shapes import CHOICES, NOT_EMPTY
from generator.reading.values import NAME_FORM
from generator.reading.words import listed, with_article
from generator.records.base import KEY_FORM, Form, LocalKey, Ref, Structure
from generator.records.prose import Document

_Schema = dict[str, object]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# What a YAML editor takes for a number although the field holds a text: a section, a version, a title.
_NUMBERS = ("33", "4.2")


def schemas() -> Mapping[str, str]:
    """The JSON Schema of every kind of content file: file name -> its text."""
    by_name = {f"{kind.name}.schema.json": _file_schema(kind) for kind in FILE_KINDS}
    return {name: json.dumps(by_name[name], indent=2, ensure_ascii=False) + "\n" for name in sorted(by_name)}


def _file_schema(kind: FileKind) -> _Schema:
    named: dict[str, _Schema] = {}
    one = _structure_schema(kind.type, named)
    schema: _Schema = {
        "$schema": _DIALECT,
        "title": _title(kind),
        "description": _first_sentence(kind.type),
    }
    schema |= {"type": "array", "items": one} if kind.is_list else one
    if named:
        schema["$defs"] = {name: named[name] for name in sorted(named)}
    return schema


def _title(kind: FileKind) -> str:
    path = "/".join(part for part in (kind.folder, *kind.path) if part)
    return f"the front matter of {path}" if kind.has_body else path


def _first_sentence(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def _structure_schema(kind: type[Structure], named: dict[str, _Schema]) -> _Schema:
    fields = [field for field in fields_of(kind) if not field.origin]
    properties = {field.yaml_name: _value_schema(field.hint, named) for field in fields}
    for name in NOT_EMPTY.get(kind, ()):
        properties[name]["minItems"] = 1
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [field.yaml_name for field in fields if field.is_required],
        **_choice_schema(kind),
    }


def _choice_schema(kind: type[Structure]) -> _Schema:
    """That fields exclude each other: exactly one of the alternatives must hold."""
    choice = CHOICES.get(kind)
    if choice is None:
        return {}
    alternatives: list[_Schema] = [{"required": [name]} for name in choice.names]
    none_of_them: _Schema = {"not": {"anyOf": list(alternatives)}}
    if choice.others:
        alternatives.append(none_of_them | {"required": list(choice.others)})
    elif not choice.is_required:
        alternatives.append(none_of_them)
    return {"oneOf": alternatives}


def _value_schema(hint: object, named: dict[str, _Schema]) -> _Schema:
    form = form_of(hint)
    if form is not None:
        return _text_schema(form)
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _value_schema(typing.get_args(hint)[0], named)}
    if typing.get_origin(hint) is Ref:
        return _text_schema(KEY_FORM) | {"description": f"the key of {listed(map(_noun, kinds_of(hint)))}"}
    if is_mapping(hint):
        value_hint = typing.get_args(hint)[1]
        values = True if value_hint is object else _value_schema(value_hint, named)
        return {"type": "object", "additionalProperties": values}
    return _class_schema(typing.cast("type", hint), named)


def _noun(kind: str) -> str:
    return with_article(kind.replace("-", " "))


def _text_schema(form: Form) -> _Schema:
    schema: _Schema = {
        "type": "string",
        "description": form.meaning,
        "minLength": 1,
        "maxLength": form.longest,
        "pattern": f"^(?:{form.pattern})$",
    }
    if any(re.fullmatch(form.pattern, number) for number in _NUMBERS):
        schema["type"] = ["string", "number"]
    return schema


def _class_schema(hint: type, named: dict[str, _Schema]) -> _Schema:
    simple: Mapping[type, _Schema] = {
        str: _text_schema(NAME_FORM),
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        datetime.date: {"type": "string", "description": "a day: year-month-day", "pattern": _DATE},
        LocalKey: _text_schema(KEY_FORM),
        Document: {"type": ["string", "number"], "description": "a text in Markdown"},
    }
    if hint in simple:
        return dict(simple[hint])
    if hint.__name__ not in named:
        named[hint.__name__] = {}  # claimed first, so that a structure may hold its own kind
        named[hint.__name__] = _named_schema(hint, named)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _named_schema(hint: type, named: dict[str, _Schema]) -> _Schema:
    described: _Schema = {"description": _first_sentence(hint)}
    if issubclass(hint, enum.Enum):
        return described | {"enum": [member.value for member in hint]}
    if not issubclass(hint, Structure):
        raise TypeError(f"no schema for {hint}")
    schema = _structure_schema(hint, named)
    if hint.scalar_field:
        # a bare value is short for a mapping with this field alone
        properties = typing.cast("dict[str, _Schema]", schema["properties"])
        return described | {"anyOf": [properties[hint.scalar_field], schema]}
    return described | schema
