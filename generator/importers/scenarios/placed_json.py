"""JSON whose objects know the line that they begin in."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from json import scanner
from typing import Any

LINE = "\0line"
"""The name under which an object holds its line; no name of a published format holds a NUL."""

_LINE_END = re.compile(r"\n")


class NotJson(ValueError):
    """The text is not JSON, or nested deeper than any test case; `line` is where that shows."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Lines:
    starts: tuple[int, ...]

    def of(self, index: int) -> int:
        return bisect.bisect_right(self.starts, index)


class _PlacedDecoder(json.JSONDecoder):
    """The decoder of the standard library, noting with each object where it begins."""

    def __init__(self, lines: _Lines) -> None:
        super().__init__()
        parse_object: Any = json.decoder.JSONObject  # type: ignore[attr-defined]

        def placed(state: tuple[str, int], *rest: Any) -> tuple[Any, int]:
            found, end = parse_object(state, *rest)
            return {**found, LINE: lines.of(state[1] - 1)}, end

        self.parse_object = placed
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def loads(text: str) -> object:
    """The value that `text` writes, each of its objects with its `LINE`. Raises: NotJson."""
    lines = _Lines((0, *(found.end() for found in _LINE_END.finditer(text))))
    try:
        found: object = _PlacedDecoder(lines).decode(text)
    except json.JSONDecodeError as error:
        raise NotJson(f"this is not JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise NotJson("lists and objects are nested too deep", 1) from error
    except ValueError as error:
        raise NotJson("a number has too many digits", 1) from error
    return found


def line_of(value: Mapping[str, object], default: int = 1) -> int:
    """The line in which an object begins."""
    line = value.get(LINE, default)
    return line if isinstance(line, int) else default
