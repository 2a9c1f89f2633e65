"""What is not here: defined elsewhere, removed, moved to another address, or of an earlier version."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated

from generator.records.base import Date, Form, Key, Sha256, Structure, Url
from generator.records.prose import Document

SiteAddress = Annotated[
    str, Form(r"/([A-Za-z0-9][A-Za-z0-9._-]*/)*", "an address of this site such as /profiles/iti/mhd/", 500)
]

LABEL_FORM = Form(
    r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '.', '_' and '-', without '..'", longest=40
)
Label = Annotated[str, LABEL_FORM]
Commit = Annotated[str, Form(r"[0-9a-f]{40}", "a commit's whole id: 40 small hexadecimal digits", 40)]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Structure):
    """A published version of framework and profiles: what the repository held at `commit`, for ever.

    `digest` is that of its texts, addresses and anchors.
    """

    label: Label
    commit: Commit
    digest: Sha256
    date: Date
