"""What a Technical Framework defines beside its profiles: domains, actors, transactions, texts."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from generator.messages import message
from generator.records.base import (
    Country,
    Date,
    Form,
    Key,
    Language,
    LocalKey,
    Oid,
    Record,
    Ref,
    SectionNumber,
    Structure,
    Url,
)
from generator.records.prose import Document

if TYPE_CHECKING:
    from generator.records.profiles import Profile

_PATH = Form(r"[A-Za-z0-9][A-Za-z0-9._/-]*", "a path", 200)
VolumeNumber = Annotated[str, Form(r"[A-Z]+-[0-9]+[a-z]?x?", "a volume such as TF-1", 20)]


class Status(enum.Enum):
    """How far a publication has come."""

    PUBLIC_COMMENT = "public-comment"
    TRIAL_IMPLEMENTATION = "trial-implementation"
    FINAL_TEXT = "final-text"
    WITHDRAWN = "withdrawn"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry(Structure):
    """One publication of a profile or supplement; the newest is the current version and status.

    `requirements` are those that came with it.
    """

    version: str
    status: Status
    date: Date | None = None
    change: Document | None = None
    proposals: tuple[Ref[ChangeProposal], ...] = ()
    requirements: tuple[LocalKey, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState(Structure):
    """A section whose status differs from its document's, and what amends it."""

    section: SectionNumber
    status: Status
    by: Ref[Supplement | ChangeProposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Structure):
    """The committee that answers for a domain."""

    name: str
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Record):
    """A domain such as ITI or RAD, owner of a Technical Framework."""

    kind: ClassVar[str] = "domain"

    name: str
    summary: Document
    aliases: tuple[Key, ...] = ()
    oid: Oid | None = None
    committee: Committee
    profile_volume: VolumeNumber = "TF-1"
    transaction_volume: VolumeNumber = "TF-2"
    content_volume: VolumeNumber = "TF-3"
    transaction_section: SectionNumber = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A role that a system plays; any profile of the framework may use it."""

    kind: ClassVar[str] = "actor"

    domain: Ref[Domain] = field(metadata={"from": "folder"})
    name: str
    definition: Document
    aliases: tuple[str, ...] = ()


class RoleKind(enum.Enum):
    """How a role takes part in a transaction."""

    INITIATOR = "initiator"
    RESPONDER = "responder"
    BOTH = "both"
    ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Structure):
    """A part in a transaction, and the actors that may play it."""

    key: Key
    name: str
    kind: RoleKind
    actors: tuple[Ref[Actor], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Structure):
    """One message of a transaction, between two of its roles."""

    from_: LocalKey
    to: LocalKey
    name: str
    reply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction(Record):
    """An exchange between actors, such as ITI-65 (Volume 2)."""

    kind: ClassVar[str] = "transaction"

    domain: Ref[Domain] = field(metadata={"from": "folder"})
    name: str
    status: Status
    section: SectionNumber | None = None
    aliases: tuple[str, ...] = ()
    standards: tuple[Ref[Standard], ...] = ()
    roles: tuple[Role, ...] = ()
    messages: tuple[Message, ...] = ()
    section_states: tuple[SectionState, ...] = ()
    body: Document = field(metadata={"from": "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentModule(Record):
    """Content that actors create and consume (Volume 3)."""

    kind: ClassVar[str] = "content-module"

    domain: Ref[Domain] = field(metadata={"from": "folder"})
    name: str
    status: Status
    aliases: tuple[str, ...] = ()
    standards: tuple[Ref[Standard], ...] = ()
    oid: Oid | None = None
    section: SectionNumber | None = None
    body: Document = field(metadata={"from": "body"})


class AdditionKind(enum.Enum):
    """What a national extension adds; it never relaxes."""

    REQUIREMENT = "requirement"
    OPTION = "option"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition(Structure):
    """One thing that a national extension adds to a profile, transaction, actor or content module."""

    target: Ref[Profile | Transaction | ContentModule | Actor]
    kind: AdditionKind
    key: Key | None = None
    text: Document
    section: SectionNumber | None = None
    reason: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalExtension(Record):
    """What one country adds to a domain's framework (Volume 4). Its key is `<domain>-<country>`."""

    kind: ClassVar[str] = "national-extension"

    key: Key = field(metadata={"from": "path"})
    country: Country
    domain: Ref[Domain]
    adds: tuple[Addition, ...]

    @property
    def title(self) -> str:
        """Country and domain, as readers look for it."""
        return message("%(country)s national extension to %(key)s", country=self.country, key=self.domain.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Record):
    """A document that adds to or amends a framework until it is merged."""

    kind: ClassVar[str] = "supplement"

    title: str
    domain: Ref[Domain]
    history: tuple[HistoryEntry, ...]
    body: Document = field(metadata={"from": "body"})


class ProposalStatus(enum.Enum):
    """How far a change proposal has come."""

    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    COMPLETED = "completed"
    BALLOT = "ballot"
    FINAL_TEXT = "final-text"
    INTEGRATED = "integrated"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProposal(Record):
    """A proposed correction to published text, such as CP-ITI-1254."""

    kind: ClassVar[str] = "change-proposal"

    domain: Ref[Domain] = field(metadata={"from": "folder"})
    title: str
    status: ProposalStatus
    date: Date
    affects: tuple[Ref[Profile | Transaction | ContentModule | Actor], ...] = ()
    body: Document = field(metadata={"from": "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Record):
    """A base standard that transactions build on."""

    kind: ClassVar[str] = "standard"

    name: str
    version: str | None = None
    url: Url
    publisher: str | None = None

    @property
    def title(self) -> str:
        """Name and version: two versions of one standard have the same name."""
        return f"{self.name}, {self.version}" if self.version else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm(Record):
    """A word of the field. Its key is made from the term."""

    kind: ClassVar[str] = "term"

    key: Key = field(metadata={"from": "term"})
    term: str
    expansion: str | None = None
    definition: Document
    synonyms: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The term itself."""
        return self.term


class Readers(enum.Enum):
    """Whom a text leads from the home page to their task."""

    PURCHASERS = "purchasers"
    IMPLEMENTERS = "implementers"
    TESTERS = "testers"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPage(Record):
    """A text page of the framework; its key is its path below `framework/pages` without `.md`."""

    kind: ClassVar[str] = "framework-page"

    key: Annotated[str, _PATH] = field(metadata={"from": "path"})
    title: str
    order: int | None = None
    readers: Readers | None = None
    aliases: tuple[str, ...] = ()
    language: Language | None = None
    body: Document = field(metadata={"from": "body"})
