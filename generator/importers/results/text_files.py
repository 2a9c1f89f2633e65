"""Text files with separators: their encoding and their separator, where both are beyond doubt."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from generator.importers.results.files import Unreadable
from generator.importers.results.grids import MOST_ROWS, Grid, Line, line_of

SEPARATORS = (",", ";", "\t")
_SAMPLED = 40
_FOREIGN = {b"%PDF": "a PDF", b"\x1f\x8b": "a compressed file", b"\x09\x08": "a very old workbook"}
# what Windows-1252 text of the field's languages holds: letters, quotes, dashes, signs
_LIKELY = frozenset("ŠšŽžŒœŸ‘’“”–—…€™°«»©®´·") | {chr(code) for code in range(0xC0, 0x100)} - {"×", "÷"}
_RUN_OF_HIGH = re.compile(rb"[\x80-\xff]{3}")
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table)", re.IGNORECASE)


def text_of(content: bytes) -> str:
    """The text that `content` encodes: UTF-8, or Windows-1252 where it can be nothing else.

    Raises: Unreadable
    """
    for start, name in _FOREIGN.items():
        if content.startswith(start):
            raise Unreadable(f"this is {name}, not an export")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        raise Unreadable("this is not text in UTF-8", "save it as CSV in UTF-8")
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        text = _windows_text(content, row=content.count(b"\n", 0, error.start) + 1)
    if _MARKUP.match(text[:200]):
        raise Unreadable("this is a web page or XML, not an export", "export it as CSV, XLS or XLSX")
    return text


def _windows_text(content: bytes, *, row: int) -> str:
    """The text in Windows-1252, if it is clearly that."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    foreign = [letter for letter in text if not letter.isascii()]
    is_clear = (
        bool(text)
        and not _RUN_OF_HIGH.search(content)
        and all(letter in _LIKELY for letter in foreign)
        and len(foreign) * 5 < sum(map(str.isalpha, text))
    )
    if not is_clear:
        raise Unreadable("here is a byte that is not UTF-8", "save the file as UTF-8", row=row)
    return text


def grid_of(text: str, is_header: Callable[[Sequence[str]], bool]) -> Grid | None:
    """The rows of a text, separated as its header is; None if it is empty.

    Raises: Unreadable
    """
    if not text.strip():
        return None
    separators = [each for each in SEPARATORS if any(map(is_header, _sample(text, each)))]
    if len(separators) > 1:
        raise Unreadable("the header can be read with more than one separator", "separate cells by commas")
    return Grid(1, tuple(_lines(text, separators[0] if separators else SEPARATORS[0])))


def _sample(text: str, separator: str) -> Iterator[Sequence[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from ([cell.strip() for cell in row] for row in islice(rows, _SAMPLED))
    except csv.Error:
        return


def _lines(text: str, separator: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise Unreadable(f"there are more than {MOST_ROWS:,} rows", "split the export", row=number)
            line = line_of(number, cells)
            if line is not None:
                yield line
    except csv.Error as error:
        message = "the quotes of this row do not match, or a cell is far too long"
        raise Unreadable(
            message, "quote a cell as a whole and double the quotes in it", row=number + 1
        ) from error
