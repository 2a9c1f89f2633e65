"""The sheet of test management in every sort of file: the content tells the sort, the name does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from export_support import Read, export_root, in_short, read_root
from workbook_support import HEADER, SHEET, Rows, as_xls, as_xlsx

ROWS = ["acme ACME_1 ONE sender - completed", "birch BIRCH_1 TWO clock - not-completed"]


def as_csv(*sheets: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(sheets[0])
    return text.getvalue().encode()


def reading_of(folder: Path, content: bytes, file: str) -> Read:
    return in_short(read_root(export_root(folder, content=content, file=file, format="gazelle-summary")))


@pytest.mark.parametrize("make", [as_csv, as_xls, as_xlsx])
@pytest.mark.parametrize("file", ["results.csv", "results.xls", "results.xlsx"])
def test_the_sheet_says_the_same_in_every_file(make: Callable[..., bytes], file: str, tmp_path: Path) -> None:
    found = reading_of(tmp_path, make(SHEET), file)
    assert (found.rows, found.findings) == (ROWS, [])


@pytest.mark.parametrize("make", [as_xls, as_xlsx])
def test_a_workbook_is_no_redacted_copy(make: Callable[..., bytes], tmp_path: Path) -> None:
    redacted = (HEADER, ("acme", "ACME_1", "ONE", "sender", "NONE", None, "Pass", *[None] * 5))
    assert reading_of(tmp_path, make(redacted), "results.csv").excess == ["1:1"]


@pytest.mark.parametrize("make", [as_xls, as_xlsx])
def test_a_finding_gives_the_sheet_where_there_are_several(
    make: Callable[..., bytes], tmp_path: Path
) -> None:
    second = (("A title",), (), HEADER, ("acme", "ACME_1", "ONE", "sender", "NONE", "", "Fine"))
    found = reading_of(tmp_path, make(SHEET, (), second), "results.xls")
    assert found.findings == ["4:7: error: sheet 3: the result `Fine` is not known [unknown-label]"]


@pytest.mark.parametrize("make", [as_xls, as_xlsx])
def test_a_sheet_without_results_beside_the_results_is_passed_over(
    make: Callable[..., bytes], tmp_path: Path
) -> None:
    found = reading_of(tmp_path, make((("Legend",), ("T", "thorough")), SHEET), "results.xls")
    assert (found.rows, found.findings) == (ROWS, [])


@pytest.mark.parametrize("make", [as_xls, as_xlsx])
def test_remarks_beside_the_columns_of_a_workbook_hide_no_row(
    make: Callable[..., bytes], tmp_path: Path
) -> None:
    rows = (SHEET[0], (*SHEET[1], None, "seen by somebody"), SHEET[2])
    assert reading_of(tmp_path, make(rows), "results.xls").rows == ROWS


def test_a_copy_in_windows_1252_is_read(tmp_path: Path) -> None:
    content = as_csv(SHEET).decode().encode("cp1252")
    assert reading_of(tmp_path, content, "results.csv").rows == ROWS


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    found = reading_of(tmp_path, b"\xef\xbb\xbf" + as_csv(SHEET), "results.csv")
    assert (found.rows, found.findings) == (ROWS, [])
