"""Broken and hostile exports: a finding at the file, in bounded time and memory, never a traceback."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwt

from export_support import KEY, Read, export_root, in_short, read_root
from workbook_support import SHEET, as_xls, as_xlsx

LONGEST_SECONDS = 20
MOST_BYTES = 400_000_000


def reading_of(folder: Path, content: bytes | None, file: str = "results.csv") -> Read:
    return in_short(read_root(export_root(folder, content=content, file=file, format="gazelle-summary")))


def repacked(change: Callable[[str, bytes], bytes], added: dict[str, bytes] | None = None) -> bytes:
    """The workbook with parts changed and added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(SHEET))) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return written.getvalue()


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    return repacked(lambda name, content: change(content) if "worksheets/" in name else content)


def before_the_end(added: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"</sheetData>", added + b"</sheetData>")


def many_fonts(name: str, content: bytes) -> bytes:
    return content.replace(b"<fonts", b"<fonts>" + b"<font/>" * 70_000 + b"</fonts><fonts", 1)


def entities(content: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    start = content.index(b"<worksheet")
    return content[:start] + declared + content[start:]


def cases() -> Iterator[tuple[str, bytes]]:
    xls, xlsx = as_xls(SHEET), as_xlsx(SHEET)
    yield "a cut .xls", xls[: len(xls) // 2]
    yield "only the first bytes of an .xls", xls[:512]
    yield "a cut .xlsx", xlsx[: len(xlsx) // 2]
    yield "a zip with something else", repacked(lambda name, content: b"")
    yield "a zip bomb", repacked(lambda name, content: content, {"xl/media/x.bin": bytes(60_000_000)})
    yield (
        "a bomb of shared strings",
        repacked(lambda name, content: content, {"xl/x.xml": b"<a>" * 5_000_000}),
    )
    yield "styles without end", repacked(many_fonts)
    yield "a row without end", with_sheet(before_the_end(b"<row>" + b"<c/>" * 300_000 + b"</row>"))
    yield "elements beside the rows", with_sheet(lambda content: content + b"<!--x-->" + b"<z/>" * 300_000)
    yield "entities in the sheet", with_sheet(entities)
    yield "a sheet that is no XML", with_sheet(lambda content: content[:-20])
    yield "row numbers that are none", with_sheet(lambda content: content.replace(b'r="2"', b'r="x"'))
    yield "a PDF", b"%PDF-1.7 secret"
    yield "gzip", b"\x1f\x8b\x08secret"
    yield "a web page", b"<html><table><tr><td>Organisation</td></tr></table></html>"
    yield "UTF-16", "Organisation,System".encode("utf-16")
    yield "Shift JIS", "Organisation,System\nリスクあり,合格\n".encode("shift_jis")
    yield "NUL bytes", b"Organisation,\0System"
    yield "a cell without end", b'Organisation,System\n"' + b"x" * 200_000
    yield "no text at all", bytes(range(256))


CASES = list(cases())


@pytest.mark.parametrize(("name", "content"), CASES, ids=[name for name, _ in CASES])
def test_a_file_that_is_no_export_is_one_finding(name: str, content: bytes, tmp_path: Path) -> None:
    found = reading_of(tmp_path, content)
    assert found.rows == [] and len(found.findings) == 1
    assert found.findings[0].endswith(("[broken-export]", "[unknown-column]"))
    assert "secret" not in found.findings[0]


@pytest.mark.parametrize(("name", "content"), CASES, ids=[name for name, _ in CASES])
def test_what_cannot_be_read_is_more_than_a_redacted_copy(name: str, content: bytes, tmp_path: Path) -> None:
    assert reading_of(tmp_path, content).excess != []


@pytest.mark.parametrize(
    "content",
    [
        b'{"resourceType": "TestReport", "x": ' + b"[" * 1_000_000,
        b'{"resourceType": "TestReport", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"resourceType": "Bundle", "entry": [{"resource": 1}]}',
        b'{"resourceType": "TestReport", "participant": [1]}',
        b'{"resourceType": "TestReport", "testScript": {"reference": 1}}',
        b'{"resourceType": "TestReport", "x": ' + b"9" * 10_000 + b"}",
        b'{"resourceType": "TestReport", "x": "\\ud800"}',
        b'{"resourceType": "Bundle", "type": [], "entry": []}',
        b"[]",
        b"",
    ],
)
def test_reports_that_are_none_are_a_finding_or_more_than_a_redacted_copy(
    content: bytes, tmp_path: Path
) -> None:
    root = export_root(tmp_path, content=content, file="x.json", format="fhir-testreport")
    found = in_short(read_root(root))
    assert found.rows == [] and found.excess != []


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b'<row r="2"', b'<row r="1048576"'),
        lambda content: content.replace(b'<row r="2"', b'<row r="999999999999"'),
        lambda content: content.replace(b'r="A2"', b'r="XFD2"'),
        lambda content: content.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
        lambda content: content.replace(b"</sheetData>", b"<row/>" * 60_000 + b"</sheetData>"),
        lambda content: content.replace(
            b"</sheetData>", b"<row><c t='str'><f>1+1</f><v>x</v></c></row>" * 6_000 + b"</sheetData>"
        ),
    ],
    ids=["last row", "absurd row", "last column", "absurd dimension", "empty rows", "formulas"],
)
def test_absurd_sheets_take_bounded_time_and_memory(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    content = with_sheet(change)
    tracemalloc.start()
    start = time.process_time()
    reading_of(tmp_path, content)
    seconds, (_, most) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < LONGEST_SECONDS and most < MOST_BYTES


@pytest.mark.parametrize("make", [as_xls, as_xlsx])
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_a_finding_or_is_read(
    make: Callable[..., bytes], seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chance, content = random.Random(seed), bytearray(make(SHEET))
    for _ in range(chance.randint(1, 60)):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    found = reading_of(tmp_path, bytes(content))
    assert found.rows or found.findings
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("row", [b"200001", b"1048577", b"999999999999"])
def test_a_row_beyond_the_limit_is_not_passed_over_in_silence(row: bytes, tmp_path: Path) -> None:
    content = with_sheet(lambda content: content.replace(b'<row r="3"', b'<row r="%s"' % row))
    assert [line.rpartition(" ")[2] for line in reading_of(tmp_path, content).findings] == ["[broken-export]"]


class WorkbookWithNames(xlwt.Workbook):
    """Holds names of which each is the one before it, twice."""

    def _Workbook__country_rec(self) -> bytes:
        formulas = [b"\x17\x04\x00aaaa"]
        formulas += [struct.pack("<BHH", 0x23, number, 0) * 2 + b"\x08" for number in range(1, 60)]
        return b"".join(map(name_record, formulas))


def name_record(formula: bytes) -> bytes:
    head = struct.pack("<HBBHHH4B", 0, 0, 1, len(formula), 0, 0, 0, 0, 0, 0)
    return struct.pack("<HH", 0x18, len(head) + 2 + len(formula)) + head + b"\0n" + formula


def test_names_of_a_workbook_that_grow_without_end_are_not_computed(tmp_path: Path) -> None:
    content = as_xls(SHEET, book=WorkbookWithNames())
    assert len(reading_of(tmp_path, content, "results.xls").rows) == 2


def test_a_missing_export_is_reported_at_its_list(tmp_path: Path) -> None:
    assert reading_of(tmp_path, None).findings == ["10:12: error: there is no such file [missing-export]"]


@pytest.mark.parametrize(
    "file", ["../session.yml", "exports/../session.yml", "session.yml", "exports/.hidden"]
)
def test_an_export_outside_of_its_folder_is_not_opened(file: str, tmp_path: Path) -> None:
    root = export_root(tmp_path, content=None, format="gazelle-summary")
    session = root / "results_data" / KEY / "session.yml"
    session.write_text(session.read_text().replace("exports/results.csv", file))
    assert [line.rpartition(" ")[2] for line in in_short(read_root(root)).findings] == ["[missing-export]"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root = export_root(tmp_path, content=None, format="gazelle-summary")
    (root / "results_data" / KEY / "exports/results.csv").symlink_to("/etc/hostname")
    exported = in_short(read_root(root, is_clean=False))
    assert exported.findings == ["10:12: error: a symbolic link is not followed [broken-export]"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = export_root(tmp_path, content=None, format="gazelle-summary")
    os.mkfifo(root / "results_data" / KEY / "exports/results.csv")
    exported = in_short(read_root(root, is_clean=False))
    assert exported.findings == ["10:12: error: this is not a plain file [broken-export]"]
