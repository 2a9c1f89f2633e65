"""Reads a guide's `sushi-config.yaml` as plain text values, bounded and without YAML's cleverness."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.unseen import without_unseen

LARGEST_FILE = 500_000
DEEPEST_NESTING = 30

Value = str | list["Value"] | dict[str, "Value"]


class _Open:
    """A list or mapping that is still being read, and the key that waits for its value."""

    def __init__(self, value: list[Value] | dict[str, Value]) -> None:
        self.value = value
        self.key: str | None = None


class _Builder:
    """Puts YAML events together; anchors are not followed, tags mean nothing."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.root: Value = ""
        self.stack: list[_Open] = []

    def put(self, value: Value, line: int) -> None:
        """Store a finished or just opened value where the innermost collection expects it."""
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            top.key = value if isinstance(value, str) else ""
        else:
            if top.key in top.value:
                self.report.add(self.file, line, top.key, "this key stands twice; the first value counts")
            top.value.setdefault(top.key, value)
            top.key = None


def read_settings(text: str, file: str, report: Report) -> dict[str, Value]:
    """A guide's settings; empty if the file holds something else."""
    if len(text) > LARGEST_FILE:
        report.add(file, 1, "the settings", f"more than {LARGEST_FILE} characters, so they are not read")
        return {}
    value = read_value(text, file, report)
    return value if isinstance(value, dict) else {}


def read_value(text: str, file: str, report: Report) -> Value:
    """What a YAML file holds as nested text, lists and mappings, up to its first mistake."""
    builder = _Builder(file=file, report=report)
    try:
        for event in _events(text):
            if not _take(builder, event):
                break
    except (yaml.YAMLError, ValueError, RecursionError) as mistake:
        report.add(file, _line_of(mistake), "the settings", f"not YAML from here on: {_reason(mistake)}")
    return builder.root


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=yaml.BaseLoader))


def _take(builder: _Builder, event: yaml.Event) -> bool:
    line = event.start_mark.line + 1 if event.start_mark else 1
    tag = event.tag if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else None
    if tag:
        builder.report.add(builder.file, line, str(tag), "YAML tags mean nothing here")
    if isinstance(event, yaml.ScalarEvent):
        builder.put(without_unseen(event.value), line)
    elif isinstance(event, yaml.AliasEvent):
        builder.report.add(builder.file, line, f"*{event.anchor}", "YAML aliases are not followed")
        builder.put("", line)
    elif isinstance(event, yaml.CollectionStartEvent):
        return _open(builder, event, line)
    elif isinstance(event, yaml.CollectionEndEvent):
        builder.stack.pop()
    return not isinstance(event, yaml.DocumentEndEvent)


def _open(builder: _Builder, event: yaml.Event, line: int) -> bool:
    if len(builder.stack) >= DEEPEST_NESTING:
        builder.report.add(builder.file, line, "the settings", "nested too deeply, not read from here on")
        return False
    value: list[Value] | dict[str, Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
    builder.put(value, line)
    builder.stack.append(_Open(value))
    return True


def _line_of(mistake: Exception) -> int:
    mark = getattr(mistake, "problem_mark", None)
    return int(mark.line) + 1 if mark is not None else 1


def _reason(mistake: Exception) -> str:
    return str(getattr(mistake, "problem", None) or type(mistake).__name__)


def text_of(settings: dict[str, Value], *names: str) -> str:
    """The text of the first of these settings that is text; empty if none is. Names ignore case."""
    by_name = {name.casefold(): value for name, value in settings.items()}
    for name in names:
        value = by_name.get(name.casefold())
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def mapping_of(settings: dict[str, Value], name: str) -> dict[str, Value]:
    """A setting's mapping; a list of mappings, which editors often write instead, is joined to one."""
    value = settings.get(name, {})
    if isinstance(value, dict):
        return value
    joined: dict[str, Value] = {}
    for part in value if isinstance(value, list) else ():
        if isinstance(part, dict):
            for key, inner in part.items():
                joined.setdefault(key, inner)
    return joined
