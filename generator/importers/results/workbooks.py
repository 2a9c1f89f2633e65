"""Sheets of a workbook (.xlsx); the value that was saved counts, formulas are never computed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from generator.importers.results.files import Unreadable
from generator.importers.results.grids import MOST_COLUMNS, MOST_ROWS, Grid, Line, line_of

_MOST_SHEETS = 50
_LAST_ROW = 1_048_576
_MOST_PARTS = 500
_MOST_UNPACKED = 50_000_000
_MOST_BESIDE_SHEETS = 12_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CHUNK = 65_536
_ENCRYPTED = 1
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
            _refuse_bombs(content)
            return tuple(_grids(content))
    except _FAULTS as error:
        raise Unreadable("this is no whole .xlsx workbook", "export it again, without a password") from error


def _refuse_bombs(content: bytes) -> None:
    """Refuses what would take much more memory than an export needs, or declares types of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
            raise Unreadable("this workbook has too many parts, or two of one name")
        # a part is never unpacked beyond the size that it declares
        if sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise Unreadable("this workbook is far too large when unpacked", "split the export")
        if sum(p.file_size for p in parts if not _SHEET.fullmatch(p.filename)) > _MOST_BESIDE_SHEETS:
            raise Unreadable("this workbook holds far more than sheets of results", "export the sheet alone")
        for part in parts:
            if part.flag_bits & _ENCRYPTED or part.compress_type not in (
                zipfile.ZIP_STORED,
                zipfile.ZIP_DEFLATED,
            ):
                raise Unreadable("this workbook is encrypted or packed in an unusual way", "export it again")
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                with archive.open(part) as opened:
                    _refuse_declarations(opened)


class _Root(Exception):
    """The root element begins: no declaration can follow."""


def _refuse_declarations(opened: IO[bytes]) -> None:
    def on_declaration(*_: object) -> None:
        raise Unreadable("this workbook declares entities", "export it again with an office program")

    def on_root(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = on_declaration
    parser.StartElementHandler = on_root
    try:
        while chunk := opened.read(_CHUNK):
            parser.Parse(chunk, False)
    except _Root:
        return


def _grids(content: bytes) -> Iterator[Grid]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        if len(book.worksheets) > _MOST_SHEETS:
            raise Unreadable("there are too many sheets", "export one sheet")
        for number, sheet in enumerate(book.worksheets, start=1):
            lines = tuple(_lines(sheet)) if isinstance(sheet, ReadOnlyWorksheet) else ()
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
