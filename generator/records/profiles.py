"""Integration profiles: which actors exchange which transactions, with which options (Volume 1)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from generator.records.base import Form, Key, Language, LocalKey, Record, Ref, SectionNumber, Structure, Url
from generator.records.framework import (
    Actor,
    ContentModule,
    Domain,
    HistoryEntry,
    SectionState,
    Transaction,
)
from generator.records.prose import Document


class ProfileType(enum.Enum):
    """What a profile specifies."""

    TRANSACTION = "transaction"
    CONTENT = "content"
    WORKFLOW = "workflow"


class Optionality(enum.Enum):
    """Whether an actor of a profile must support something. (Not the codes of HL7 or DICOM tables.)"""

    REQUIRED = "R"
    OPTIONAL = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Structure):
    """Where the facts of a record come from."""

    url: Url
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Structure):
    """When something applies: exactly one of its fields is set. `text`, words after "if", is not computed."""

    option: LocalKey | None = None
    any_option: tuple[LocalKey, ...] = ()
    profile: Ref[Profile] | None = None
    actor: Ref[Actor] | None = None
    text: Document | None = None

    @property
    def options(self) -> tuple[LocalKey, ...]:
        """The options of which one is enough; none where something else is the condition."""
        return (self.option,) if self.option is not None else self.any_option


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionUse(Structure):
    """One row of a profile's "Actors and Transactions" table."""

    transaction: Ref[Transaction]
    role: LocalKey
    optionality: Optionality
    note: LocalKey | None = None


class ContentRole(enum.Enum):
    """What an actor does with a content module."""

    CREATOR = "creator"
    UPDATER = "updater"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentBinding(Structure):
    """A content module that an actor of a profile creates, updates or consumes."""

    content_module: Ref[ContentModule]
    role: ContentRole
    optionality: Optionality
    note: LocalKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Structure):
    """A named extra that an actor of a profile may claim."""

    key: Key
    name: str
    section: SectionNumber | None = None
    description: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingTarget(Structure):
    """An actor of a profile, perhaps with options, that another actor is grouped with."""

    profile: Ref[Profile]
    actor: Ref[Actor]
    options: tuple[LocalKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredGrouping(Structure):
    """An actor that must (R) or may (O) also be all of, or one of, other actors."""

    optionality: Optionality
    all_of: tuple[GroupingTarget, ...] = ()
    any_of: tuple[GroupingTarget, ...] = ()
    when: Condition | None = None
    text: Document | None = None
    section: SectionNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileActor(Structure):
    """An actor as one profile uses it."""

    actor: Ref[Actor]
    description: Document | None = None
    transactions: tuple[TransactionUse, ...] = ()
    content_modules: tuple[ContentBinding, ...] = ()
    options: tuple[Option, ...] = ()
    groupings: tuple[RequiredGrouping, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintTerm(Structure):
    """What a constraint counts: a transaction, an option or a content module. A bare key is a transaction."""

    scalar_field: ClassVar[str | None] = "transaction"

    transaction: Ref[Transaction] | None = None
    option: LocalKey | None = None
    content_module: Ref[ContentModule] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Structure):
    """A rule over what an actor of a profile supports. At most one list is set; none: text only."""

    key: Key
    actor: Ref[Actor]
    at_least_one_of: tuple[ConstraintTerm, ...] = ()
    exactly_one_of: tuple[ConstraintTerm, ...] = ()
    all_of: tuple[ConstraintTerm, ...] = ()
    none_of: tuple[ConstraintTerm, ...] = ()
    when: Condition | None = None
    text: Document


class ProfileTable(enum.Enum):
    """A table of a profile that may not be described here, or not wholly."""

    TRANSACTIONS = "transactions"
    OPTIONS = "options"
    GROUPINGS = "groupings"


class IssueState(enum.Enum):
    """Whether a committee still has to answer."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Structure):
    """An open or closed issue of a publication."""

    key: Key
    text: Document
    state: IssueState
    url: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Record):
    """An integration profile such as MHD."""

    kind: ClassVar[str] = "profile"

    domain: Ref[Domain]
    name: str
    aliases: tuple[str, ...] = ()
    section: SectionNumber | None = None
    type: ProfileType
    summary: Document
    source: Source | None = None
    history: tuple[HistoryEntry, ...]
    section_states: tuple[SectionState, ...] = ()
    actors: tuple[ProfileActor, ...]
    constraints: tuple[Constraint, ...] = ()
    not_described: tuple[ProfileTable, ...] = ()
    related: tuple[Ref[Profile], ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage(Record):
    """A text page of a profile; its key is `<profile folder>/<file name without .md>`, in lower case.

    `language` is that of its text, where it is not the site's.
    """

    kind: ClassVar[str] = "profile-page"

    key: Annotated[str, Form(r"[a-z0-9][A-Za-z0-9._/-]*", "a path", 200)] = field(metadata={"from": "path"})
    profile: Ref[Profile] = field(metadata={"from": "folder"})
    title: str
    order: int | None = None
    aliases: tuple[str, ...] = ()
    language: Language | None = None
    body: Document = field(metadata={"from": "body"})
