"""The home page: what this is, three ways in, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.pages.bars import Bars, participation
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import grouped_by_domain
from generator.pages.framework_page import reading_order
from generator.pages.sections import (
    CONTRIBUTE,
    FIND,
    OBLIGATIONS,
    TRACE,
    SectionKind,
    section_page,
    sections_of,
)
from generator.public import PublicGraph
from generator.records.base import Record
from generator.records.framework import Domain, FrameworkPage, HistoryEntry
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession
from generator.site import Page, PageLink
from generator.tallies import Tally, sessions_of, tally

_NEWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """What the home page shows. `news` are the newest dated versions of profiles, `events` the events whose
    results were published last, `profiles` all of them by the name of their domain, `reading` the texts that
    lead to others, `guides` the first text for each kind of readers.
    """

    site_name: str
    description: str
    counts: tuple[tuple[SectionKind, int], ...]
    profiles: Mapping[str, list[Record]]
    reading: tuple[FrameworkPage, ...]
    news: tuple[tuple[Profile, HistoryEntry], ...]
    events: tuple[TestingSession, ...]
    tally: Tally
    participation: Bars
    notice: Notice
    find: PageLink | None
    obligations: PageLink | None
    trace: PageLink | None
    guides: Mapping[str, FrameworkPage]
    contribute: PageLink


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one home page."""
    yield Page(
        kind="home",
        name="page/home",
        address="",
        title=config.site.name,
        description=config.site.description,
        facts_of=lambda: HomeFacts(
            site_name=config.site.name,
            description=config.site.description,
            counts=tuple((each, _count(graph, each)) for each in sections_of(graph)),
            profiles=_by_domain(graph),
            reading=tuple(page for page in reading_order(graph) if _leads(page)),
            news=_news(graph),
            events=_published_last(graph),
            tally=tally(graph.completed.rows),
            participation=participation(graph, graph.completed.rows),
            notice=notice_for(config, graph.completed.rows),
            find=section_page(FIND) if graph.completed.rows else None,
            obligations=section_page(OBLIGATIONS) if graph.all(Profile) else None,
            trace=section_page(TRACE) if graph.all(Profile) else None,
            guides=_guides(graph),
            contribute=section_page(CONTRIBUTE),
        ),
        position=Position("site_config.yml"),
    )


def _by_domain(graph: Graph) -> Mapping[str, list[Record]]:
    domains = graph.all(Domain)
    groups = grouped_by_domain(graph, graph.all(Profile).values())
    return {domains[key].name if key in domains else key: profiles for key, profiles in groups.items()}


def _guides(graph: Graph) -> Mapping[str, FrameworkPage]:
    pages = [page for page in reading_order(graph) if page.readers is not None]
    return {page.readers.value: page for page in reversed(pages) if page.readers is not None}


def _leads(page: FrameworkPage) -> bool:
    """Whether a text stands at the top, or is the first of its folder; the others are a step further."""
    folder, _, name = page.key.rpartition("/")
    return page.key != "index" and "/" not in folder and (not folder or name == "index")


def _news(graph: Graph) -> tuple[tuple[Profile, HistoryEntry], ...]:
    dated = [
        (profile.history[0].date, profile)
        for profile in graph.all(Profile).values()
        if profile.history[0].date
    ]
    newest = sorted(dated, key=lambda row: (row[0], row[1].key), reverse=True)[:_NEWS]
    return tuple((profile, profile.history[0]) for _, profile in newest)


def _published_last(graph: Graph) -> tuple[TestingSession, ...]:
    newest = sorted(sessions_of(graph), key=lambda each: (each.publish_on, each.start), reverse=True)
    return tuple(newest[:_NEWS])


def _count(graph: Graph, kind: SectionKind) -> int:
    """How many records a section lists; conformity assessment is not counted with events."""
    is_events = kind.record is TestingSession
    return len(sessions_of(graph)) if is_events else len(graph.all(kind.record))
