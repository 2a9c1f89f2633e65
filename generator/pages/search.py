"""The search page: all results for a text, page by page, under an address that can be linked.

`/search/?q=MHD&kind=Profile&status=final-text&page=2` is a view of it: `kind`, `domain`, `status` and `year`
may be repeated, and several values of one mean any of them. What it searches is written by publishing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message
from generator.pages.facts import trail
from generator.pages.sections import A_TO_Z, section_page
from generator.site import Page, PageLink


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacts:
    """Where readers without scripts find every page."""

    index: PageLink


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page."""
    yield Page(
        kind="search",
        name="page/search",
        address="search/",
        title=message("Search"),
        description=message(
            "Search every page by id, name and text, and filter by kind, domain, status and year"
        ),
        facts_of=lambda: SearchFacts(index=section_page(A_TO_Z)),
        position=Position("site_config.yml"),
        breadcrumbs=trail(),
    )
