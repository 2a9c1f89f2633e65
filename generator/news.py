"""What is new in framework and profiles: publications that histories name, and commits that changed files."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.changes import Change, History
from generator.graph import Graph
from generator.records.base import Record
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    FrameworkPage,
    GlossaryTerm,
    HistoryEntry,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.profiles import Profile, ProfilePage
from generator.records.scenarios import Scenario
from generator.records.sessions import TestingSession
from generator.records.statements import IntegrationStatement

# What files of framework and profiles hold; what is of results is never news here.
_KINDS: tuple[type[Record], ...] = (
    *(Profile, ProfilePage, Scenario, Domain, Transaction, Actor, ContentModule, Standard, Supplement),
    *(NationalExtension, ChangeProposal, FrameworkPage, GlossaryTerm),
)
_SHOWN_RECORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """That a version was published (`entry`), or that a commit changed something (`change`).

    `records` are those concerned, no more than a reader looks through, `more` the number of others, `files`
    the lists of many records. `domains` and `profiles` are the keys of all concerned.
    """

    moment: datetime.datetime
    records: tuple[Record, ...]
    entry: HistoryEntry | None = None
    change: Change | None = None
    files: tuple[str, ...] = ()
    more: int = 0
    domains: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()

    @property
    def day(self) -> datetime.date:
        """When it happened (UTC)."""
        return self.moment.date()


def news_of(graph: Graph, history: History, folders: Iterable[str]) -> tuple[News, ...]:
    """All that is new in files of `folders`, newest first."""
    found = [*_publications(graph), *_edits(graph, history, tuple(f"{folder}/" for folder in folders))]
    return tuple(sorted(found, key=_order, reverse=True))


def has_news_of_results(graph: Graph) -> bool:
    """Whether there is anything that could be news of results: a public event, or a statement."""
    return bool(graph.all(TestingSession) or graph.all(IntegrationStatement))


def by_day(news: Iterable[News]) -> Mapping[datetime.date, tuple[News, ...]]:
    """News in the order given, those of a day together."""
    days: dict[datetime.date, list[News]] = defaultdict(list)
    for each in news:
        days[each.day].append(each)
    return {day: tuple(each) for day, each in days.items()}


def _order(news: News) -> tuple[datetime.datetime, int, str]:
    return (
        news.moment,
        news.change.number if news.change else 0,
        str(news.records[0].id if news.records else ""),
    )


def _publications(graph: Graph) -> Iterator[News]:
    published: tuple[Profile | Supplement, ...] = (
        *graph.all(Profile).values(),
        *graph.all(Supplement).values(),
    )
    for record in published:
        domains, profiles = _owners(graph, record)
        for entry in record.history:
            if entry.date is not None:
                moment = datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)
                yield News(moment=moment, records=(record,), entry=entry, domains=domains, profiles=profiles)


def _edits(graph: Graph, history: History, folders: tuple[str, ...]) -> Iterator[News]:
    holding = _by_path(graph)
    touched: dict[Change, list[str]] = defaultdict(list)
    for path in sorted(history.by_path):
        if path in holding and path.startswith(folders):
            for change in history.by_path[path]:
                touched[change].append(path)
    owners = {
        path: _owners_of_all(graph, records) for path, records in holding.items() if path in history.by_path
    }
    for change, paths in touched.items():
        records = [holding[path][0] for path in paths if len(holding[path]) == 1]
        yield News(
            moment=change.moment,
            change=change,
            records=tuple(records[:_SHOWN_RECORDS]),
            more=max(len(records) - _SHOWN_RECORDS, 0),
            files=tuple(path for path in paths if len(holding[path]) > 1),
            domains=frozenset().union(*(owners[path][0] for path in paths)),
            profiles=frozenset().union(*(owners[path][1] for path in paths)),
        )


def _by_path(graph: Graph) -> Mapping[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for kind in _KINDS:
        for record in graph.all(kind).values():
            found[record.position.path].append(record)
    return found


_Owners = tuple[frozenset[str], frozenset[str]]


def _owners_of_all(graph: Graph, records: list[Record]) -> _Owners:
    """Whose news a file is: that of a list of many is everybody's, so nobody's own."""
    return _owners(graph, records[0]) if len(records) == 1 else (frozenset(), frozenset())


def _owners(graph: Graph, record: Record) -> _Owners:
    """The keys of the domains and of the profiles that a record belongs to."""
    profiles: list[Profile] = []
    if isinstance(record, Profile):
        profiles = [record]
    elif isinstance(record, ProfilePage):
        profiles = [each for each in (graph.find(record.profile),) if each is not None]
    elif isinstance(record, Scenario):
        profiles = [each for each in map(graph.find, record.profiles) if isinstance(each, Profile)]
    owned = [getattr(each, "domain", None) for each in profiles or (record,)]
    domains = [graph.find(ref) for ref in owned if ref is not None]
    return (
        frozenset(each.key for each in domains if each is not None),
        frozenset(each.key for each in profiles),
    )
