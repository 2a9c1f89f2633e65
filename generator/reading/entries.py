"""The records of one content file: its YAML, its text below, and whether path and keys agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading import prose
from generator.reading.decode import decode
from generator.reading.fields import fields_of, form_of
from generator.reading.layout import Place
from generator.reading.sheet import Sheet
from generator.reading.values import WRONG_FORM, WRONG_TYPE
from generator.reading.words import slug
from generator.reading.yaml_tree import ListNode, MappingNode, Node, Tree, compose
from generator.records.base import Record, RecordId, Ref, Structure
from generator.records.elsewhere import External, Tombstone

EMPTY_FILE = Rule(
    name="empty-file",
    severity=Severity.ERROR,
    summary="A content file holds something.",
    is_fixed=True,
)
MISSING_FRONT_MATTER = Rule(
    name="missing-front-matter",
    severity=Severity.ERROR,
    summary="A text file begins with its fields between two lines of ---.",
    is_fixed=True,
)
KEY_MISMATCH = Rule(
    name="key-mismatch",
    severity=Severity.ERROR,
    summary="A file or folder bears the key of its record in lower case.",
    is_fixed=True,
)
RULES = (EMPTY_FILE, MISSING_FRONT_MATTER, KEY_MISMATCH)

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What a file holds: its structures without mistakes, the ids of the others, and the findings."""

    structures: tuple[Structure, ...] = ()
    unread: frozenset[RecordId] = frozenset()
    findings: tuple[Diagnostic, ...] = ()


class _FrontMatter(NamedTuple):
    """The two parts of a text file, and the line in which its text begins."""

    fields: str
    body: str
    body_line: int


def read_entries(place: Place, text: str, is_discreet: bool = False) -> Entries:
    """The structures that a content file holds."""
    sheet = Sheet(path=place.path, is_discreet=is_discreet)
    given: dict[str, object] = {}
    fields, first_line = text, 1
    if place.kind.has_body:
        parts = _split(text, sheet)
        if parts is None:
            return _unread_file(place, sheet)
        fields, first_line = parts.fields, 2
        given["body"] = prose.parse(parts.body, Position(place.path, parts.body_line, 1))
    tree = compose(fields, place.path, first_line)
    sheet.findings.extend(tree.findings)
    if tree.root is None:
        _report_nothing(place, tree, sheet)
        return _unread_file(place, sheet)
    if place.kind.is_list:
        return _read_list(place, tree.root, sheet)
    return _read_one(place, tree.root, sheet, given)


def _split(text: str, sheet: Sheet) -> _FrontMatter | None:
    start = Position(sheet.path)
    hint = "begin the file with a line `---`, then `title: …` or the record's fields, then `---`"
    opening = _FENCE.match(text)
    if not text.strip():
        sheet.report_at(start, EMPTY_FILE, "the file is empty", hint)
        return None
    if opening is None:
        sheet.report_at(start, MISSING_FRONT_MATTER, "the file does not begin with `---`", hint)
        return None
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        message = "the fields that begin here do not end"
        sheet.report_at(start, MISSING_FRONT_MATTER, message, "add a line `---` after the last field")
        return None
    fields = text[opening.end() + 1 : closing.start()]
    return _FrontMatter(fields, text[closing.end() + 1 :], fields.count("\n") + 3)


def _report_nothing(place: Place, tree: Tree, sheet: Sheet) -> None:
    if not tree.findings:
        hint = "write its records as a list, or delete the file" if place.kind.is_list else "write its fields"
        sheet.report_at(Position(place.path), EMPTY_FILE, "the file holds no fields", hint)


def _unread_file(place: Place, sheet: Sheet) -> Entries:
    unread = frozenset() if place.kind.is_list else _id_of_file(place)
    return Entries(unread=unread, findings=tuple(sheet.findings))


def _id_of_file(place: Place) -> frozenset[RecordId]:
    if not issubclass(place.kind.type, Record):
        return frozenset()
    key = _key_of_path(place) or place.name_at(place.kind.agreeing.get("key", -1))
    return frozenset({RecordId(place.kind.type.kind, key)})


def _key_of_path(place: Place) -> str | None:
    """The key of a record whose key is its path; None for others."""
    below = "/".join(place.parts).rpartition(".")[0]
    if place.kind.name == "framework-page":
        return below.partition("/")[2]
    if place.kind.name == "profile-page":
        return below.partition("/")[2].lower()
    if place.kind.name == "national-extension":
        return f"{place.parts[0]}-{place.name_at(-1)}".upper()
    return None


def _read_one(place: Place, node: Node, sheet: Sheet, given: dict[str, object]) -> Entries:
    given |= _given_by_path(place, sheet)
    if isinstance(node, MappingNode):
        _report_disagreement(place, node, sheet)
    structure = decode(place.kind.type, node, sheet, given, "the file")
    if structure is None or sheet.findings:
        return _unread_file(place, sheet)
    return Entries(structures=(structure,), findings=tuple(sheet.findings))


def _read_list(place: Place, node: Node, sheet: Sheet) -> Entries:
    if not isinstance(node, ListNode):
        message = "the file must be a list of records"
        sheet.report(WRONG_TYPE, node, message, "begin each record with `- `")
        return Entries(findings=tuple(sheet.findings))
    given = _given_by_path(place, sheet)
    faulty_lines = sorted(finding.position.line for finding in sheet.findings)
    structures: list[Structure] = []
    unread: set[RecordId] = set()
    ends = [*(each.line for each in node.nodes[1:]), None]
    for each, end in zip(node.nodes, ends, strict=False):
        structure = decode(place.kind.type, each, sheet, given, "an entry")
        is_faulty = any(each.line <= line and (end is None or line < end) for line in faulty_lines)
        if structure is not None and not is_faulty:
            structures.append(structure)
        else:
            unread |= _id_of_entry(place.kind.type, each)
    return Entries(structures=tuple(structures), unread=frozenset(unread), findings=tuple(sheet.findings))


def _id_of_entry(kind: type[Structure], node: Node) -> frozenset[RecordId]:
    if not isinstance(node, MappingNode):
        return frozenset()
    key, term, own_kind = node.scalar("key"), node.scalar("term"), node.scalar("kind")
    if issubclass(kind, Record):
        name = key.text if key else slug(term.text) if term else ""
        return frozenset({RecordId(kind.kind, name)}) if name else frozenset()
    is_named = kind in (External, Tombstone) and key and own_kind
    return frozenset({RecordId(own_kind.text, key.text)}) if is_named and key and own_kind else frozenset()


def _given_by_path(place: Place, sheet: Sheet) -> Mapping[str, object]:
    """The fields of a record that its path states instead of its YAML."""
    given: dict[str, object] = {}
    start = Position(place.path)
    for field in fields_of(place.kind.type):
        if field.origin == "folder":
            folder = place.parts[1] if field.name == "profile" else place.parts[0]
            reference: Ref[Record] = Ref(kinds=(field.name,), key=folder, position=start, is_exact=False)
            given[field.name] = reference
        elif field.origin == "path":
            key = _key_of_path(place) or ""
            given[field.name] = key
            form = form_of(field.hint)
            if form and (len(key) > form.longest or not re.fullmatch(form.pattern, key)):
                message = f"a file of this name cannot have a page: {sheet.quote(key)}"
                hint = "use letters, digits, '.', '_' and '-' in the names of files and folders"
                sheet.report_at(start, WRONG_FORM, message, hint)
    return given


def _report_disagreement(place: Place, node: MappingNode, sheet: Sheet) -> None:
    for name, index in place.kind.agreeing.items():
        value = node.scalar(name)
        borne = place.name_at(index)
        if value is None or not value.text.strip() or value.text.lower() == borne:
            continue
        sort = "file" if index == -1 else "folder"
        wanted = value.text.lower() + (f".{place.path.rpartition('.')[2]}" if index == -1 else "")
        message = f"{name} is {sheet.quote(value.text)}, but the {sort} is named {sheet.quote(borne)}"
        hint = f"rename the {sort} to {sheet.quote(wanted)}, or mend the {name}"
        sheet.report(KEY_MISMATCH, value, message, hint)
