"""Organizations that take part in testing sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.records.base import Country, Date, Record, Ref, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """A vendor or institution; `successor` is what it became after a rename or merger."""

    kind: ClassVar[str] = "organization"

    name: str
    country: Country
    url: Url | None = None
    aliases: tuple[str, ...] = ()
    successor: Ref[Organization] | None = None
    since: Date | None = None
    demonstration: bool = False
