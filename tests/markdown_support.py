"""Texts for tests of Markdown: parsed at the beginning of a file, with a few places that links may reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Position
from generator.graph import Graph, Target
from generator.reading.prose import parse
from generator.records.base import RecordId
from generator.records.prose import Citation, Document, Link
from generator.rendering.markdown import render
from generator.rendering.mentions import Mentions

TRANSACTIONS = ("ITI-65", "ITI-66")
SECTIONS = {"3.65": "ITI-65"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case of a spec file: what it shows, what is written, and what comes out."""

    title: str
    written: str
    expected: str


def examples(path: Path) -> Iterator[Example]:
    """The cases of a spec file: a title, then input and output, each closed by a line with a dot."""
    title: list[str] = []
    parts: list[list[str]] = [title]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line != ".":
            parts[-1].append(line)
            continue
        parts.append([])
        if len(parts) == 4:
            written, expected = ("\n".join(part) + "\n" for part in parts[1:3])
            yield Example(title="\n".join(parts[0]).strip(), written=written, expected=expected)
            parts = [[]]


def a_document(text: str, line: int = 1, column: int = 1) -> Document:
    """`text` as the beginning of a file, or from another place of it."""
    return parse(text, Position("text.md", line, column))


def a_graph(*documents: Document) -> Graph:
    """A graph in which the links of `documents` lead to ITI-65, ITI-66, files, anchors and the web."""
    targets = {
        place.position: target
        for document in documents
        for place in (*document.citations, *document.links)
        if (target := target_of(place)) is not None
    }
    return Graph(records={}, targets=targets)


def target_of(place: Citation | Link) -> Target | None:
    """Where a place leads in these tests; None where it leads nowhere."""
    if isinstance(place, Citation):
        key = place.key or SECTIONS.get(place.section, "")
        return Target(id=RecordId("transaction", key)) if key in TRANSACTIONS else None
    destination, _, anchor = place.destination.partition("#")
    if destination.startswith(("https:", "mailto:")):
        return Target(url=place.destination)
    if place.is_image:
        return Target(file=f"images/{destination}")
    if destination.removeprefix("transaction:") in TRANSACTIONS:
        return Target(id=RecordId("transaction", destination.removeprefix("transaction:")), anchor=anchor)
    return Target(anchor=anchor) if not destination else None


def rendered(text: str, mentions: Mentions | None = None, heading_shift: int = 0) -> str:
    """The HTML of `text`."""
    document = a_document(text)
    return render(document, a_graph(document), mentions, heading_shift)
