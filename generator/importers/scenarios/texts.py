"""Texts of scenarios that are not written in Markdown become documents: paragraphs, tables, code."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from generator.diagnostics import Position
from generator.records.prose import Document

Parse = Callable[[str, Position], Document]
"""Makes the document that a text in Markdown is, given where its first character stands."""

_CODE_OR_ANGLE = re.compile(r"`[^`\n]*`|<")
_BLOCK_MARK = re.compile(r"\A(?:[#>+*=~:|-]|!!!|\?\?\?|\d{1,9}[.)])")
_LANGUAGE_WORD = re.compile(r"[^A-Za-z0-9_+-]")
_SHORTEST_FENCE = "```"


class Cell(NamedTuple):
    """A cell of a table, and where its text begins."""

    text: str
    position: Position


def escaped(text: str) -> str:
    """One line of plain text as Markdown: `<size>` is no tag, and no sign at its start makes a list."""
    marked = _CODE_OR_ANGLE.sub(lambda found: "\\<" if found[0] == "<" else found[0], " ".join(text.split()))
    mark = _BLOCK_MARK.match(marked)
    if mark is None:
        return marked
    sign = len(mark[0]) - 1 if mark[0][0].isdigit() else 0
    return f"{marked[:sign]}\\{marked[sign:]}"


def line(text: str, position: Position, parse: Parse) -> Document:
    """The document of one line of plain text, whose citations in brackets count."""
    return parse(escaped(text), position)


def sentence(text: str, position: Position, parse: Parse) -> Document:
    """The document of a step's words, which stand without their keyword: `that` falls, a capital comes."""
    first, _, rest = text.partition(" ")
    if first == "that" and rest.strip():
        position = Position(position.path, position.line, position.column + len(text) - len(rest))
        text, first = rest, rest.split()[0]
    is_plain = first.isalpha() and first.islower()
    return line(text[:1].upper() + text[1:] if is_plain else text, position, parse)


def description(text: str, position: Position, parse: Parse) -> Document:
    """The document of a free text in Markdown that is indented as a whole; `position` is its first line's."""
    lines = text.rstrip().split("\n")
    first = next((number for number, each in enumerate(lines) if each.strip()), 0)
    kept = textwrap.dedent("\n".join(lines[first:]))
    start = Position(position.path, position.line + first, position.column + _indent(lines[first:]))
    return parse(_CODE_OR_ANGLE.sub(_without_tag, kept), start)


def _without_tag(found: re.Match[str]) -> str:
    return "\\<" if found[0] == "<" else found[0]


def _indent(lines: Iterable[str]) -> int:
    return min((len(each) - len(each.lstrip()) for each in lines if each.strip()), default=0)


def table(rows: Sequence[Sequence[Cell]], parse: Parse) -> Document | None:
    """The table that these rows are, the first of them its head; a list where that would be no table."""
    if not rows or not rows[0]:
        return None
    if len(rows) == 1 or len(rows[0]) == 1:
        cells = [cell for row in rows for cell in row if cell.text.strip()]
        return bulleted([line(cell.text, cell.position, parse) for cell in cells]) if cells else None
    documents = [[line(cell.text, cell.position, parse) for cell in row] for row in rows]
    written = [[_cell_text(document) for document in row] for row in documents]
    head, *body = [f"| {' | '.join(row)} |" for row in written]
    tokens = [
        Token("table_open", "table", 1, block=True),
        *_part("thead", "th", documents[:1]),
        *_part("tbody", "td", documents[1:]),
        Token("table_close", "table", -1, block=True),
    ]
    rule = f"|{' --- |' * len(rows[0])}"
    return _joined([each for row in documents for each in row], "\n".join([head, rule, *body]), tokens)


def _cell_text(document: Document) -> str:
    return document.text.replace("|", "\\|") or " "


def _part(part: str, cell: str, rows: Sequence[Sequence[Document]]) -> list[Token]:
    tokens = [Token(f"{part}_open", part, 1, block=True)]
    for row in rows:
        tokens.append(Token("tr_open", "tr", 1, block=True))
        for document in row:
            inline = next((token for token in document.tokens if token.type == "inline"), None)
            tokens.append(Token(f"{cell}_open", cell, 1, block=True))
            tokens.append(inline or Token("inline", "", 0, children=[], block=True))
            tokens.append(Token(f"{cell}_close", cell, -1, block=True))
        tokens.append(Token("tr_close", "tr", -1, block=True))
    return [*tokens, Token(f"{part}_close", part, -1, block=True)]


def code(content: str, language: str, position: Position) -> Document:
    """A text that is shown as it is, such as a message."""
    info = _LANGUAGE_WORD.sub("", language.rpartition("/")[2])[:20]
    longest = max((len(run) for run in re.findall(r"`{3,}", content)), default=0)
    mark = "`" * (longest + 1) if longest else _SHORTEST_FENCE
    token = Token("fence", "code", 0, content=f"{content}\n", info=info, markup=mark, block=True)
    return Document(position=position, text=f"{mark}{info}\n{content}\n{mark}", tokens=(token,))


def stacked(documents: Sequence[Document]) -> Document:
    """The documents one below the other. At least one must be given."""
    if len(documents) == 1:
        return documents[0]
    text = "\n\n".join(each.text for each in documents)
    return _joined(documents, text, [token for each in documents for token in each.tokens])


def bulleted(documents: Sequence[Document]) -> Document:
    """The documents as the entries of a list, or the only one of them as it is."""
    if len(documents) == 1:
        return documents[0]
    text = "\n".join("- " + each.text.replace("\n", "\n  ") for each in documents)
    entries = [
        (
            Token("list_item_open", "li", 1, markup="-", block=True),
            *each.tokens,
            Token("list_item_close", "li", -1, markup="-", block=True),
        )
        for each in documents
    ]
    start = Token("bullet_list_open", "ul", 1, markup="-", block=True)
    end = Token("bullet_list_close", "ul", -1, markup="-", block=True)
    return _joined(documents, text, [start, *itertools.chain(*entries), end])


def _joined(documents: Sequence[Document], text: str, tokens: Sequence[Token]) -> Document:
    return Document(
        position=documents[0].position,
        text=text,
        tokens=tuple(tokens),
        headings=tuple(each for document in documents for each in document.headings),
        anchors={anchor: place for document in documents for anchor, place in document.anchors.items()},
        citations=tuple(each for document in documents for each in document.citations),
        links=tuple(each for document in documents for each in document.links),
        faults=tuple(each for document in documents for each in document.faults),
    )
