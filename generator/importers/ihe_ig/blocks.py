"""The blocks a page consists of: what the model is read from, and what the text is written from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from generator.importers.ihe_ig.grid import Grid
from generator.importers.ihe_ig.tree import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its text as typed, its level, and the id that the published page gives it."""

    source: str
    level: int
    line: int
    own_anchor: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Lines without a blank one between: a paragraph, a list or part of one, a definition."""

    lines: tuple[str, ...]
    line: int
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `indent` is what stands before each of its lines where it belongs to a list."""

    grid: Grid
    line: int
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines that are shown as they are; `language` is what the source says they are written in."""

    lines: tuple[str, ...]
    line: int
    language: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """A piece of HTML: the elements in it, and where lines end (places count from its begin)."""

    root: Element
    line_ends: tuple[int, ...]
    line: int
    indent: str = ""

    def line_of(self, place: int) -> int:
        """The page's line of a place in the piece."""
        return self.line + bisect_left(self.line_ends, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation: blocks of their own."""

    blocks: tuple[Block, ...]
    line: int
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A `div` or other element whose inside is Markdown; with `title` it is set apart from the text."""

    blocks: tuple[Block, ...]
    line: int
    is_note: bool
    anchor: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An id that kramdown's attributes give to the block that follows."""

    anchor: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An empty line, which ends a paragraph and parts the items of a loose list."""

    line: int


Block = Heading | Prose | Table | Code | Html | Quote | Frame | Anchor | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a guide: file name, title, blocks, and the ids that links may lead to."""

    name: str
    file: str
    title: str
    order: int
    blocks: tuple[Block, ...]
    anchors: frozenset[str] = frozenset()
    links: tuple[tuple[int, str, str], ...] = field(default=())
    """Every link: line, destination and text as typed."""

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        return self.name[:-3] if self.name.lower().endswith(".md") else self.name
