"""What is read from a guide's pages before guides are put together: drafts of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.guide import Guide
from generator.importers.ihe_ig.identity import Identity
from generator.importers.ihe_ig.outline import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a guide."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorDraft:
    """An actor that a profile names."""

    key: str
    name: str
    definition: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDraft:
    """One row of an actor/transaction table; `part` is initiator, responder, both, or empty if not said."""

    actor: str
    transaction: str
    name: str
    part: str
    optionality: str
    notes: tuple[str, ...]
    table: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDraft:
    """An option of an actor."""

    actor: str
    key: str
    name: str
    section: str
    notes: tuple[str, ...]
    table: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """An actor of a profile, with options, that another is grouped with."""

    profile: str
    actor: str
    actor_name: str
    options: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingDraft:
    """A required or optional grouping; `text` where its words say more than its fields."""

    actor: str
    optionality: str
    all_of: tuple[TargetDraft, ...] = ()
    any_of: tuple[TargetDraft, ...] = ()
    when_option: str = ""
    when_text: str = ""
    text: str = ""
    section: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintDraft:
    """A note of a table as a rule: `kind` names the list that `terms` belong to, if it can be computed."""

    key: str
    actor: str
    kind: str
    transactions: tuple[str, ...]
    options: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDraft:
    """An open or closed issue."""

    key: str
    text: str
    is_open: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDraft:
    """A name that a guide gives to a transaction, standing right before its id."""

    transaction: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDraft:
    """A row of a transaction's table of roles: a role or actor, who plays it, and what it does."""

    name: str
    actors: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionDraft:
    """A transaction as the page that defines it says; `anchor` where it is only a part of that page."""

    key: str
    name: str
    section: str
    page: Page
    anchor: str
    roles: tuple[RoleDraft, ...]
    messages: tuple[str, ...]
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that one guide says."""

    guide: Guide
    identity: Identity
    section: str
    pages: tuple[Page, ...]
    outlines: Mapping[str, tuple[Part, ...]]
    actors: tuple[ActorDraft, ...]
    uses: tuple[UseDraft, ...]
    options: tuple[OptionDraft, ...]
    groupings: tuple[GroupingDraft, ...]
    constraints: tuple[ConstraintDraft, ...]
    names: tuple[NameDraft, ...]
    transactions: tuple[TransactionDraft, ...]
    modes: Mapping[str, frozenset[str]]
    summary: str
    is_about_content: bool
    use_notes: Mapping[tuple[str, str], str]
