"""A text page of the framework: about it, how to read it, its appendices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.framework import FrameworkPage
from generator.site import Page, PageLink, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPageFacts:
    """A text page and the pages that stand below it."""

    page: FrameworkPage
    below: tuple[FrameworkPage, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a text page, in reading order; the top `index.md` is the section's own page."""
    pages = reading_order(graph)
    planned = [_page(pages, each) for each in pages if each.key != "index"]
    yield from with_neighbours(planned)


def reading_order(graph: Graph) -> list[FrameworkPage]:
    """All text pages: `index.md` first in each folder, then by order, then by name."""
    pages = graph.all(FrameworkPage)

    def rank(page: FrameworkPage) -> list[tuple[int, int, str]]:
        parts = page.key.split("/")
        folders = ["/".join((*parts[:place], "index")) for place in range(1, len(parts))]
        keys = [key for key in (*folders, page.key) if key in pages]
        return [(int(pages[key].order is None), pages[key].order or 0, key) for key in keys]

    return sorted(pages.values(), key=lambda page: (page.key != "index", rank(page)))


def _page(pages: list[FrameworkPage], page: FrameworkPage) -> Page:
    folder = page.key.removesuffix("index")
    below = tuple(
        other
        for other in pages
        if page.key.endswith("/index") and other.key.startswith(folder) and other.key != page.key
    )
    return Page(
        kind="framework_page",
        name=str(page.id),
        address=address_of(page),
        title=page.title,
        description=page.title,
        facts_of=lambda: FrameworkPageFacts(page=page, below=below),
        position=page.position,
        section="framework",
        breadcrumbs=trail(section_link(FrameworkPage), *_parents(pages, page)),
        source=page.position.path,
        search=SearchEntry(
            kind=message("Framework text"), synonyms=page.aliases, language=page.language or ""
        ),
    )


def _parents(pages: list[FrameworkPage], page: FrameworkPage) -> Iterator[PageLink]:
    for other in pages:
        folder = other.key.removesuffix("index")
        if other.key.endswith("/index") and page.key.startswith(folder) and page.key != other.key:
            yield PageLink(title=other.title, name=str(other.id))
