"""The lines of AsciiDoc that matter here: attributes, lists of attributes, headings, and delimited blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_LINES = 50_000

_ATTRIBUTE = re.compile(r":(?P<name>[A-Za-z0-9_-]{1,100}):[ \t]+(?P<value>\S.*)")
_LIST = re.compile(r"\[(?P<inner>[^\[\]].*)\][ \t]*")
_HEADING = re.compile(r"={2,6} (?P<title>\S.*)")
_NAMED = re.compile(r'(?P<name>[A-Za-z0-9_-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^",]*))')
_ANCHOR = re.compile(r"(?P<name>[A-Za-z0-9_-]*)#(?P<id>[A-Za-z0-9_-]+)")
_DELIMITERS = ("====", "****", "////", "----", "....", "|===")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading or a delimited block: what its attributes say, the line it begins in, and its lines.

    `kind` is `heading`, or the delimiter of a block. `lines`: number and text of each, or the title.
    """

    kind: str
    line: int
    attributes: Mapping[str, str]
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A file as its headings and blocks in their order, and the values of its attributes."""

    blocks: tuple[Block, ...]
    attributes: Mapping[str, str]


@dataclass(slots=True)
class _Reader:
    lines: Sequence[tuple[int, str]]
    values: dict[str, str]
    pending: dict[str, str] = field(default_factory=dict)
    place: int = 0

    def blocks(self) -> Iterator[Block]:
        """The headings and blocks that stand in the lines; a block's own lines are not looked into."""
        while self.place < len(self.lines):
            number, line = self.lines[self.place]
            self.place += 1
            words = line.rstrip()
            if words in _DELIMITERS:
                yield Block(kind=words, line=number, attributes=self._taken(), lines=self._until(words))
            elif heading := _HEADING.fullmatch(words):
                title = ((number, heading["title"]),)
                yield Block(kind="heading", line=number, attributes=self._taken(), lines=title)
            else:
                self._note(words)

    def _note(self, words: str) -> None:
        if value := _ATTRIBUTE.fullmatch(words):
            self.values.setdefault(value["name"], value["value"].strip())
        elif found := _LIST.fullmatch(words):
            self.pending |= _attributes(found["inner"])
        elif words and not words.startswith((".", "//")):
            self.pending.clear()

    def _until(self, delimiter: str) -> tuple[tuple[int, str], ...]:
        start = self.place
        while self.place < len(self.lines) and self.lines[self.place][1].rstrip() != delimiter:
            self.place += 1
        self.place += 1
        return tuple(self.lines[start : self.place - 1])

    def _taken(self) -> dict[str, str]:
        taken, self.pending = self.pending, {}
        return taken


def outline(text: str) -> Outline:
    """The headings and blocks of a text, as many lines of it as are read."""
    numbered = list(enumerate(text.split("\n")[:MOST_LINES], start=1))
    values: dict[str, str] = {}
    blocks = tuple(_Reader(numbered, values).blocks())
    return Outline(blocks=blocks, attributes=values)


def inner(block: Block) -> tuple[Block, ...]:
    """The blocks that stand inside a block."""
    return tuple(_Reader(block.lines, {}).blocks())


def _attributes(text: str) -> dict[str, str]:
    found = {each["name"]: each["quoted"] or each["plain"] or "" for each in _NAMED.finditer(text)}
    if anchor := _ANCHOR.match(text):
        found[f"#{anchor['name']}"] = anchor["id"]
    first = text.split(",", 1)[0].strip()
    if "=" not in first and "#" not in first:
        found["style"] = first
    return found


def paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The paragraphs of some lines, each on one line, with the number of its first."""
    words: list[str] = []
    start = 0
    for number, line in (*lines, (0, "")):
        if line.strip() and not line.startswith("//"):
            start = start if words else number
            words.append(line.strip())
        elif words and not line.strip():
            yield start, " ".join(words)
            words = []
