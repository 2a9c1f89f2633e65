"""What follows from this? A reader chooses actors of profiles and sees all that they oblige a system to.

Source: `obligations/model.js`, which publishing writes. The address may hold the choice:
`/obligations/?need=MHD/document-source/comprehensive-metadata&need=CT/time-client&country=DE` is one `need`
for each actor, as at `/find/`: `<profile>/<actor>`, perhaps a slash and options, perhaps one more slash and
those transactions or content modules that its table leaves open and that are chosen; commas stand between
keys. Templates write `link(facts.obligations, "What follows from this", query="need=MHD/document-source")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.messages import message
from generator.pages.facts import trail
from generator.pages.sections import FIND, OBLIGATIONS, section_page, sections_of
from generator.public import PublicGraph
from generator.records.framework import NationalExtension
from generator.records.profiles import Profile
from generator.site import Page, PageLink, SearchEntry

# Sections whose pages say the same in plain tables.
_STATIC = (Profile, NationalExtension)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationsFacts:
    """What stands around the answer. `url` is where the page is cited; `finder` asks who completed it."""

    site_name: str
    ways: tuple[PageLink, ...]
    finder: PageLink | None
    url: str


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there are profiles."""
    if not graph.all(Profile):
        return
    yield Page(
        kind="obligations",
        name=f"page/{OBLIGATIONS.key}",
        address=OBLIGATIONS.address,
        title=message("What follows from a choice of actors"),
        description=message("Choose actors of profiles, options and a country, and see all that follows."),
        facts_of=lambda: ObligationsFacts(
            site_name=config.site.name,
            ways=tuple(each.page for each in sections_of(graph) if each.record in _STATIC),
            finder=section_page(FIND) if graph.completed.rows else None,
            url=f"{config.site.url.rstrip('/')}/{OBLIGATIONS.address}",
        ),
        position=Position("site_config.yml"),
        section=OBLIGATIONS.key,
        breadcrumbs=trail(),
        search=SearchEntry(
            kind=message("Obligations"),
            synonyms=("Obligations", message("Required groupings"), message("Requirements of an actor")),
        ),
    )
