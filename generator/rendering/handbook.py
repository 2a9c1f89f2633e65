"""A chapter of the handbook as HTML: links lead to chapters, to pages of the site, and outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.diagnostics import Position
from generator.graph import Graph, Target
from generator.handbook import Chapter
from generator.languages import Language
from generator.records.prose import Document
from generator.rendering.markdown import render

_OUTSIDE = ("https", "http", "mailto")
Parse = Callable[[str, Position], Document]


@dataclass(frozen=True, slots=True)
class Chapters:
    """What renders chapters: `parse` makes a document of a text."""

    parse: Parse
    language: Language

    def html(self, chapter: Chapter) -> str:
        """The chapter's text; its highest heading has level 2."""
        document = self.parse(chapter.text, chapter.position)
        targets = {link.position: target_of(link.destination) for link in document.links}
        return render(document, Graph(records={}, targets=targets), None, 1, language=self.language)


def target_of(destination: str) -> Target:
    """Where a link of a chapter leads: `#anchor`, `page:…` (another chapter as well), or out of the site."""
    kind, _, rest = destination.partition(":")
    if destination.startswith("#"):
        return Target(anchor=destination[1:])
    if kind == "page":
        return Target(page=rest)
    return Target(url=destination) if urlsplit(destination).scheme in _OUTSIDE else Target()
