"""Refuses workbooks (.xlsx) that would take far more time or memory than any export needs."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from generator.importers.results.files import Unreadable

_MOST_PARTS = 500
_MOST_UNPACKED = 50_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_STRINGS = "xl/sharedstrings.xml"
_MOST_STRING_TAGS = 1_000_000
_MOST_TAGS, _LONGEST_PART = 60_000, 2_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_LONGEST_ROW, _LONGEST_REST = 100_000, 1_000_000
_ENCRYPTED = 1
_ALARM = "this workbook holds far more than sheets of results"


def refuse_bombs(content: bytes) -> None:
    """Looks at the parts of a workbook before they are parsed.

    Raises: Unreadable
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
            raise Unreadable("this workbook has too many parts, or two of one name")
        # a part is never unpacked beyond the size that it declares
        if sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise Unreadable("this workbook is far too large when unpacked", "split the export")
        for part in parts:
            is_packed_well = part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if part.flag_bits & _ENCRYPTED or not is_packed_well:
                raise Unreadable("this workbook is encrypted or packed in an unusual way", "export it again")
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_part(part.filename.lower(), archive.read(part))


def _refuse_part(name: str, content: bytes) -> None:
    _refuse_declarations(content)
    if _SHEET.fullmatch(name):
        # rows are forgotten one by one; what is not in a row, or in one that never ends, is kept
        marks = [0, *(found.start() for found in _ROW.finditer(content))]
        ends = [*marks[1:], len(content)]
        longest = (
            max(end - start for start, end in zip(marks[:-1], ends[:-1], strict=True)) if marks[1:] else 0
        )
        is_fair = longest <= _LONGEST_ROW and ends[-1] - marks[-1] <= _LONGEST_REST
    elif name == _STRINGS:
        is_fair = content.count(b"<") <= _MOST_STRING_TAGS
    else:
        is_fair = len(content) <= _LONGEST_PART and content.count(b"<") <= _MOST_TAGS
    if not is_fair:
        raise Unreadable(_ALARM, "export the sheet alone")


class _Root(Exception):
    """The root element begins: no declaration can follow."""


def _refuse_declarations(content: bytes) -> None:
    def on_declaration(*_: object) -> None:
        raise Unreadable("this workbook declares entities", "export it again with an office program")

    def on_root(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = on_declaration
    parser.StartElementHandler = on_root
    try:
        parser.Parse(content, True)
    except _Root:
        return
