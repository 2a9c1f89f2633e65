"""The calendar of events, by year and region, and how many took part over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.pages.bars import Bars, participation
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import trail
from generator.pages.sections import SectionKind, section_kind
from generator.public import PublicGraph
from generator.records.sessions import TestingSession
from generator.site import Page
from generator.tallies import Tally, completions_of, sessions_of, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event and the numbers of what is published of it."""

    session: TestingSession
    tally: Tally
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsFacts:
    """What the calendar shows. `calendar`: year, the newest first -> its events in each of `regions`.

    `assessments` are sessions of conformity assessment, which no number of the others includes.
    """

    kind: SectionKind
    total: Tally
    participation: Bars
    regions: tuple[str, ...]
    calendar: Mapping[int, tuple[tuple[Event, ...], ...]]
    years: Mapping[int, tuple[Event, ...]]
    assessments: tuple[Event, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there is an event."""
    if not graph.all(TestingSession):
        return
    kind = section_kind(TestingSession)
    yield Page(
        kind="events",
        name=f"page/{kind.section.key}",
        address=kind.section.address,
        title=kind.section.title,
        description=kind.lead,
        facts_of=lambda: _facts(graph, config, kind),
        position=Position("site_config.yml"),
        section=kind.section.key,
        breadcrumbs=trail(),
    )


def _facts(graph: PublicGraph, config: SiteConfig, kind: SectionKind) -> EventsFacts:
    events = tuple(_event(graph, each) for each in sessions_of(graph))
    assessments = tuple(_event(graph, each) for each in sessions_of(graph, assessment=True))
    regions = tuple(sorted({each.session.region for each in events}))
    years: dict[int, tuple[Event, ...]] = {}
    for each in events:
        years[each.session.start.year] = (*years.get(each.session.start.year, ()), each)
    return EventsFacts(
        kind=kind,
        total=tally(graph.completed.rows),
        participation=participation(graph, graph.completed.rows),
        regions=regions,
        calendar={
            year: tuple(tuple(each for each in found if each.session.region == region) for region in regions)
            for year, found in years.items()
        },
        years=years,
        assessments=assessments,
        notice=notice_for(
            config, (), is_demonstration=any(each.is_demonstration for each in (*events, *assessments))
        ),
    )


def _event(graph: PublicGraph, session: TestingSession) -> Event:
    found = tally(completions_of(graph, session))
    return Event(
        session=session,
        tally=found,
        is_demonstration=session.demonstration or found.is_demonstration,
    )
