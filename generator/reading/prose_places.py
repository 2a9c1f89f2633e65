"""Where an offset of an inline text stands in its file: markdown-it itself only knows lines of blocks."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.token import Token

from generator.diagnostics import Position

_BLANKS = " \t"
_CONTAINER_MARKS = " \t>*+-.):~0123456789"


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a text and where its first character stands."""

    lines: tuple[str, ...]
    position: Position

    def place(self, line: int, column: int) -> Position:
        """The position of a 0-based line and column of the text."""
        start = self.position
        return Position(start.path, start.line + line, start.column + column)

    def start_of(self, token: Token) -> Position:
        """Where a block begins: the first character of its first line that is not blank."""
        if token.map is None:
            return self.position
        line = self._line(token.map[0])
        return self.place(token.map[0], len(line) - len(line.lstrip(_BLANKS)))

    def in_fence(self, fence: Token, line: int, column: int) -> Position:
        """Where a 0-based line and column of a fence's content stand."""
        number = (fence.map[0] if fence.map else 0) + 1 + line
        piece = fence.content.split("\n")[line]
        return self.place(number, max(_column_of(piece, self._line(number)), 0) + column)

    def placer(self, inline: Token, cell: int | None) -> Callable[[int], Position]:
        """From offsets in the content of `inline` to positions; `cell` is its column in a table."""
        first = inline.map[0] if inline.map else 0
        if cell is not None:
            return self._placer_in_cell(inline.content, first, cell)
        return self._placer_in_lines(inline.content, first)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _placer_in_lines(self, content: str, first: int) -> Callable[[int], Position]:
        starts = [0]
        for piece in content.split("\n")[:-1]:
            starts.append(starts[-1] + len(piece) + 1)

        def place(offset: int) -> Position:
            number = bisect.bisect_right(starts, offset) - 1
            end = starts[number + 1] - 1 if number + 1 < len(starts) else len(content)
            piece = content[starts[number] : end]
            column = _column_of(piece, self._line(first + number))
            return self.place(first + number, column + offset - starts[number])

        return place

    def _placer_in_cell(self, content: str, line: int, cell: int) -> Callable[[int], Position]:
        column = _column_of_cell(content, self._line(line), cell)

        def place(offset: int) -> Position:
            # Every pipe inside a cell was written with a backslash before it.
            return self.place(line, column + offset + content.count("|", 0, offset))

        return place


def _column_of(piece: str, line: str) -> int:
    """Where a line of a block's content begins in its source line, behind the marks of its containers."""
    bare = piece.strip(_BLANKS)
    lead = len(piece) - len(piece.lstrip(_BLANKS))
    start = len(line.rstrip(_BLANKS)) - len(bare)
    if start < 0 or not line.startswith(bare, start):
        start = max(line.find(bare), 0)
    return start - lead


def _column_of_cell(content: str, line: str, cell: int) -> int:
    spans = _split_cells(line)
    begins_with_pipe = not line[: spans[0][1]].strip(_CONTAINER_MARKS)
    candidates = (cell + 1, cell) if begins_with_pipe else (cell, cell + 1)
    for candidate in candidates:
        if candidate < len(spans):
            start, end = spans[candidate]
            raw = line[start:end].rstrip(_BLANKS)
            written = content.replace("|", "\\|")
            if raw.endswith(written):
                return start + len(raw) - len(written)
    return 0


def _split_cells(line: str) -> list[tuple[int, int]]:
    """Start and end of what stands between the pipes of a row; a pipe after a backslash is text."""
    spans = []
    start = 0
    pipe = line.find("|")
    while pipe >= 0:
        if pipe == 0 or line[pipe - 1] != "\\":
            spans.append((start, pipe))
            start = pipe + 1
        pipe = line.find("|", pipe + 1)
    spans.append((start, len(line)))
    return spans
