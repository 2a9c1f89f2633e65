"""Integration statements: what a vendor claims of a product, in the layout of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.records.base import Date, LocalKey, Record, Ref, Structure, Url
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Structure):
    """That a product implements an actor of a profile, with these of its options."""

    profile: Ref[Profile]
    actor: Ref[Actor]
    options: tuple[LocalKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLinks(Structure):
    """Where the vendor keeps further statements of conformance."""

    hl7: Url | None = None
    dicom: Url | None = None
    general: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationStatement(Record):
    """A vendor's own claim for one version of a product; nobody else has verified it."""

    kind: ClassVar[str] = "statement"

    organization: Ref[Organization]
    product: str
    version: str
    date: Date
    claims: tuple[Claim, ...]
    url: Url | None = None
    links: StatementLinks | None = None

    @property
    def title(self) -> str:
        """The product and its version."""
        return f"{self.product} {self.version}"
