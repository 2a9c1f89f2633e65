"""YAML as a tree of texts with their places: no tags, no aliases, no guesses about types."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeGuard

import yaml

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading.sheet import MOST_FINDINGS, more_mistakes
from generator.reading.yaml_mistakes import YAML_SYNTAX, syntax_mistake

YAML_TAG = Rule(
    name="yaml-tag",
    severity=Severity.ERROR,
    summary="Content has no YAML tags: a value's type is decided by its field.",
    is_fixed=True,
)
YAML_ALIAS = Rule(
    name="yaml-alias",
    severity=Severity.ERROR,
    summary="Content has no YAML anchors, aliases or merge keys: every value is written where it stands.",
    is_fixed=True,
)
YAML_KEY = Rule(
    name="yaml-key",
    severity=Severity.ERROR,
    summary="A field's name is a plain word.",
    is_fixed=True,
)
YAML_DEPTH = Rule(
    name="yaml-depth",
    severity=Severity.ERROR,
    summary="Lists and mappings are not nested deeper than any content needs.",
    is_fixed=True,
)
SEVERAL_DOCUMENTS = Rule(
    name="several-documents",
    severity=Severity.ERROR,
    summary="A file holds one YAML document.",
    is_fixed=True,
)
DUPLICATE_FIELD = Rule(
    name="duplicate-field",
    severity=Severity.ERROR,
    summary="A field is written once.",
    is_fixed=True,
)
RULES = (YAML_SYNTAX, YAML_TAG, YAML_ALIAS, YAML_KEY, YAML_DEPTH, SEVERAL_DOCUMENTS, DUPLICATE_FIELD)

_DEEPEST = 50
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE = "<<"
_INDENTATION = re.compile(r" *")


class Style(enum.Enum):
    """How a scalar was written."""

    PLAIN = "plain"
    QUOTED = "quoted"
    LITERAL = "|"
    FOLDED = ">"


_STYLES = {"|": Style.LITERAL, ">": Style.FOLDED, "'": Style.QUOTED, '"': Style.QUOTED}


class ScalarNode(NamedTuple):
    """A value as typed. `text_line` and `text_column` are where the text's first character stands."""

    line: int
    column: int
    text: str
    style: Style
    text_line: int
    text_column: int


class ListNode(NamedTuple):
    """A YAML sequence."""

    line: int
    column: int
    nodes: tuple[Node, ...]


class Entry(NamedTuple):
    """A field of a mapping: its name and its value."""

    name: ScalarNode
    value: Node


class MappingNode(NamedTuple):
    """A YAML mapping; of a field that is written twice, the first counts."""

    line: int
    column: int
    entries: Mapping[str, Entry]

    def scalar(self, name: str) -> ScalarNode | None:
        """The value of field `name`, where it is one text."""
        entry = self.entries.get(name)
        return entry.value if entry and isinstance(entry.value, ScalarNode) else None


class AliasNode(NamedTuple):
    """A YAML alias, which is already reported and stands for nothing."""

    line: int
    column: int


Node: TypeAlias = ScalarNode | ListNode | MappingNode | AliasNode


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML text as nodes (None: it holds nothing that can be read), and what is wrong with it."""

    root: Node | None
    findings: tuple[Diagnostic, ...]


def compose(text: str, path: str, first_line: int = 1) -> Tree:
    """The tree of `text`, which begins in line `first_line` of file `path`."""
    margin = _Margin(path, first_line)
    root = _Composer(text, margin).root()
    return Tree(root, tuple(margin.findings))


class _Hopeless(Exception):
    """Nesting or mistakes went past the limit; composing stops, as what follows may be endless."""


class _Margin:
    """Where events stand in the file, and what is found there."""

    def __init__(self, path: str, first_line: int) -> None:
        self.findings: list[Diagnostic] = []
        self._path = path
        self._first_line = first_line

    def start_of(self, event: yaml.Event) -> tuple[int, int]:
        """Line and column of an event in the file."""
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 1)

    def report(self, rule: Rule, event: yaml.Event, message: str, hint: str) -> None:
        """Notes a finding where an event begins."""
        position = Position(self._path, *self.start_of(event))
        if len(self.findings) == MOST_FINDINGS:
            self.findings.append(more_mistakes(position))
            raise _Hopeless
        self.findings.append(rule.at(position, message, hint))

    def report_syntax(self, error: yaml.YAMLError) -> None:
        """Notes that the text is not YAML."""
        self.findings.append(syntax_mistake(error, self._path, self._first_line))

    def report_extras(self, event: yaml.Event) -> None:
        """Notes aliases, anchors and tags."""
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out; quote it if it begins with `*`"
            self.report(YAML_ALIAS, event, "a YAML alias is not allowed", hint)
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                hint = "remove it; quote the value if it begins with `&`"
                self.report(YAML_ALIAS, event, "a YAML anchor is not allowed", hint)
            if getattr(event, "tag", None) is not None:
                hint = "remove it; quote the value if it begins with `!`"
                self.report(YAML_TAG, event, "a YAML tag is not allowed", hint)


class _Composer:
    """Builds the nodes of one text from the parser's events."""

    def __init__(self, text: str, margin: _Margin) -> None:
        self._text = text
        self._margin = margin
        self._lines: list[str] | None = None
        self._events: Iterator[yaml.Event] = iter(_LOADER(text).get_event, None)

    def root(self) -> Node | None:
        """The text's only document; None where there is none or its syntax is wrong."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            self._margin.report_syntax(error)
        except _Hopeless:
            pass
        return None

    def _document(self) -> Node | None:
        found: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._margin.report(
                        SEVERAL_DOCUMENTS, event, "a second YAML document begins here", "keep one"
                    )
                    break
                found = self._node(next(self._events), 1)
        return found

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line, column = self._margin.start_of(event)
        self._margin.report_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            if not event.style:
                return ScalarNode(line, column, event.value, Style.PLAIN, line, column)
            return self._styled(event, line, column)
        if isinstance(event, yaml.AliasEvent):
            return AliasNode(line, column)
        if depth > _DEEPEST:
            message = f"lists and mappings are nested deeper than {_DEEPEST}"
            self._margin.report(YAML_DEPTH, event, message, "no content needs that; is a bracket not closed?")
            raise _Hopeless
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(line, column, tuple(self._nodes(depth)))
        return MappingNode(line, column, self._entries(depth))

    def _nodes(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if self._is_name(name, event):
                first = entries.setdefault(name.text, Entry(name, value)).name
                if first is not name:
                    message = "this field is written twice in one mapping"
                    hint = f"line {first.line} has it first; keep one"
                    self._margin.report(DUPLICATE_FIELD, event, message, hint)
        return entries

    def _is_name(self, name: Node, event: yaml.Event) -> TypeGuard[ScalarNode]:
        if isinstance(name, AliasNode):
            return False
        if not isinstance(name, ScalarNode):
            self._margin.report(YAML_KEY, event, "a field's name is one word", "put it between quotes")
            return False
        if name.text == _MERGE and name.style is Style.PLAIN:
            self._margin.report(YAML_ALIAS, event, "a YAML merge key is not allowed", "write the fields out")
            return False
        if not name.text:
            self._margin.report(YAML_KEY, event, "a field has no name", "write a name before the colon")
        return bool(name.text)

    def _styled(self, event: yaml.ScalarEvent, line: int, column: int) -> ScalarNode:
        """A scalar between quotes, or a block of text."""
        style = _STYLES[event.style or "'"]
        if style is Style.QUOTED:
            return ScalarNode(line, column, event.value, style, line, column + 1)
        mark = event.start_mark
        text_column = self._block_column(event.value, mark.line + 1 if mark else 0)
        return ScalarNode(line, column, event.value, style, line + 1, text_column)

    def _block_column(self, text: str, index: int) -> int:
        """Where the lines of a block begin, from line `index`: what stands before its text is indentation."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        own_spaces = len(_indentation(text.lstrip("\n")))
        for number in range(index, len(self._lines)):
            line = self._lines[number]
            if line.strip(" "):
                return len(_indentation(line)) - own_spaces + 1
        return 1


def _indentation(line: str) -> str:
    found = _INDENTATION.match(line)
    return found[0] if found else ""
