"""Tables as grids of cells, however they were written: with pipes, or in HTML with cells that span others."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from generator.importers.ihe_ig.unseen import words_of

MOST_COLUMNS = 60
MOST_CELLS = 40_000
WORDS = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough"]).use(attrs_plugin, spans=True)
"""Parses inline text of our dialect, for its words and links alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its text in kramdown or, from HTML, in our dialect already, and whether it repeats another.

    `spans` marks the places that a cell with `rowspan` or `colspan` covers beside its own.
    """

    source: str
    line: int
    is_html: bool = False
    is_spanned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: header rows and body rows of equal length, alignment of columns, and its own caption."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alignment: tuple[str, ...]
    line: int
    caption: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.header)


def pipe_grid(lines: tuple[str, ...], line: int) -> Grid:
    """The table of these lines, as kramdown reads them: a header only above a delimiter that is not first."""
    delimiters = [number for number, text in enumerate(lines) if is_delimiter(text)]
    first = next((number for number in delimiters if number > 0), None)
    has_pipe = lines[0].lstrip().startswith("|")
    rows = [
        tuple(Cell(source=text, line=line + number) for text in split_cells(source, has_pipe))
        for number, source in enumerate(lines)
        if number not in delimiters
    ]
    head = sum(1 for number in range(first or 0) if number not in delimiters)
    alignment = _alignment(lines[delimiters[0]]) if delimiters else ()
    return _grid(rows, head, alignment, line)


def _grid(
    rows: list[tuple[Cell, ...]], head: int, alignment: tuple[str, ...], line: int, caption: str = ""
) -> Grid:
    width = min(max((len(row) for row in rows), default=1), MOST_COLUMNS)
    even = [_padded(row, width, line) for row in rows]
    if not head and even and _is_heading(even[0]):
        head = 1
    header = even[0] if head else _padded((), width, line)
    padding = ("",) * (width - len(alignment))
    return Grid(
        header=header,
        rows=tuple(even[1:] if head else even),
        alignment=(alignment + padding)[:width],
        line=line,
        caption=caption,
    )


def _padded(row: tuple[Cell, ...], width: int, line: int) -> tuple[Cell, ...]:
    last = row[-1].line if row else line
    return (row + (Cell(source="", line=last),) * (width - len(row)))[:width]


def _is_heading(row: tuple[Cell, ...]) -> bool:
    """Whether the first row of a table without a header is one in all but name: each of its cells is bold."""
    texts = [cell.source.strip() for cell in row]
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(
        text.startswith("**") and text.endswith("**") and not text.rstrip("*").rstrip().endswith(":")
        for text in filled
    )


def is_delimiter(text: str) -> bool:
    """Whether a line of a table divides header and body."""
    stripped = text.strip()
    return "|" in stripped and "-" in stripped and not set(stripped) - set("+|:- \t=")


def _alignment(text: str) -> tuple[str, ...]:
    parts = text.strip().strip("|").replace("+", "|").split("|")
    return tuple(_aligned(part.strip()) for part in parts)


def _aligned(part: str) -> str:
    if part.startswith(":") and part.endswith(":") and len(part) > 1:
        return "center"
    return "right" if part.endswith(":") else "left" if part.startswith(":") else ""


def split_cells(text: str, has_pipe: bool) -> list[str]:
    """The cells of a line: pipes part them, except escaped ones and those in code."""
    cells = [""]
    at = 0
    text = text.strip()
    while at < len(text):
        letter = text[at]
        if letter == "\\" and text.startswith("\\|", at):
            cells[-1] += "|"
            at += 2
            continue
        end = _code_end(text, at) if letter in "`<" else at + 1
        if letter == "|":
            cells.append("")
        else:
            cells[-1] += text[at:end]
        at = end
    if has_pipe and not cells[0].strip():
        cells.pop(0)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _code_end(text: str, at: int) -> int:
    if text.startswith("<code", at):
        close = text.find("</code>", at)
        return close + len("</code>") if close >= 0 else at + 1
    if text[at] != "`":
        return at + 1
    end = at
    while end < len(text) and text[end] == "`":
        end += 1
    close = text.find(text[at:end], end)
    return close + (end - at) if close >= 0 else end


def html_grid(rows: list[list[tuple[Cell, int, int]]], head: int, line: int, caption: str) -> Grid:
    """The grid of rows of cells with their row and column spans."""
    places: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell, down, across in row:
            while (number, column) in places:
                column += 1
            _cover(places, cell, (number, column), (min(down, len(rows) - number), across))
            column += across
    width = min(max((column for _, column in places), default=0) + 1, MOST_COLUMNS)
    even = [
        tuple(places.get((number, column), Cell(source="", line=line)) for column in range(width))
        for number in range(len(rows))
    ]
    return _grid(even, head, (), line, caption)


def _cover(
    places: dict[tuple[int, int], Cell], cell: Cell, place: tuple[int, int], size: tuple[int, int]
) -> None:
    for down in range(max(1, size[0])):
        for across in range(max(1, min(size[1], MOST_COLUMNS))):
            if len(places) < MOST_CELLS:
                is_own = down == across == 0
                places.setdefault((place[0] + down, place[1] + across), cell if is_own else _repeated(cell))


def _repeated(cell: Cell) -> Cell:
    return Cell(source=cell.source, line=cell.line, is_html=cell.is_html, is_spanned=True)


def plain_text(markdown: str) -> str:
    """The words of inline text of our dialect, without its marks; lines and breaks become spaces."""
    return words_of(exact_text(markdown.replace("<br>", "\n")))


def exact_text(markdown: str) -> str:
    """The words of inline text of our dialect with all the space between them."""
    return "".join(_token_text(token) for token in WORDS.parseInline(markdown))


def _token_text(token: Token) -> str:
    if token.children:
        return "".join(_token_text(child) for child in token.children)
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline", "text_special") else ""
