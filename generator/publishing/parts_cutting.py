"""Cuts an article into parts of a given length, between sections, rows and entries of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.messages import message
from generator.publishing.parts_tree import HEADINGS, REPEATED, Node, tree_of

# A part that is as full as this may end before something that would fit into the next one as a whole.
# Said in English; who knows the language of the site replaces it.
CONTINUED_WORDS = message("continued")
CONTINUED = f'<span class="tf-part">{CONTINUED_WORDS}</span>'
_GOOD = 0.4
# A part that is as full as this begins nothing that does not fit.
_FULL = 0.85
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_ANCHOR = re.compile(r'\sid="[^"]*"')
_START = re.compile(r'\sstart="(\d+)"')


def cut(html: str, room: int) -> tuple[str, ...]:
    """`html` in parts of at most `room` characters, as far as it can be cut.

    Each part is whole markup: what is cut is closed and opened again, tables with their captions and heads.
    Raises: UnevenMarkup.
    """
    writer = _Writer(room=room)
    for child in tree_of(html).children:
        writer.add(child)
    return writer.finished()


@dataclass(slots=True)
class _Opened:
    """An element that is open while its children are written."""

    node: Node
    start: int
    repeated: list[str] = field(default_factory=list)
    heading: str = ""
    has_content: bool = False
    entries: int = 0

    def again(self) -> str:
        """What opens it in the next part; a section that has begun says there what it is called."""
        heading = _continued(self.heading) if self.heading and self.has_content else ""
        return self._opening() + heading + "".join(self.repeated)

    def _opening(self) -> str:
        opening = self.node.opening
        if self.node.name != "ol" or not self.entries:
            return opening
        first = _START.search(opening)
        start = (int(first[1]) if first else 1) + self.entries
        return f'{_START.sub("", opening)[:-1]} start="{start}">'


def _continued(heading: str) -> str:
    """The heading once more, in a part that its section goes on in; its anchor stays where it was."""
    words = _PERMALINK.sub("", _ANCHOR.sub("", heading, count=1))
    start, mark, end = words.rpartition("</")
    return f"{start} {CONTINUED}{mark}{end}"


@dataclass(slots=True)
class _Writer:
    """Fills one part after the other."""

    room: int
    parts: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    used: int = 0
    has_content: bool = False
    opened: list[_Opened] = field(default_factory=list)
    # Headings that nothing stands below yet: where they begin, within how many elements, and their markup.
    headings_at: tuple[int, int] | None = None
    headings: list[str] = field(default_factory=list)

    def add(self, node: Node) -> None:
        """Write `node`, in a new part where that is better."""
        fits = node.size <= self.room - self.used
        if fits or (not node.children and not self.has_content):
            self._write(node)
        elif self.has_content and self._ends_before(node):
            self._turn()
            self.add(node)
        else:
            self._descend(node)

    def finished(self) -> tuple[str, ...]:
        """All parts."""
        return (*self.parts, "".join(self.pieces))

    def _ends_before(self, node: Node) -> bool:
        fits_alone = node.size <= self.room
        return (
            not node.children
            or self.used > _FULL * self.room
            or (fits_alone and self.used > _GOOD * self.room)
        )

    def _write(self, node: Node) -> None:
        if node.name in HEADINGS:
            self.headings_at = self.headings_at or (len(self.pieces), len(self.opened))
            self.headings.append(node.html)
        elif not node.is_blank:
            self._settle()
            self.has_content = True
            for each in self.opened:
                each.has_content = True
            if self.opened:
                self.opened[-1].entries += node.name == "li"
        self._append(node.html)

    def _descend(self, node: Node) -> None:
        opened = _Opened(node, len(self.pieces))
        self.opened.append(opened)
        self._append(node.opening)
        for child in node.children:
            if not node.name and child.name in HEADINGS:
                opened.heading = child.html
            if child.name in REPEATED:
                opened.repeated.append(child.html)
                self._append(child.html)
            else:
                self.add(child)
        self.opened.pop()
        self._append(node.closing)

    def _turn(self) -> None:
        """End this part, and open again in the next what is open; a heading at the end goes along."""
        begun = [each for each in self.opened if each.has_content]
        unbegun = self.opened[len(begun) :]
        headings, (cut_at, depth) = self.headings, self.headings_at or (len(self.pieces), len(self.opened))
        end = min(cut_at, unbegun[0].start if unbegun else len(self.pieces))
        closing = [each.node.closing for each in reversed(begun)]
        self.parts.append("".join([*self.pieces[:end], *closing]))
        self._settle()
        self.pieces, self.used, self.has_content = [], 0, False
        for each in self.opened[:depth]:
            self._open_again(each)
        for heading in headings:
            self.headings_at = self.headings_at or (len(self.pieces), depth)
            self.headings.append(heading)
            self._append(heading)
        for each in self.opened[depth:]:
            self._open_again(each)

    def _open_again(self, opened: _Opened) -> None:
        opened.start = len(self.pieces)
        self._append(opened.again())
        opened.has_content = False

    def _settle(self) -> None:
        self.headings, self.headings_at = [], None

    def _append(self, piece: str) -> None:
        self.pieces.append(piece)
        self.used += len(piece)
