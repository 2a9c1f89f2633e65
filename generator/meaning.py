"""What a change means: the differences of two public graphs, told record by record in the field's words."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from generator.records.base import RecordId


class Sort(enum.Enum):
    """What happened to something. `UNREAD`: mistakes keep one of the two sides from being read."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    UNREAD = "unread"


class PieceSort(enum.Enum):
    """What became of a piece of a text; `SKIPPED` stands for words that stayed and are not repeated."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a redline, as its author typed them but for line ends."""

    sort: PieceSort
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that changed within a record.

    `place`: where in it, as readers read it (an actor, then a transaction of it); `field`: the dotted name of
    the field; `says`: the change in words. `before` and `after` are plain text, None where there was nothing.
    `redline` is there where words of a text changed.
    """

    place: tuple[str, ...]
    field: str
    sort: Sort
    says: str
    before: str | None = None
    after: str | None = None
    redline: tuple[Piece, ...] = ()


class Concern(enum.Enum):
    """Whom or what a change may concern beyond the record itself."""

    TESTED = "tested"
    ASSESSED = "assessed"
    PROFILES = "profiles"
    SCENARIOS = "scenarios"
    EXTENSIONS = "national-extensions"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a change reaches: a sentence that ends before the `names`, which are those of public records."""

    concern: Concern
    says: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A record that differs, its details and its impact. `before` is its older id where it was renamed."""

    id: RecordId
    title: str
    sort: Sort
    before: RecordId | None = None
    details: tuple[Detail, ...] = ()
    impact: tuple[Impact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsAdded:
    """Results that are published now and were not: one line for each organization, profile and actor.

    `options`: those of the rows, empty text for none. All are names of public records.
    """

    session: str
    organization: str
    profile: str
    actor: str
    options: tuple[str, ...]
    is_assessment: bool
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs: `records` by kind and key, then published results. Both empty: nothing changed.

    `retold`: published rows that are the same and come from another export now, or are marked otherwise.
    """

    records: tuple[RecordChange, ...] = ()
    rows: tuple[RowsAdded, ...] = ()
    retold: int = 0

    def __bool__(self) -> bool:
        return bool(self.records or self.rows or self.retold)
