"""What a table for other programs is: its columns, their meaning, and how its rows are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.messages import message
from generator.public import PublicGraph

Cell = str | int | bool
"""A text (empty where there is nothing to say), a whole number, or yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, its type in the words of Frictionless, and what it says."""

    name: str
    type: str = "string"
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A table: its name in file names, what it holds, its columns, and how its rows are found.

    `key` are the columns that tell rows apart. `foreign`: column -> the table that has it as its key.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: Mapping[str, str]
    rows: Callable[[PublicGraph], Iterator[tuple[Cell, ...]]]


DEMONSTRATION: Final = Column(
    name="demonstration",
    type="boolean",
    about=message("true where the row is made up to show how the site works"),
)
