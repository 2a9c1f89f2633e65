"""Reads a text line by line: where it is, what is left of the line, what blocks it has found so far."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importers.ihe_ig.blocks import Blank, Block, Frame, Heading, Quote
from generator.importers.ihe_ig.lines import indent_of, list_content
from generator.importers.ihe_ig.notes import Report


class Reader:
    """The lines of a text and how far it is read; `first` is the page's line of the first one."""

    def __init__(self, text: str, file: str, report: Report, first: int, depth: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.file = file
        self.report = report
        self.first = first
        self.depth = depth
        self.row = self.column = self.offset = 0
        self.blocks: list[Block] = []
        self.columns: list[int] = []
        self.unclosed = 0
        self.open_fences: set[str] = set()

    @property
    def line(self) -> int:
        """The page's line that is read now."""
        return self.first + self.row

    @property
    def current(self) -> str:
        """What is left of the line that is read now."""
        text = self.lines[self.row]
        return text[self.column :].lstrip() if self.column else text

    @property
    def is_at_end(self) -> bool:
        """Whether all lines have been read."""
        return self.row >= len(self.lines)

    @property
    def is_after_space(self) -> bool:
        """Whether nothing stands directly above the current line."""
        return not self.blocks or isinstance(self.blocks[-1], Blank)

    def note(self, what: str, why: str) -> None:
        """Note something about the line that is read now."""
        self.report.add(self.file, self.line, what, why)

    def next_line(self, count: int = 1) -> None:
        """Go on to a later line."""
        for text in self.lines[self.row : self.row + count]:
            self.offset += len(text) + 1
        self.row += count
        self.column = 0

    def go_to(self, place: int) -> None:
        """Go on at a place of the text; a line of which nothing is left is done."""
        while not self.is_at_end and self.offset + len(self.lines[self.row]) < place:
            self.next_line()
        if self.is_at_end:
            return
        self.column = place - self.offset
        if not self.lines[self.row][self.column :].strip():
            self.next_line()

    def leave_lists(self) -> None:
        """Forget the lists that the current line no longer belongs to."""
        text = self.current
        if self.is_after_space and list_content(text) is None:
            indent = indent_of(text)
            self.columns = [column for column in self.columns if column <= indent]


def headings_of(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """All headings, those inside quotations and frames included, in the order they stand."""
    found: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block)
        elif isinstance(block, Quote | Frame):
            found.extend(headings_of(block.blocks))
    return tuple(found)
