"""Writes a grid as a table of pipes."""

from __future__ import annotations

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.grid import Cell, Grid
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.scope import Scope

_RULES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}


def table_lines(grid: Grid, scope: Scope) -> list[str]:
    """The lines of a table, with its caption as the paragraph before it; one cell alone is a paragraph."""
    caption = _caption(grid, scope)
    rows = [_row(row, scope) for row in grid.rows]
    header = _row(grid.header, scope)
    if not rows and not any(header):
        return caption
    if grid.width == 1 and len(rows) == 1 and not any(header):
        return [*caption, rows[0][0].replace("\\|", "|")]
    rule = [_RULES[alignment] for alignment in grid.alignment]
    return [*caption, *(_line(cells) for cells in (header, rule, *rows))]


def _caption(grid: Grid, scope: Scope) -> list[str]:
    text = spans.plain(grid.caption.strip().strip("*").strip())
    if not text:
        return []
    begins = text if text.startswith("Table") else f"Table: {text}"
    return [f"**{begins}**" if begins == text and "*" not in text else begins, ""]


def _row(row: tuple[Cell, ...], scope: Scope) -> list[str]:
    return [_cell(cell, scope) for cell in row]


def _cell(cell: Cell, scope: Scope) -> str:
    if cell.is_spanned:
        return ""
    return escaped(cell_text(cell, scope))


def cell_text(cell: Cell, scope: Scope) -> str:
    """The cell's text in our dialect, on one line."""
    text = cell.source if cell.is_html else to_markdown(cell.source, scope, cell.line)
    text = " ".join(text.split())
    while text.startswith("<br>") or text.endswith("<br>"):
        text = text.removeprefix("<br>").removesuffix("<br>").strip()
    return text


def escaped(text: str) -> str:
    """Text in which no pipe parts cells."""
    return text.replace("\\|", "|").replace("|", "\\|")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
