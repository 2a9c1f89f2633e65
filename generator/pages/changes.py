"""What is new: versions that were published and texts that were changed, by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.changes import History
from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.messages import message
from generator.news import News, by_day, has_news_of_results, news_of
from generator.pages.facts import trail
from generator.pages.sections import CHANGES
from generator.public import PublicGraph
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.site import Page, PageLink, SearchEntry

_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesFacts:
    """The newest changes by day, and where to hear of them. `is_cut`: those of texts are not known."""

    days: Mapping[datetime.date, tuple[News, ...]]
    earlier: int
    is_cut: bool
    feeds: tuple[PageLink, ...]
    domain_feeds: tuple[PageLink, ...]


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page; what git knows is not in it yet."""
    yield Page(
        kind="changes",
        name=f"page/{CHANGES.key}",
        address=CHANGES.address,
        title=CHANGES.title,
        description=message("The newest versions and changes of profiles and framework, by day."),
        facts_of=lambda: _facts(graph, config, History()),
        position=Position("site_config.yml"),
        section=CHANGES.key,
        breadcrumbs=trail(),
        search=SearchEntry(kind=message("Overview"), has_text=False, synonyms=(message("News"),)),
    )


def with_history(page: Page, graph: PublicGraph, config: SiteConfig, history: History) -> Page:
    """The page with what git knows; any other page as it is."""
    if page.kind != "changes":
        return page
    return replace(page, facts_of=lambda: _facts(graph, config, history))


def _facts(graph: PublicGraph, config: SiteConfig, history: History) -> ChangesFacts:
    news = news_of(graph, history, (config.content.framework, config.content.profiles))
    return ChangesFacts(
        days=by_day(news[:_SHOWN]),
        earlier=max(len(news) - _SHOWN, 0),
        is_cut=history.is_cut,
        feeds=tuple(_feeds(graph)),
        domain_feeds=tuple(
            PageLink(title=each.name, name=f"feed/{each.id}") for each in graph.all(Domain).values()
        ),
    )


def feed_addresses(graph: PublicGraph) -> Mapping[str, str]:
    """Symbolic name -> address of every feed: of all changes, of each domain and profile, of results."""
    found = {"feed/changes": "feeds/changes.xml"}
    if has_news_of_results(graph):
        found["feed/results"] = "feeds/results.xml"
    taken = set(found.values())
    for domain in graph.all(Domain).values():
        address = f"feeds/{domain.key.lower()}.xml"
        found[f"feed/{domain.id}"] = (
            address if address not in taken else f"feeds/domain-{domain.key.lower()}.xml"
        )
    for profile in graph.all(Profile).values():
        found[f"feed/{profile.id}"] = f"feeds/{profile.domain.key.lower()}/{profile.key.lower()}.xml"
    return found


def _feeds(graph: PublicGraph) -> Iterator[PageLink]:
    yield PageLink(title=message("All changes"), name="feed/changes")
    if has_news_of_results(graph):
        yield PageLink(title=message("Published results and statements"), name="feed/results")
