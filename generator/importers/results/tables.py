"""Tables with a header: finds it, and reads the rows below it by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.importers.results import old_workbooks, text_files, workbooks
from generator.importers.results.extracts import Extract, Row, Table
from generator.importers.results.findings import BROKEN_EXPORT, UNKNOWN_COLUMN, Findings
from generator.importers.results.grids import FileSort, Grid, Line, sort_of

_SEARCHED = 30
FIELDS = ("organization", "system", "profile", "actor", "option", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a format. `fields`: field -> the column that gives it. `silent`: columns whose cells
    a redacted copy leaves empty, and what it may leave in them.
    """

    columns: tuple[str, ...]
    fields: Mapping[str, str]
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether these cells name the columns, or most of them."""
        return len(set(self.columns).intersection(cells)) * 2 >= len(self.columns)


def read_table(content: bytes, layout: Layout, findings: Findings) -> Extract:
    """The rows of a file in this layout.

    Raises: Unreadable
    """
    sort, grids = _grids(content, layout)
    headers = [_header(grid, layout) for grid in grids]
    if not any(header is not None for header in headers):
        message = "no row of the file names the columns of its format" if grids else "the file is empty"
        findings.report(UNKNOWN_COLUMN, (1, 1), message, f"they are {' | '.join(layout.columns)}")
    tables: list[Table] = []
    excess: list[tuple[int, int]] = [(1, 1)] if sort is not FileSort.TEXT else []
    for grid, header in zip(grids, headers, strict=True):
        if header is None:
            excess.append((grid.lines[0].number, 1))
            continue
        name = f"sheet {grid.number}: " if len(grids) > 1 else ""
        sheet = _Sheet(grid, header, layout, findings, name, sort is FileSort.TEXT)
        table = sheet.table()
        tables += [table] if table is not None else []
        excess += sheet.excess
    return Extract(tables=tuple(tables), excess=tuple(dict.fromkeys(excess)))


def is_in_layout(content: bytes, layout: Layout) -> bool:
    """Whether a sheet of the file names the columns of this layout.

    Raises: Unreadable
    """
    return any(_header(grid, layout) is not None for grid in _grids(content, layout)[1])


def _grids(content: bytes, layout: Layout) -> tuple[FileSort, tuple[Grid, ...]]:
    sort = sort_of(content)
    if sort is FileSort.TEXT:
        grid = text_files.grid_of(text_files.text_of(content), layout.is_header)
        return sort, (grid,) if grid is not None else ()
    return sort, (old_workbooks if sort is FileSort.OLD_WORKBOOK else workbooks).grids_of(content)


def _header(grid: Grid, layout: Layout) -> int | None:
    """The index of the line that names the columns; what stands above is a title."""
    return next(
        (index for index, line in enumerate(grid.lines[:_SEARCHED]) if layout.is_header(line.cells)), None
    )


class _Sheet:
    """One sheet of a file, read against its layout."""

    def __init__(
        self, grid: Grid, header: int, layout: Layout, findings: Findings, name: str, is_text: bool
    ) -> None:
        self.excess: list[tuple[int, int]] = [(line.number, 1) for line in grid.lines[:header]]
        self._header = grid.lines[header]
        self._lines = grid.lines[header + 1 :]
        self._layout = layout
        self._findings = findings
        self._name = name
        self._is_text = is_text

    def table(self) -> Table | None:
        """The rows below the header; None if a column that they need is missing or doubled."""
        indexes = self._columns()
        if any(column not in indexes for column in self._layout.fields.values()):
            return None
        by_field = [indexes[self._layout.fields[field]] for field in FIELDS]
        rows = tuple(self._rows(by_field, indexes))
        columns = {field: index + 1 for field, index in zip(FIELDS, by_field, strict=True)}
        return Table(rows=rows, columns=columns, name=self._name)

    def _columns(self) -> Mapping[str, int]:
        """Index by name of the columns that are there once."""
        found: dict[str, int] = {}
        doubled: set[str] = set()
        for index, cell in enumerate(self._header.cells):
            if cell in self._layout.columns and cell not in found:
                found[cell] = index
            elif cell in found:
                doubled.add(cell)
                self._report(index, f"the column {cell} is there twice", "remove one of the two")
            elif cell:
                hint = f"the columns are {' | '.join(self._layout.columns)}"
                self._report(index, f"column {index + 1} is none of this format", hint)
                self.excess.append((self._header.number, index + 1))
        for column in self._layout.columns:
            if column not in found:
                self._report(0, f"the column {column} is missing", "export the sheet again, as a whole")
        return {cell: index for cell, index in found.items() if cell not in doubled}

    def _rows(self, by_field: Sequence[int], indexes: Mapping[str, int]) -> Iterator[Row]:
        width, last = len(self._header.cells), max(by_field[:-1])
        named = frozenset(indexes.values())
        silent = [
            (indexes[column], allowed) for column, allowed in self._layout.silent.items() if column in indexes
        ]
        organization, system, profile, actor, option, result = by_field
        for line in self._lines:
            cells = line.cells
            if cells == self._header.cells:
                continue  # sheets that were joined repeat it
            if not self._has_its_cells(line, width, last, named):
                continue
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            self.excess += [
                (line.number, index + 1) for index, allowed in silent if cells[index] not in allowed
            ]
            yield Row(
                line.number,
                cells[organization],
                cells[system],
                cells[profile],
                cells[actor],
                cells[option],
                cells[result],
            )

    def _has_its_cells(self, line: Line, width: int, last: int, named: frozenset[int]) -> bool:
        """Whether the cells of a row stand below their columns, as far as can be seen."""
        cells = line.cells
        if len(cells) <= width and len(named) == width:
            return True
        beside = [index for index, cell in enumerate(cells) if cell and index not in named]
        self.excess += [(line.number, index + 1) for index in beside]
        if not self._is_text or len(cells) <= width:
            return True
        message = f"{self._name}the row has {len(cells)} cells, the header {width}"
        hint = "put a cell that holds the separator between quotes"
        self._findings.report(BROKEN_EXPORT, (line.number, width + 1), message, hint)
        return False

    def _report(self, index: int, message: str, hint: str) -> None:
        place = (self._header.number, index + 1)
        self._findings.report(UNKNOWN_COLUMN, place, f"{self._name}{message}", hint)
