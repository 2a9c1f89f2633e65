"""Reads tables of HTML as grids, and writes pieces of HTML with the tables in them."""

from __future__ import annotations

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.blocks import Html
from generator.importers.ihe_ig.grid import Cell, Grid, html_grid, plain_text
from generator.importers.ihe_ig.html_text import Writing, children, paragraph, written
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.table_text import table_lines
from generator.importers.ihe_ig.tree import Element


def html_lines(block: Html, scope: Scope) -> list[str]:
    """The lines of a piece of HTML."""
    return written(Writing(block, scope, _table_lines))


def tables_of(block: Html, scope: Scope) -> list[Grid]:
    """The tables of a piece of HTML."""
    writing = Writing(block, scope, _table_lines)
    return [_grid(writing, element) for element in block.root.inside("table")]


def _table_lines(writing: Writing, element: Element) -> list[str]:
    return table_lines(_grid(writing, element), writing.scope)


def _grid(writing: Writing, table: Element) -> Grid:
    """The grid of a table element; rows of tables inside it are not its own."""
    nested = {id(row) for inner in table.inside("table") for row in inner.inside("tr")}
    rows = [row for row in table.inside("tr") if id(row) not in nested]
    heads = {id(row) for head in table.elements("thead") for row in head.elements("tr")}
    is_headed = bool(rows) and (id(rows[0]) in heads or _is_all_heads(rows[0]))
    caption = next(table.elements("caption", "tablecaption"), None)
    words = " ".join(paragraph(writing, caption.children)) if caption else ""
    cells = [[_cell(writing, cell) for cell in row.elements("td", "th")] for row in rows]
    return html_grid(cells, int(is_headed), writing.line(table), plain_text(words))


def _is_all_heads(row: Element) -> bool:
    cells = list(row.elements("td", "th"))
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _cell(writing: Writing, element: Element) -> tuple[Cell, int, int]:
    """A cell of a table, with how far it reaches down and to the right."""
    line = writing.line(element)
    anchor = writing.scope.anchor(element.get("id"), line)
    text = anchor + "<br>".join(_cell_line(part) for part in _flat(children(writing, element)) if part)
    cell = Cell(source=text, line=line, is_html=True)
    return cell, _number(element.get("rowspan")), _number(element.get("colspan"))


def _flat(lines: list[str]) -> list[str]:
    """The lines of a cell, where there is no room for code of several lines."""
    out: list[str] = []
    is_code = False
    for line in lines:
        if line.startswith("```"):
            is_code = not is_code
        else:
            out.append(spans.code(line) if is_code else line)
    return out


def _cell_line(line: str) -> str:
    stripped = line.strip()
    return f"• {stripped[2:]}" if stripped.startswith("- ") else stripped.lstrip("#").strip()


def _number(text: str) -> int:
    return min(int(text), 1_000) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
