"""What is not here: named and defined elsewhere, removed, or moved to another address."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated

from generator.records.base import Form, Key, Structure, Url
from generator.records.prose import Document

SiteAddress = Annotated[
    str, Form(r"/([A-Za-z0-9][A-Za-z0-9._-]*/)*", "an address of this site such as /profiles/iti/mhd/", 500)
]


class ExternalKind(enum.Enum):
    """What a name that is defined elsewhere stands for."""

    PROFILE = "profile"
    TRANSACTION = "transaction"
    ACTOR = "actor"
    CONTENT_MODULE = "content-module"
    STANDARD = "standard"
    CHANGE_PROPOSAL = "change-proposal"
    PAGE = "page"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True, kw_only=True)
class External(Structure):
    """Something named here and defined elsewhere: links to it go outward.

    Its record id is its own kind and key; references to it are as good as to a record of this root.
    """

    kind: ExternalKind
    key: Key
    name: str
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone(Structure):
    """An id that was published and removed, or a number that stays reserved."""

    kind: ExternalKind
    key: Key
    name: str | None = None
    reason: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Structure):
    """An address that moved."""

    from_: SiteAddress
    to: SiteAddress
