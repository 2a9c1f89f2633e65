"""What every record shares: its place, its key, its references to other records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Generic, NamedTuple, TypeVar

from generator.diagnostics import Position

Date = datetime.date


@dataclass(frozen=True, slots=True)
class Form:
    """What a text field may hold, beyond being text: a pattern for its whole value."""

    pattern: str
    meaning: str
    longest: int = 500


KEY_FORM = Form(
    r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '.', '_' and '-', without '..'", longest=80
)
Key = Annotated[str, KEY_FORM]
Language = Annotated[str, Form(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en or pt-BR", 20)]
Url = Annotated[
    str,
    Form(
        # no name before an @, which would pass one host off for another
        r"https?://[^\s<>\"'`\\{}|^/?#@]+([/?#][^\s<>\"'`\\{}|^]*)?",
        "an address that begins with https:// or http:// and a host",
        2000,
    ),
]
SectionNumber = Annotated[str, Form(r"[A-Z0-9]+(\.[A-Za-z0-9]+)*", "a section number such as 33 or 3.65")]
Oid = Annotated[str, Form(r"[0-2](\.(0|[1-9][0-9]*))+", "an object identifier such as 1.3.6.1.4.1.19376.1.2")]
Country = Annotated[str, Form(r"[A-Z]{2}", "a country's two capital letters (ISO 3166)")]
Sha256 = Annotated[str, Form(r"[0-9a-f]{64}", "a SHA-256 digest in small hexadecimal digits")]
Cardinality = Annotated[str, Form(r"[0-9]+\.\.([0-9]+|\*)", "a cardinality such as 1..1 or 1..*")]
FilePath = Annotated[
    str, Form(r"[^\\:,\x00-\x1f]+", "a path relative to this file, with '/' between folders")
]


class RecordId(NamedTuple):
    """Names one record in the whole root; printed as `transaction/ITI-65`, as links name it."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Something read from a content file, with its own place and that of each of its fields."""

    scalar_field: ClassVar[str | None] = None
    """The field that a bare value stands for, where a mapping may be shortened to a value."""

    position: Position
    places: Mapping[str, Position] = field(default_factory=dict, compare=False, repr=False)

    def place_of(self, name: str) -> Position:
        """Where the value of field `name` stands, or this structure where the field was left out."""
        return self.places.get(name, self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Structure):
    """A thing with a key, unique in its kind, which others refer to and which may have a page."""

    kind: ClassVar[str]

    key: Key

    @property
    def id(self) -> RecordId:
        """The record's name in the whole root."""
        return RecordId(self.kind, self.key)

    @property
    def title(self) -> str:
        """What readers call it; the key where it has no name."""
        return str(getattr(self, "name", self.key))


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref(Generic[R]):
    """A reference by key to a record of one of `kinds`; never the record itself.

    `is_exact` is false where the key was taken from a folder's name, which bears it in lower case.
    """

    kinds: tuple[str, ...]
    key: str
    position: Position
    is_exact: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class LocalKey:
    """A key that means something inside another record only: an option, a role, a constraint."""

    key: str
    position: Position

    def __str__(self) -> str:
        return self.key
