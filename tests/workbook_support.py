"""Sheets as workbooks, old and new."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import xlwt

Rows = Sequence[Sequence[str | int | None]]
HEADER = (
    "Organisation",
    "System",
    "Profile",
    "Actor",
    "Option",
    "Type",
    "Results",
    "R/O",
    "V",
    "W",
    "P",
    "F",
)
SHEET: Rows = (
    HEADER,
    ("Acme Devices", "ACME_1", "ONE", "SENDER", "NONE", "T", "Pass", "3/1", 4, 0, 0, 0),
    ("Birke & Söhne", "BIRCH_1", "TWO", "CLOCK", "NONE", "S", "Did not complete", "1/0", 0, 0, 0, 1),
)


def as_xls(*sheets: Rows, book: xlwt.Workbook | None = None) -> bytes:
    book = book or xlwt.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.add_sheet(f"Sheet {number}")
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(index, column, value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_xlsx(*sheets: Rows) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
