"""Sheets of a workbook (.xlsx); the value that was saved counts, formulas are never computed."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from generator.importers.results.bombs import refuse_bombs
from generator.importers.results.files import Unreadable
from generator.importers.results.grids import MOST_COLUMNS, MOST_ROWS, Grid, Line, line_of

_MOST_SHEETS = 20
_LAST_ROW = 1_048_576
# what the libraries raise where a file is cut or forged
_FAULTS = (
    InvalidFileException,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    expat.ExpatError,
    ParseError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """The sheets that have content.

    Raises: Unreadable
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            refuse_bombs(content)
            return tuple(_grids(content))
    except _FAULTS as error:
        raise Unreadable("this is no whole .xlsx workbook", "export it again, without a password") from error


def _grids(content: bytes) -> Iterator[Grid]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [each for each in book.worksheets if isinstance(each, ReadOnlyWorksheet)]
        paths = {each._worksheet_path for each in sheets}  # type: ignore[attr-defined]
        if len(sheets) > _MOST_SHEETS or len(paths) < len(sheets):
            raise Unreadable("there are too many sheets, or one twice", "export one sheet")
        for number, sheet in enumerate(sheets, start=1):
            lines = tuple(_lines(sheet))
            if lines:
                yield Grid(number, lines)
    finally:
        book.close()


def _lines(sheet: ReadOnlyWorksheet) -> Iterator[Line]:
    # what a sheet says of its own size may be wrong
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[misc]
    for number, values in enumerate(islice(rows, _LAST_ROW + 1), start=1):
        if number > _LAST_ROW or (number > MOST_ROWS and any(values)):
            raise Unreadable(f"there are more than {MOST_ROWS:,} rows", "split the export", row=number)
        if any(values):
            line = line_of(number, ("" if value is None else _text(value) for value in values))
            if line is not None:
                yield line


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
