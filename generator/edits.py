"""Changes of a content file's text at a place, which leave every other character as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTES = "'\""
_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_DATE = re.compile(r"""\bdate:\s*["']?(\d{4}-\d{2}-\d{2})\b""")
_ENTRY = re.compile(r"( *)- ")


def replaced_at(text: str, line: int, column: int, old: str, new: str) -> str | None:
    """The text with `new` for the `old` that stands at a place, perhaps in quotes; None if it does not."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return None
    there = lines[line - 1]
    # A mark at the start of a file is no character of its first line.
    start = column - 1 + (line == 1 and there.startswith("\ufeff"))
    if there[start : start + 1] in _QUOTES and there[start : start + 1]:
        start += 1
    end = start + len(old)
    after = there[end : end + 1]
    if there[start:end] != old or after.isalnum() or after in ("_", "-", "."):
        return None
    lines[line - 1] = there[:start] + new + there[end:]
    return "\n".join(lines)


def tidy(text: str, *, is_yaml: bool) -> str:
    """The text without spaces at the ends of lines where they mean nothing, and with an end of its last line.

    They mean something in a text (two make a new line) and in a value of several lines.
    """
    if not text:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") else text + end
    if not is_yaml:
        return whole
    lines = whole.split("\n")
    kept = _lines_of_long_values(whole)
    return "\n".join(
        line if number in kept else _TRAILING.sub("", f"{line}\n").removesuffix("\n")
        for number, line in enumerate(lines)
    )


def _lines_of_long_values(text: str) -> frozenset[int]:
    """The lines, from 0, in which a value begins or goes on that takes several."""
    kept: set[int] = set()
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, yaml.ScalarToken) and token.end_mark.line > token.start_mark.line:
            kept.update(range(token.start_mark.line, token.end_mark.line + 1))
    return frozenset(kept)


class _Block(NamedTuple):
    """An entry of a list: its date, and its lines."""

    date: str
    lines: tuple[str, ...]


def in_order(text: str, line: int) -> str | None:
    """The text with the list in which a line stands in order of its dates, the newest first.

    None where that is not safe: an entry has no date of its own, or something stands between entries.
    """
    lines = text.split("\n")
    first = line - 1
    while first >= 0 and not _ENTRY.match(lines[first]):
        first -= 1
    if first < 0:
        return None
    indent = lines[first].index("-")
    while first > 0 and _belongs(lines[first - 1], indent):
        first -= 1
    last = line
    while last < len(lines) and _belongs(lines[last], indent):
        last += 1
    blocks = list(_blocks(lines[first:last], indent))
    if any(not block.date for block in blocks):
        return None
    ordered = sorted(blocks, key=lambda block: block.date, reverse=True)
    return "\n".join([*lines[:first], *(one for block in ordered for one in block.lines), *lines[last:]])


def _belongs(line: str, indent: int) -> bool:
    """Whether a line is one of a list's entries, whose dashes stand at `indent`."""
    depth = len(line) - len(line.lstrip(" "))
    return (
        bool(line.strip())
        and not line.lstrip().startswith("#")
        and (depth > indent or (depth == indent and line[depth:].startswith("- ")))
    )


def _blocks(lines: list[str], indent: int) -> Iterator[_Block]:
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].startswith(f"{' ' * indent}- "):
            block = tuple(lines[start:number])
            dates = _DATE.findall("\n".join(block))
            yield _Block(dates[0] if len(dates) == 1 else "", block)
            start = number
