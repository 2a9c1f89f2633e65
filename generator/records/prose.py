"""Text that authors wrote in Markdown, parsed once: tokens, headings, anchors and what it names."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.diagnostics import Position
from generator.records.base import LocalKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a text: its level (1 to 6), anchor, plain text and place."""

    level: int
    anchor: str
    text: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a text that names a record by its id or a section by its number.

    `[ITI-65]` has `key` "ITI-65"; `ITI TF-2: 3.65` has `domain` "ITI", `volume` "TF-2" and
    `section` "3.65". `words_before` is the text that directly precedes it in its block.
    """

    position: Position
    text: str
    key: str = ""
    domain: str = ""
    volume: str = ""
    section: str = ""
    words_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or image of a text: its destination as typed, and where the link begins."""

    position: Position
    destination: str
    text: str
    is_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLink:
    """A link within a drawing: in which of its lines, and between which characters of that."""

    link: Link
    line: int
    start: int
    end: int


class ProseFault(enum.Enum):
    """What a text may hold that cannot be published, found while it is parsed."""

    RAW_HTML = "raw-html"
    UNSAFE_LINK = "unsafe-link"
    DUPLICATE_ANCHOR = "duplicate-anchor"
    RESERVED_ANCHOR = "reserved-anchor"
    TOO_DEEP = "too-deep"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    MALFORMED_REQUIREMENT = "malformed-requirement"
    UNCLOSED_REQUIREMENT = "unclosed-requirement"
    NESTED_REQUIREMENT = "nested-requirement"
    MISPLACED_REQUIREMENT = "misplaced-requirement"
    REQUIREMENT_WITHOUT_LEVEL = "requirement-without-level"
    DRAWING_INCLUDE = "drawing-include"


class Level(enum.Enum):
    """How strictly a requirement binds (BCP 14), the strictest first."""

    SHALL = "SHALL"
    SHALL_NOT = "SHALL NOT"
    SHOULD = "SHOULD"
    SHOULD_NOT = "SHOULD NOT"
    MAY = "MAY"
    MAY_NOT = "MAY NOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementText:
    """A passage that is marked as a requirement, as its author wrote it; `position` is its id's.

    `levels` are those its words state, each once, in their order. A block has a `summary`, which lists show,
    and perhaps a `title`. `anchor` is empty where the text has that anchor already. `section` is the heading
    that it stands under.
    """

    id: str
    position: Position
    levels: tuple[Level, ...]
    is_conditional: bool = False
    actors: tuple[LocalKey, ...] = ()
    categories: tuple[str, ...] = ()
    is_block: bool = False
    title: str = ""
    summary: str = ""
    anchor: str = ""
    section: Heading | None = None
    text: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and what stands in it. `tokens` are markdown-it's and are never changed.

    A token of type `citation` holds its `Citation` in `meta["citation"]`; `link_open` and `image`
    tokens hold their `Link` in `meta["link"]`, those that open a requirement their `RequirementText` in
    `meta["requirement"]`, and fences that are drawings their `DrawnLink`s in `meta["drawing"]`.
    `unnumbered` are the places, outside of requirements, of words that bind as SHALL does; they are looked
    for only where the text has requirements. `anchors` maps every id of the text (headings included) to its
    place. `faults` are the parser's findings: kind, place and the offending text.
    """

    position: Position
    text: str
    tokens: Sequence[Token] = field(compare=False, repr=False, default=())
    headings: tuple[Heading, ...] = ()
    anchors: Mapping[str, Position] = field(default_factory=dict, compare=False)
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    requirements: tuple[RequirementText, ...] = ()
    unnumbered: tuple[Position, ...] = ()
    faults: tuple[tuple[ProseFault, Position, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())
