"""Text that authors wrote in Markdown, parsed once: tokens, headings, anchors and what it names."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.diagnostics import Position


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


class ProseFault(enum.Enum):
    """What a text may hold that cannot be published, found while it is parsed."""

    RAW_HTML = "raw-html"
    UNSAFE_LINK = "unsafe-link"
    DUPLICATE_ANCHOR = "duplicate-anchor"
    RESERVED_ANCHOR = "reserved-anchor"
    TOO_DEEP = "too-deep"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and what stands in it. `tokens` are markdown-it's and are never changed.

    A token of type `citation` holds its `Citation` in `meta["citation"]`; `link_open` and `image`
    tokens hold their `Link` in `meta["link"]`. `anchors` maps every id of the text (headings
    included) to its place. `faults` are the parser's findings: kind, place and the offending text.
    """

    position: Position
    text: str
    tokens: tuple[Token, ...] = field(compare=False, repr=False, default=())
    headings: tuple[Heading, ...] = ()
    anchors: Mapping[str, Position] = field(default_factory=dict, compare=False)
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    faults: tuple[tuple[ProseFault, Position, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())
