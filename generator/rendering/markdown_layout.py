"""Which paragraphs of a text are captions or figures, how deep each heading stands, and what they list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.records.prose import Document, Heading
from generator.rendering.markdown_inline import plain
from generator.site import TocEntry

_TABLE_PREFIX = "Table:"
_NUMBERED_TABLE = re.compile(r"Table \d")
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of a caption, and the paragraph (with its id and classes) that they stand in."""

    children: Sequence[Token]
    paragraph: Token

    @property
    def label(self) -> str:
        """The caption without markup."""
        return " ".join(plain(self.children).split())


@dataclass(slots=True)
class Layout:
    """Captions by the index of their table, figures by that of their paragraph, and what these took."""

    captions: dict[int, Caption] = field(default_factory=dict)
    figures: dict[int, Caption | None] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)


def layout(tokens: Sequence[Token]) -> Layout:
    """The captions and figures of a text."""
    found = Layout()
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and index not in found.taken:
            follower = tokens[index + 3] if index + 3 < len(tokens) else None
            if follower is not None and follower.type == "table_open":
                _take_table_caption(found, tokens, index)
            elif _is_lone_image(tokens[index + 1]):
                found.figures[index] = _figure_caption(found, tokens, index)
    return found


def _take_table_caption(found: Layout, tokens: Sequence[Token], index: int) -> None:
    children = list(tokens[index + 1].children or [])
    words = plain(children).lstrip()
    if children and children[0].type == "text" and words.startswith(_TABLE_PREFIX):
        rest = children[0].content.lstrip()[len(_TABLE_PREFIX) :].lstrip()
        children[0] = children[0].copy(content=rest)
    elif not _NUMBERED_TABLE.match(words):
        return
    found.captions[index + 3] = Caption(children=children, paragraph=tokens[index])
    found.taken.update(range(index, index + 3))


def _is_lone_image(inline: Token) -> bool:
    return [token.type for token in inline.children or []] == ["image"]


def _figure_caption(found: Layout, tokens: Sequence[Token], index: int) -> Caption | None:
    image = (tokens[index + 1].children or [])[0]
    title = str(image.attrs.get("title", ""))
    if title:
        return Caption(
            children=[Token("text", "", 0, content=title)], paragraph=Token("paragraph_open", "p", 1)
        )
    after = index + 3
    if after < len(tokens) and tokens[after].type == "paragraph_open":
        children = tokens[after + 1].children or []
        if plain(children).startswith("Figure "):
            found.taken.update(range(after, after + 3))
            return Caption(children=children, paragraph=tokens[after])
    return None


def levels(headings: Sequence[Heading], above: int) -> Iterator[int]:
    """The level at which each heading is shown below one of level `above`: none is ever skipped."""
    open_levels: list[int] = []
    for heading in headings:
        while open_levels and open_levels[-1] >= heading.level:
            open_levels.pop()
        open_levels.append(heading.level)
        yield min(above + len(open_levels), _DEEPEST_HEADING)


def contents(document: Document) -> tuple[TocEntry, ...]:
    """The headings of a text, each with those below it."""
    entries, _ = _entries(document.headings, 0, 0)
    return entries


def _entries(headings: tuple[Heading, ...], start: int, above: int) -> tuple[tuple[TocEntry, ...], int]:
    entries = []
    index = start
    while index < len(headings) and headings[index].level > above:
        heading = headings[index]
        children, index = _entries(headings, index + 1, heading.level)
        entries.append(TocEntry(anchor=heading.anchor, title=heading.text, children=children))
    return tuple(entries), index
