"""What an export says, in its own words and row by row: what every format becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """A row in the words of its export. `organization` is None where the format gives the system alone."""

    number: int
    organization: str | None
    system: str
    profile: str
    actor: str
    option: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a sheet, in order, and the column of each field, for findings.

    `name` begins a finding where an export has several sheets or reports: `sheet 2: `.
    """

    rows: tuple[Row, ...]
    columns: Mapping[str, int]
    name: str = ""

    def place(self, row: Row, field: str) -> tuple[int, int]:
        """Row and column of a field."""
        return row.number, self.columns.get(field, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Everything that an export says.

    `excess`: rows and columns of what a redacted copy has no place for, results apart.
    """

    tables: tuple[Table, ...] = ()
    excess: tuple[tuple[int, int], ...] = ()
