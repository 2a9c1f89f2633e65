"""Who completed these? A purchaser chooses actors of profiles and sees who completed testing of all of them.

Source: `results/rows.js` and `find/model.js`, which publishing writes. The address may hold the requirement:
`/find/?need=MHD/document-source/comprehensive-metadata,generate-metadata&need=CT/time-client` is one `need`
for each actor, `<profile>/<actor>` and perhaps a slash and the keys of options with commas between them;
`together=system` asks for everything in one system. Templates write
`link(facts.finder, "Who completed this?", query="need=MHD/document-source")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.messages import message
from generator.pages.facts import trail
from generator.pages.results_explorer import static_tables
from generator.pages.sections import FIND, RESULTS, section_page
from generator.public import PublicGraph
from generator.site import Page, PageLink, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFacts:
    """What stands around the answer. `url` is where the page is cited."""

    site_name: str
    has_results: bool
    is_demonstration: bool
    disclaimer: str
    ways: tuple[PageLink, ...]
    explorer: PageLink
    url: str


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page. While nothing is published it says so, and nothing but a text leads to it."""
    rows = graph.completed.rows
    yield Page(
        kind="find",
        name=f"page/{FIND.key}",
        address=FIND.address,
        title=FIND.title,
        description=message(
            "Choose actors of profiles and see which organizations completed testing of all of them."
        ),
        facts_of=lambda: FindFacts(
            site_name=config.site.name,
            has_results=bool(rows),
            is_demonstration=any(row.is_demonstration for row in rows),
            disclaimer=config.publication.disclaimers.results,
            ways=static_tables(graph),
            explorer=section_page(RESULTS),
            url=f"{config.site.url.rstrip('/')}/{FIND.address}",
        ),
        position=Position("site_config.yml"),
        section=FIND.key if rows else "",
        breadcrumbs=trail(),
        search=SearchEntry(kind=message("Results"), synonyms=(message("Find organizations"),))
        if rows
        else None,
    )
