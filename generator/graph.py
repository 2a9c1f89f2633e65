"""Records joined by their references; answers in both directions, holds no pointers."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from generator.diagnostics import Position
from generator.records.base import Record, RecordId, Ref
from generator.records.elsewhere import External, Redirect, Tombstone
from generator.records.prose import Citation, Document, Link

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """That `user` refers to something: in field `path` (dotted, as in `actors.transactions.transaction`)."""

    user: RecordId
    path: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A parsed text and the record that holds it; `is_body` where it is a page's own text."""

    owner: RecordId
    document: Document
    is_body: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a citation or link leads: a record of this root, a file of it, or an outside address.

    Or a `page` that the site makes of its records, perhaps with what it is asked; planning knows whether
    there is such a page.
    """

    id: RecordId | None = None
    anchor: str = ""
    file: str = ""
    url: str = ""
    page: str = ""

    @property
    def href(self) -> str:
        """The symbolic address that fragments carry, such as `ref:transaction/ITI-65#scope`."""
        if self.url:
            return self.url
        if self.page:
            return f"ref:page/{self.page}"
        name = f"ref:file/{self.file}" if self.file else f"ref:{self.id}" if self.id else ""
        return f"{name}#{self.anchor}" if self.anchor else name


class Fault(enum.Enum):
    """Why a citation or link leads nowhere."""

    UNKNOWN_ID = "unknown-id"
    DEAD_PAGE = "dead-page"
    DEAD_ANCHOR = "dead-anchor"
    DEAD_CHOICE = "dead-choice"
    DEAD_SECTION = "dead-section"
    DEAD_FILE = "dead-file"
    UNSAFE_FILE = "unsafe-file"
    REMOTE_IMAGE = "remote-image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A citation or link of a text that leads nowhere, and the nearest names that would lead somewhere."""

    owner: RecordId
    place: Citation | Link
    fault: Fault
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All records of a root and how they name each other.

    `records`: kind -> key -> record, in natural key order (ITI-9 before ITI-10).
    `uses`: who refers to a record, in the order of `records` and then of reading.
    `targets`: place of a citation or link -> where it leads; what is in none leads nowhere.
    `names`: kind and lower-case key -> key as its record writes it.
    `files`: content files that texts may show or link to. `digests`: path -> SHA-256 of those that scenarios
    name as test data. `unread`: records that exist but have mistakes of their own, so what names them is no
    mistake; their keys are in lower case, as what cannot be read has that of its file's name.
    """

    records: Mapping[str, Mapping[str, Record]]
    externals: Mapping[RecordId, External] = field(default_factory=dict)
    tombstones: Mapping[RecordId, Tombstone] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    uses: Mapping[RecordId, tuple[Use, ...]] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    targets: Mapping[Position, Target] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[RecordId] = frozenset()

    def is_unread(self, kind: str, key: str) -> bool:
        """Whether a record of that kind and key exists, whatever the key's case, but could not be read."""
        return RecordId(kind, key.lower()) in self.unread

    def all(self, kind: type[R]) -> Mapping[str, R]:
        """Every record of one kind, by key, in natural key order."""
        return cast("Mapping[str, R]", self.records.get(kind.kind, {}))

    def get(self, kind: type[R], key: str) -> R | None:
        """The record of that kind and key, whatever the key's case; None if there is none."""
        found = self.by_id(RecordId(kind.kind, key))
        return cast("R | None", found)

    def by_id(self, id: RecordId) -> Record | None:
        """The record with that id, whatever its key's case; None if there is none."""
        key = self.names.get((id.kind, id.key.lower()))
        return self.records[id.kind][key] if key is not None else None

    def find(self, ref: Ref[R]) -> R | None:
        """The record of this root that `ref` names; None if it is external, gone or unknown."""
        for kind in ref.kinds:
            found = self.by_id(RecordId(kind, ref.key))
            if found is not None:
                return cast("R", found)
        return None

    def named(self, ref: Ref[R]) -> RecordId:
        """The id of what `ref` names, as its record writes it if there is one."""
        found = self.find(ref)
        return found.id if found is not None else RecordId(ref.kinds[0], ref.key)

    def external(self, ref: Ref[R]) -> External | None:
        """What `ref` names outside this root; None if nothing does."""
        for kind in ref.kinds:
            found = self.externals.get(RecordId(kind, ref.key))
            if found is not None:
                return found
        return None

    def users(self, record: Record, kind: type[R], path: str = "") -> tuple[R, ...]:
        """Records of `kind` that refer to `record` (in a field below `path`), each once, in key order."""
        # Uses stand in the order of their records, so those of one kind stand in key order.
        keys = dict.fromkeys(
            use.user.key
            for use in self.uses.get(record.id, ())
            if use.user.kind == kind.kind and use.path.startswith(path)
        )
        records = self.all(kind)
        return tuple(records[key] for key in keys)
