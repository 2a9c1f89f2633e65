"""The results explorer: every published row, filtered and sorted in the reader's browser.

Source: `results/rows.js`, which publishing writes. `/results/?profile=MHD&actor=document-source` is a view of
it: the facets `event`, `region`, `year`, `organization`, `domain`, `profile`, `actor` and `option` (`-` is
none) take keys, may be repeated, and several values of one mean any of them; `text` holds words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.messages import message
from generator.pages.facts import trail
from generator.pages.sections import FIND, RESULTS, section_page, sections_of
from generator.public import PublicGraph
from generator.site import Page, PageLink, SearchEntry

# Sections whose pages say the same in plain tables.
_STATIC = ("events", "organizations", "profiles")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsExplorerFacts:
    """What stands around the table; `ways` lead to the static tables, `url` is where the page is cited."""

    rows: int
    organizations: int
    is_demonstration: bool
    disclaimer: str
    ways: tuple[PageLink, ...]
    finder: PageLink
    url: str


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page. While nothing is published it says so, and nothing but a text leads to it.

    What is withheld must not decide whether it is there, and no text break when the first event is public.
    """
    rows = graph.completed.rows
    yield Page(
        kind="results_explorer",
        name=f"page/{RESULTS.key}",
        address=RESULTS.address,
        title=RESULTS.title,
        description=message("Who completed testing of which actor in which profile, where and when."),
        facts_of=lambda: ResultsExplorerFacts(
            rows=len(rows),
            organizations=len(graph.completed.by_organization),
            is_demonstration=any(row.is_demonstration for row in rows),
            disclaimer=config.publication.disclaimers.results,
            ways=static_tables(graph),
            finder=section_page(FIND),
            url=f"{config.site.url.rstrip('/')}/{RESULTS.address}",
        ),
        position=Position("site_config.yml"),
        section=RESULTS.key if rows else "",
        breadcrumbs=trail(),
        search=SearchEntry(kind=message("Results"), synonyms=(message("Results explorer"),))
        if rows
        else None,
    )


def static_tables(graph: PublicGraph) -> tuple[PageLink, ...]:
    """The lists whose pages show the same rows without a script."""
    return tuple(each.page for each in sections_of(graph) if each.section.key in _STATIC)
