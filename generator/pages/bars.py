"""Bar charts of a few numbers: what a template draws without computing anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.graph import Graph
from generator.messages import message
from generator.public import Completion
from generator.records.sessions import TestingSession
from generator.site import PageLink
from generator.tallies import Tally, by_session, by_year, tally

_LONGEST_LABEL = 12
_MOST_BARS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar, `width` in hundredths of the longest; `link` leads to the event that it stands for."""

    label: str
    value: int
    width: float
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A chart of numbers of organizations, and the table that says the same in words.

    `rows`: each year or event, the page it has (if any), and its numbers. `is_by_event` tells which.
    """

    title: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, PageLink | None, Tally], ...]
    is_by_event: bool

    @property
    def is_worth_drawing(self) -> bool:
        """One bar compares nothing."""
        return len(self.bars) > 1


def participation(graph: Graph, rows: Iterable[Completion]) -> Bars:
    """Organizations with published rows by year, the earliest first."""
    years = {str(year): tally(group) for year, group in by_year(graph, rows).items()}
    return Bars(
        title=message("Organizations by year"),
        bars=_bars(years),
        rows=tuple((year, None, each) for year, each in years.items()),
        is_by_event=False,
    )


def uptake(graph: Graph, rows: Iterable[Completion], name: str) -> Bars:
    """Organizations that completed `name`, by event; where events are many the bars stand for years."""
    kept = tuple(rows)
    sessions = graph.all(TestingSession)
    events = {key: tally(group) for key, group in by_session(graph, kept).items()}
    is_by_event = len(events) <= _MOST_BARS
    drawn = (
        events if is_by_event else {str(year): tally(group) for year, group in by_year(graph, kept).items()}
    )
    return Bars(
        title=message("%(name)s: organizations by event", name=name)
        if is_by_event
        else message("%(name)s: organizations by year", name=name),
        bars=_bars(drawn),
        rows=tuple((key, _link(sessions[key]), each) for key, each in events.items()),
        is_by_event=True,
    )


def _link(session: TestingSession) -> PageLink:
    return PageLink(title=session.name, name=str(session.id))


def _bars(numbers: dict[str, Tally]) -> tuple[Bar, ...]:
    most = max((each.organizations for each in numbers.values()), default=1)
    return tuple(
        Bar(
            label=_shortened(label),
            value=each.organizations,
            width=round(100 * each.organizations / most, 2),
            place=place,
        )
        for place, (label, each) in enumerate(numbers.items())
    )


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
