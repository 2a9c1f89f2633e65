"""Atom feeds: what is new on the whole site, of each domain and profile, and which results were published."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from generator.changes import History
from generator.config import SiteConfig
from generator.languages import Language
from generator.messages import label, message
from generator.news import News, has_news_of_results, news_of
from generator.public import PublicGraph
from generator.publishing.links import absolute_url
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession
from generator.records.statements import IntegrationStatement
from generator.tallies import completions_of

FEEDS = "feeds/"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 30
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Entry(NamedTuple):
    """An entry of a feed: `name` tells it from all others of the site, for ever."""

    name: str
    moment: datetime.datetime
    title: str
    address: str
    summary: str = ""
    is_demonstration: bool = False


class _Feed(NamedTuple):
    """A feed: its symbolic name, its title, the page that shows the same, its entries, newest first."""

    name: str
    title: str
    address: str
    entries: tuple[_Entry, ...]


def feed_files(
    graph: PublicGraph,
    config: SiteConfig,
    addresses: Mapping[str, str],
    history: History,
    date: datetime.date | None,
    language: Language,
) -> Iterator[tuple[str, bytes]]:
    """Address and content of each feed. Source: `addresses`; a feed without entries is of the day `date`."""
    day = datetime.datetime.combine(date, datetime.time(), datetime.UTC) if date else _NEVER
    for feed in _feeds(graph, config, addresses, history, language):
        yield addresses[feed.name], _written(feed, addresses[feed.name], config, day)


def _feeds(
    graph: PublicGraph, config: SiteConfig, addresses: Mapping[str, str], history: History, language: Language
) -> Iterator[_Feed]:
    site, said = config.site.name, language.said
    news = news_of(graph, history, (config.content.framework, config.content.profiles))

    def entries(wanted: Iterable[News]) -> tuple[_Entry, ...]:
        first = (each for each, _ in zip(wanted, range(_MOST), strict=False))
        return tuple(_entry(each, addresses, language) for each in first)

    page = addresses["page/changes"]
    yield _Feed("feed/changes", said(message("%(site)s: changes", site=site)), page, entries(news))
    for domain in graph.all(Domain).values():
        title = said(message("%(site)s: changes of %(what)s", site=site, what=domain.name))
        own = entries(each for each in news if domain.key in each.domains)
        yield _Feed(f"feed/{domain.id}", title, addresses[str(domain.id)], own)
    of_profile: dict[str, list[News]] = {}
    for each in news:
        for key in each.profiles:
            of_profile.setdefault(key, []).append(each)
    for profile in graph.all(Profile).values():
        title = said(message("%(site)s: changes of %(what)s", site=site, what=profile.name))
        own = entries(of_profile.get(profile.key, ()))
        yield _Feed(f"feed/{profile.id}", title, addresses[str(profile.id)], own)
    if has_news_of_results(graph):
        title = said(message("%(site)s: published results and statements", site=site))
        found = sorted(_results(graph, config, addresses, language), reverse=True, key=_moment)
        yield _Feed("feed/results", title, "", tuple(found[:_MOST]))


def _moment(entry: _Entry) -> tuple[datetime.datetime, str]:
    return entry.moment, entry.name


def _entry(news: News, addresses: Mapping[str, str], language: Language) -> _Entry:
    names = ", ".join((*(language.said(each.title) for each in news.records), *news.files))
    names += f" (+{news.more})" if news.more else ""
    page = addresses["page/changes"]
    first = addresses.get(str(news.records[0].id), page) if news.records else page
    if news.entry is not None:
        version, status = news.entry.version, language.said(label(news.entry.status))
        title = f"{names} {version}: {status}"
        about = news.entry.change.text.strip() if news.entry.change is not None else ""
        return _Entry(f"{news.records[0].id} {version} {status}", news.moment, title, first, about)
    change = news.change
    if change is None:
        raise ValueError("news are of a version or of a commit")
    title = change.subject or language.said(message("Changed: %(what)s", what=names))
    name = change.commit or f"{change.seconds} {change.number}"
    return _Entry(f"commit {name}", news.moment, title, first, names if change.subject else "")


def _results(
    graph: PublicGraph, config: SiteConfig, addresses: Mapping[str, str], language: Language
) -> Iterator[_Entry]:
    disclaimers = config.publication.disclaimers
    for session in graph.all(TestingSession).values():
        rows = completions_of(graph, session)
        title = message("Published results: %(name)s", name=session.name) if rows else session.name
        yield _Entry(
            name=str(session.id),
            moment=_begin(session.publish_on),
            title=language.said(title),
            address=addresses[str(session.id)],
            summary=language.said(disclaimers.results),
            is_demonstration=session.demonstration or any(row.is_demonstration for row in rows),
        )
    for statement in graph.all(IntegrationStatement).values():
        vendor = graph.find(statement.organization)
        if vendor is not None:
            yield _Entry(
                name=str(statement.id),
                moment=_begin(statement.date),
                title=language.said(
                    message("Integration statement: %(what)s", what=f"{statement.title} ({vendor.name})")
                ),
                address=addresses[str(statement.id)],
                summary=language.said(disclaimers.statements),
                is_demonstration=vendor.demonstration,
            )


def _begin(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _written(feed: _Feed, address: str, config: SiteConfig, day: datetime.datetime) -> bytes:
    """The feed as XML. Ids follow from the site's URL, and never change with what is said."""
    url = config.site.url
    space = uuid.uuid5(uuid.NAMESPACE_URL, absolute_url(url, ""))
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": config.site.language})
    _add(root, "title", feed.title)
    _add(root, "id", uuid.uuid5(space, feed.name).urn)
    _add(root, "updated", _stamp(max((each.moment for each in feed.entries), default=day)))
    _link(root, "self", absolute_url(url, address), "application/atom+xml")
    _link(root, "alternate", absolute_url(url, feed.address), "text/html")
    publisher = config.site.publisher
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", publisher.name if publisher is not None else config.site.name)
    if config.site.license:
        _add(root, "rights", config.site.license)
    for entry in feed.entries:
        node = ElementTree.SubElement(root, "entry")
        _add(node, "title", entry.title)
        _add(node, "id", uuid.uuid5(space, entry.name).urn)
        _add(node, "updated", _stamp(entry.moment))
        _link(node, "alternate", absolute_url(url, entry.address), "text/html")
        if entry.is_demonstration:
            ElementTree.SubElement(node, "category", {"term": "demonstration"})
        if entry.summary:
            _add(node, "summary", entry.summary)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NO_TEXT.sub("", text)


def _link(parent: ElementTree.Element, relation: str, url: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": kind, "href": url})
