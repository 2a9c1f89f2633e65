"""The home page: what this is, three ways in, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.pages.framework_page import reading_order
from generator.pages.sections import SectionKind, sections_of
from generator.records.framework import Domain, FrameworkPage, HistoryEntry
from generator.records.profiles import Profile
from generator.site import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """What the home page shows. `news` are the newest dated versions of profiles."""

    site_name: str
    description: str
    counts: tuple[tuple[SectionKind, int], ...]
    domains: tuple[Domain, ...]
    profiles: tuple[Profile, ...]
    reading: tuple[FrameworkPage, ...]
    news: tuple[tuple[Profile, HistoryEntry], ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one home page."""
    yield Page(
        kind="home",
        name="page/home",
        address="",
        title=config.site.name,
        description=config.site.description,
        facts=HomeFacts(
            site_name=config.site.name,
            description=config.site.description,
            counts=tuple((each, len(graph.all(each.record))) for each in sections_of(graph)),
            domains=tuple(graph.all(Domain).values()),
            profiles=tuple(graph.all(Profile).values()),
            reading=tuple(page for page in reading_order(graph) if page.key != "index"),
            news=_news(graph),
        ),
        position=Position("site_config.yml"),
    )


def _news(graph: Graph) -> tuple[tuple[Profile, HistoryEntry], ...]:
    dated = [
        (profile.history[0].date, profile)
        for profile in graph.all(Profile).values()
        if profile.history[0].date
    ]
    newest = sorted(dated, key=lambda row: (row[0], row[1].key), reverse=True)[:5]
    return tuple((profile, profile.history[0]) for _, profile in newest)
