"""A chapter of the handbook: a guide, or a rule with a wrong and a right example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.handbook import LANGUAGE, Chapter, guides, rules
from generator.messages import message
from generator.pages.facts import trail, with_neighbours
from generator.pages.sections import CONTRIBUTE, section_page
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookPageFacts:
    """The chapter, and the language that it is written in."""

    chapter: Chapter
    language: str


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a chapter. Guides are found by all their words, rules by their names alone."""
    # Whoever searches a framework for words does not mean the words of these.
    entry = SearchEntry(kind=message("Guide"), has_text=False, language=LANGUAGE)
    yield from with_neighbours([_page(chapter, entry) for chapter in guides()])
    for chapter in rules():
        yield _page(chapter, SearchEntry(kind=message("Rule"), has_text=False, ids=(chapter.key,)))


def _page(chapter: Chapter, entry: SearchEntry) -> Page:
    return Page(
        kind="handbook_page",
        name=f"page/{chapter.place}",
        address=f"{chapter.place}/",
        title=chapter.title,
        description=chapter.summary,
        facts_of=lambda: HandbookPageFacts(chapter=chapter, language=LANGUAGE),
        position=Position("site_config.yml"),
        breadcrumbs=trail(section_page(CONTRIBUTE)),
        search=entry,
    )
