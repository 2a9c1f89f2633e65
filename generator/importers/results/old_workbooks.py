"""Sheets of an old workbook (.xls); the value that was saved counts, formulas are never computed."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XL_WORKBOOK_GLOBALS
from xlrd.compdoc import CompDocError

from generator.importers.results.files import Unreadable
from generator.importers.results.grids import MOST_COLUMNS, Grid, Line, line_of

_MOST_SHEETS = 20
_VERSIONS = (50, 70, 80)
# what the library raises where a file is cut or forged
_FAULTS = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """The sheets that have content.

    Raises: Unreadable
    """
    try:
        return tuple(_grids(content))
    except _FAULTS as error:
        raise Unreadable(
            "this is no whole .xls workbook, or it is encrypted", "export it again, without a password"
        ) from error


class _Book(xlrd.book.Book):  # type: ignore[misc]
    """A workbook whose names are passed over: their formulas could be made to grow without end."""

    def handle_name(self, data: bytes) -> None:
        """Nothing: no result is in a name."""


def _open(content: bytes) -> _Book:
    """The workbook, as the library's own function opens it."""
    book = _Book()
    # the log file would else be the standard output, and the library quotes cells there
    book.biff2_8_load(
        file_contents=content, logfile=io.StringIO(), use_mmap=False, on_demand=True, ragged_rows=True
    )
    book.biff_version = book.getbof(XL_WORKBOOK_GLOBALS)
    if book.biff_version not in _VERSIONS:
        raise Unreadable("this is a workbook of a very old sort", "save it as .xls of Excel 97 or later")
    book.parse_globals()
    book._sheet_list = [None for _ in book._sheet_names]
    book.nsheets = len(book._sheet_list)
    return book


def _grids(content: bytes) -> Iterator[Grid]:
    book = _open(content)
    if book.nsheets > _MOST_SHEETS or len(set(book._sh_abs_posn)) < book.nsheets:
        raise Unreadable("there are too many sheets, or one twice", "export one sheet")
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        lines = tuple(_lines(sheet))
        book.unload_sheet(index)
        if lines:
            yield Grid(index + 1, lines)


def _lines(sheet: xlrd.sheet.Sheet) -> Iterator[Line]:
    for row in range(sheet.nrows):
        types = sheet.row_types(row, 0, MOST_COLUMNS)
        values = sheet.row_values(row, 0, MOST_COLUMNS)
        line = line_of(row + 1, map(_text, types, values))
        if line is not None:
            yield line


def _text(type: int, value: object) -> str:
    if isinstance(value, str):
        return value
    if type == xlrd.XL_CELL_NUMBER and isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
