"""A page as the model reads it: tables with caption, section and notes, paragraphs, headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from generator.importers.ihe_ig.blocks import Block, Frame, Heading, Html, Page, Prose, Quote, Table
from generator.importers.ihe_ig.grid import WORDS, Cell, Grid, plain_text
from generator.importers.ihe_ig.html_tables import html_lines, tables_of
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.lines import list_content
from generator.importers.ihe_ig.scope import silent
from generator.importers.ihe_ig.table_text import cell_text
from generator.importers.ihe_ig.words import NoteText, as_note


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell's words, its text in our dialect, where its links lead, its line."""

    plain: str
    markdown: str
    links: tuple[str, ...]
    line: int
    is_spanned: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The lines of the cell."""
        return tuple(part for text in self.markdown.split("<br>") if (part := plain_text(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableText:
    """A table of a page as words."""

    page: Page
    line: int
    header: tuple[CellText, ...]
    rows: tuple[tuple[CellText, ...], ...]
    caption: str
    section: str
    notes: tuple[NoteText, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The column titles in small letters."""
        return tuple(cell.plain.casefold() for cell in self.header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or list item of a page as words; `markdown` is its text in our dialect, links as typed."""

    plain: str
    markdown: str
    line: int
    is_item: bool
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading of a page as words."""

    plain: str
    level: int
    anchor: str
    line: int


Part = Title | Paragraph | TableText


def outline(page: Page) -> tuple[Part, ...]:
    """The parts of a page in the order they stand, tables with the notes that follow them."""
    parts: list[Part] = []
    section = page.title
    caption = ""
    for part in _parts(page.blocks, page):
        if isinstance(part, Title):
            section, caption = part.plain, ""
        elif isinstance(part, Paragraph):
            _take_note(parts, part)
            caption = part.plain
        else:
            part = replace(part, caption=part.caption or caption, section=section)
            caption = ""
        parts.append(part)
    return tuple(parts)


def _take_note(parts: list[Part], paragraph: Paragraph) -> None:
    """Add a paragraph that is a note to the table it stands below, if nothing but paragraphs is between."""
    note = as_note(paragraph.plain, paragraph.line)
    place = next((at for at in range(len(parts) - 1, -1, -1) if not isinstance(parts[at], Paragraph)), None)
    table = parts[place] if place is not None else None
    if note is not None and place is not None and isinstance(table, TableText):
        parts[place] = replace(table, notes=(*table.notes, note))


def _parts(blocks: Sequence[Block], page: Page) -> Iterator[Part]:
    for block in blocks:
        if isinstance(block, Heading):
            plain = plain_text(to_markdown(block.source, silent(), block.line))
            yield Title(plain=plain, level=block.level, anchor=block.anchor, line=block.line)
        elif isinstance(block, Prose):
            yield from _paragraphs(block)
        elif isinstance(block, Table):
            yield _table(block.grid, page)
        elif isinstance(block, Html):
            yield from _from_html(block, page)
        elif isinstance(block, (Quote, Frame)):
            yield from _parts(block.blocks, page)


def _paragraphs(block: Prose) -> Iterator[Paragraph]:
    """The paragraph, or the items, of some lines; a note that begins on a later line is one of its own."""
    begin = 0
    for number in range(1, len(block.lines) + 1):
        if number == len(block.lines) or _begins_own(block.lines[number]):
            yield _paragraph(block.lines[begin:number], block.line + begin)
            begin = number


def _begins_own(line: str) -> bool:
    return list_content(line) is not None or line.lstrip(" >*_").casefold().startswith("note ")


def _paragraph(lines: Sequence[str], line: int) -> Paragraph:
    content = list_content(lines[0])
    first = lines[0][content:] if content is not None else lines[0]
    markdown = to_markdown("\n".join([first, *lines[1:]]), silent(), line).strip()
    indent = len(lines[0]) - len(lines[0].lstrip())
    return Paragraph(
        plain=plain_text(markdown), markdown=markdown, line=line, is_item=content is not None, indent=indent
    )


def _from_html(block: Html, page: Page) -> Iterator[Part]:
    tables = tables_of(block, silent())
    for grid in tables:
        yield _table(grid, page)
    if not tables:
        for text in "\n".join(html_lines(block, silent())).split("\n\n"):
            plain = plain_text(text.removeprefix("- "))
            if plain:
                is_item = text.startswith("- ")
                yield Paragraph(plain=plain, markdown=text, line=block.line, is_item=is_item)


def _table(grid: Grid, page: Page) -> TableText:
    header = tuple(_cell(cell) for cell in grid.header)
    rows = tuple(tuple(_cell(cell) for cell in row) for row in grid.rows)
    notes = [as_note(row[0].plain, row[0].line) for row in rows if row]
    return TableText(
        page=page,
        line=grid.line,
        header=header,
        rows=tuple(row for row, note in zip(rows, notes, strict=True) if note is None),
        caption=grid.caption,
        section="",
        notes=tuple(note for note in notes if note is not None),
    )


def _cell(cell: Cell) -> CellText:
    markdown = cell_text(cell, silent())
    links = tuple(_hrefs(WORDS.parseInline(markdown))) if "](" in markdown else ()
    return CellText(plain_text(markdown), markdown, links, cell.line, cell.is_spanned)


def _hrefs(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrs.get("href", ""))
        yield from _hrefs(token.children or ())
