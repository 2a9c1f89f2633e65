"""Rows of cells, whatever sort of file they came in; the content of a file tells its sort, not its name."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST_ROWS = 200_000
MOST_COLUMNS = 32


class FileSort(enum.Enum):
    """What sort of file an export is."""

    TEXT = "text"
    OLD_WORKBOOK = "xls"
    WORKBOOK = "xlsx"


class Line(NamedTuple):
    """A row that is not empty: its number in the sheet (the first is 1), and its cells as text."""

    number: int
    cells: Sequence[str]


class Grid(NamedTuple):
    """A sheet with content: its place among the file's sheets (the first is 1), and its rows."""

    number: int
    lines: Sequence[Line]


_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def sort_of(content: bytes) -> FileSort:
    """The sort of a file with this content; what is no workbook is taken for text."""
    if content.startswith(_OLE2):
        return FileSort.OLD_WORKBOOK
    return FileSort.WORKBOOK if content.startswith(_ZIP) else FileSort.TEXT


def line_of(number: int, cells: Iterable[str]) -> Line | None:
    """The row with its cells trimmed; None if it is empty."""
    trimmed = [cell.strip() for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return Line(number, trimmed) if trimmed else None
