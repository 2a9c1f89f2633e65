"""The page of downloads: the copies for reading offline, their sizes and checksums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from generator.config import CopyKind, SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message
from generator.pages.copies import CHECKSUMS, Offer, offers
from generator.pages.facts import trail
from generator.pages.sections import DOWNLOADS
from generator.site import CopyFile, Page, PageLink, SearchEntry

_TITLES = {
    CopyKind.SITE: message("Everything"),
    CopyKind.DOMAINS: message("Domains"),
    CopyKind.PROFILES: message("Profiles"),
}
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A copy, its file, and what a reader needs to know of that; the file is None where none was made."""

    offer: Offer
    link: PageLink
    size: str = ""
    file: CopyFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsFacts:
    """Copies by kind. `checksums` is the file that tools compare them with, `url` this page on the site.

    A copy cannot hold its own checksum, nor a preview that of files that it does not make: `is_made` is
    where the files lie beside the page.
    """

    groups: Mapping[str, tuple[Download, ...]]
    checksums: PageLink
    url: str
    is_made: bool = False


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if the root offers copies."""
    found = tuple(offers(graph, config.downloads))
    if found:
        yield Page(
            kind="downloads",
            name=f"page/{DOWNLOADS.key}",
            address=DOWNLOADS.address,
            title=DOWNLOADS.title,
            description=message(
                "Copies of this site to read without a network, each one file, with its own search."
            ),
            facts_of=lambda: DownloadsFacts(
                groups=_grouped(found, config),
                checksums=PageLink(title=CHECKSUMS, name=f"download/{CHECKSUMS}"),
                url=f"{config.site.url.rstrip('/')}/{DOWNLOADS.address}",
            ),
            position=Position("site_config.yml"),
            section=DOWNLOADS.key,
            breadcrumbs=trail(),
            search=SearchEntry(kind=message("Overview"), has_text=False, synonyms=(message("Offline copy"),)),
        )


def with_files(page: Page, files: Mapping[str, CopyFile]) -> Page:
    """The page once the copies are made: `files` by the key of their copy."""
    facts = cast("DownloadsFacts", page.facts)
    groups = {
        title: tuple(_with_file(each, files.get(each.offer.key)) for each in group)
        for title, group in facts.groups.items()
    }
    return replace(page, facts_of=lambda: replace(facts, groups=groups, is_made=True))


def _grouped(found: tuple[Offer, ...], config: SiteConfig) -> Mapping[str, tuple[Download, ...]]:
    return {
        _TITLES[kind]: tuple(_download(each) for each in found if each.kind is kind)
        for kind in CopyKind
        if any(each.kind is kind for each in found)
    }


def _download(offer: Offer) -> Download:
    return Download(offer=offer, link=PageLink(title=offer.title, name=f"download/{offer.key}"))


def _with_file(download: Download, file: CopyFile | None) -> Download:
    return download if file is None else replace(download, file=file, size=readable(file.size))


def readable(size: int) -> str:
    """A number of bytes as readers say it: 1.4 MB, 320 kB."""
    if size >= _MEGABYTE:
        return message("%(size)s MB", size=round(size / _MEGABYTE, 1))
    return message("%(size)s kB", size=str(max(size // _KILOBYTE, 1)))
