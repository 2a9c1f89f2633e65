"""Requirements: sentences that bind, each with an id of its own, found in the texts that state them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from generator.records.base import Date, Record, RecordId, Ref, Structure
from generator.records.framework import (
    Actor,
    ContentModule,
    FrameworkPage,
    NationalExtension,
    Supplement,
    Transaction,
)
from generator.records.profiles import Profile, ProfilePage
from generator.records.prose import Document, Level

STATING_KINDS = frozenset(
    each.kind
    for each in (
        Profile,
        ProfilePage,
        Transaction,
        ContentModule,
        NationalExtension,
        Supplement,
        FrameworkPage,
    )
)
"""The kinds of records whose texts state requirements; a test, a term or a result states none."""

LEVELS_BY_STRICTNESS = (
    Level.SHALL,
    Level.SHALL_NOT,
    Level.SHOULD,
    Level.SHOULD_NOT,
    Level.MAY,
    Level.MAY_NOT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since(Structure):
    """The publication of a profile whose history says that a requirement came with it."""

    profile: Ref[Profile]
    version: str
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Record):
    """A requirement of a profile or transaction; its key is `<key of that>-<number>`, for ever.

    It is made from the text that states it while records are linked. `levels` stand in the order of its
    words. `summary` is what lists show of a block. `section` and `section_anchor` are the heading that it
    stands under in the text of `owner`, `anchor` is its own place there; they are empty where there is none.
    """

    kind: ClassVar[str] = "requirement"

    levels: tuple[Level, ...]
    is_conditional: bool = field(default=False, metadata={"yaml": "conditional"})
    actors: tuple[Ref[Actor], ...] = ()
    categories: tuple[str, ...] = ()
    profile: Ref[Profile] | None = None
    transaction: Ref[Transaction] | None = None
    heading: str = ""
    summary: str = ""
    text: Document
    owner: RecordId
    section: str = ""
    section_anchor: str = ""
    anchor: str = ""
    since: Since | None = None

    @property
    def level(self) -> Level:
        """The strictest of its levels, the first of those that are equally strict."""
        ranks = {each: place // 2 for place, each in enumerate(LEVELS_BY_STRICTNESS)}
        return min(self.levels, key=ranks.__getitem__, default=Level.MAY)

    @property
    def belongs_to(self) -> Ref[Profile] | Ref[Transaction] | None:
        """The profile or transaction whose key its own begins with; None if there is no such."""
        return self.profile or self.transaction


def may_be_unread(key: str, unread: frozenset[RecordId]) -> bool:
    """Whether the text that states a requirement may be in one of the files that could not be read."""
    prefix = prefix_of(key).lower()
    return any(id.kind in STATING_KINDS and id.key.lower().partition("/")[0] == prefix for id in unread)


def prefix_of(key: str) -> str:
    """The key of the profile or transaction that a requirement's key begins with."""
    return key.rpartition("-")[0]
