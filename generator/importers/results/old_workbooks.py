"""Sheets of an old workbook (.xls); the value that was saved counts, formulas are never computed."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDocError

from generator.importers.results.files import Unreadable
from generator.importers.results.grids import MOST_COLUMNS, Grid, Line, line_of

_MOST_SHEETS = 50
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


def _grids(content: bytes) -> Iterator[Grid]:
    # the log file would else be the standard output, and the library quotes cells there
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    if book.nsheets > _MOST_SHEETS:
        raise Unreadable("there are too many sheets", "export one sheet")
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
