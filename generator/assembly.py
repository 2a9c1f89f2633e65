"""Writes the files of a planned site into a folder: here rendering and publishing meet."""

from __future__ import annotations

import functools
import itertools
import pickle
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

from generator import crew
from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.fragments import Fragments
from generator.publishing.definition_scripts import definition_scripts
from generator.publishing.exports import data_files
from generator.publishing.folder import write
from generator.publishing.hosting import host_files
from generator.publishing.links import MISSING_PAGE, LinkStyle
from generator.publishing.model_script import MODEL, model_script
from generator.publishing.obligations_script import OBLIGATIONS, obligations_script
from generator.publishing.opensearch import DESCRIPTION, opensearch_description
from generator.publishing.redirects import redirect_page
from generator.publishing.result_scripts import ROWS, rows_script
from generator.publishing.search import SearchablePage, search_index
from generator.publishing.search_text import searched
from generator.publishing.shell import CopyNote, Shells
from generator.site import Copy, Fragment, Page, SitePlan
from generator.source import Source, theme_folders

# A process gets so many pages in one go: enough that asking for more costs nothing, few enough that all
# processes end together.
_AT_ONCE = 64
# Below this, starting a process costs more than it saves.
_FEWEST_FOR_MORE_HANDS = 200
# One process hands the pages of all others to the search engine, and has nothing to do beyond so many.
_MOST_HANDS = 16
_DATA = "data-file/"
_FILE_REFERENCE = re.compile(r'="ref:file/([^"#]*)')


def write_site(
    source: Source, folder: Path, *, offline: bool = False, jobs: int | None = None
) -> tuple[Written, ...]:
    """Writes the whole site into the empty `folder`, in `jobs` processes (as many as pay off by default).

    `offline` writes links and search so that the folder also works when it is opened from disk.
    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    url, pages = source.config.site.url, source.plan.pages
    style = LinkStyle.file(url) if offline else LinkStyle.http(url)
    # Only a host shows the page for what is missing, and its links begin at the host's root.
    kept = tuple(page for page in pages if not (offline and page.address == MISSING_PAGE))
    return _write(source, replace(source.plan, pages=kept), folder, style, jobs=jobs)


def write_copy(source: Source, copy: Copy, folder: Path, *, jobs: int | None = None) -> None:
    """Writes a copy of the site, or of a part of it, into the empty `folder`, to be opened from disk.

    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    style = LinkStyle.file(source.config.site.url)
    _write(source, copy.plan, folder, style, jobs=jobs, copy=copy)


def write_page(source: Source, page: Page, folder: Path) -> None:
    """Writes one page of the site anew, whose facts were not known before."""
    style = LinkStyle.http(source.config.site.url)
    plan = replace(source.plan, pages=(page,))
    shells = Shells(source.config, plan, theme_folders(source.root), style, source.language)
    for fragment in source.fragments.of(page).fragments:
        write(folder, fragment.page.address, shells.page(fragment).encode())


def _write(
    source: Source,
    plan: SitePlan,
    folder: Path,
    style: LinkStyle,
    *,
    jobs: int | None,
    copy: Copy | None = None,
) -> tuple[Written, ...]:
    config, pages, theme = source.config, plan.pages, theme_folders(source.root)
    note = CopyNote(title=copy.title, is_part=copy.is_part, edition=source.date) if copy is not None else None
    shells = Shells(config, plan, theme, style, source.language, copy=note)
    hands = jobs or crew.hands_for(len(pages), fewest=_FEWEST_FOR_MORE_HANDS, most=_MOST_HANDS)
    with tempfile.TemporaryDirectory() as store:
        rendering = _Rendering(fragments=source.fragments, store=Path(store))
        starts = range(0, len(pages), _AT_ONCE)
        batches = [functools.partial(rendering.render, at, pages[at : at + _AT_ONCE]) for at in starts]
        found = _Gathered(moved={}, files=set())
        made = crew.run(batches, hands)
        with search_index(config.site.language, pack=config.build.pack) as index:
            for each in _searchable(made, found):
                index.add(each)
            plan = replace(plan, addresses={**plan.addresses, **found.moved})
            if copy is not None:
                plan, style = _enclosed(plan, found, style, config, copy)
            writing = _Writing(
                folder=folder, shells=shells, store=rendering.store, addresses=plan.addresses, style=style
            )
            others = functools.partial(_write_others, source, plan, writing)
            tasks = [functools.partial(writing.write, at) for at in starts]
            written = crew.run([others, *tasks], hands)
            # The others write pages while the search engine makes its files of all that it was given.
            index.write(folder, offline=not style.is_hosted)
            return tuple(itertools.chain.from_iterable(written))


def _enclosed(
    plan: SitePlan, found: _Gathered, style: LinkStyle, config: SiteConfig, copy: Copy
) -> tuple[SitePlan, LinkStyle]:
    """The plan with the files that the copy has, and the style of links that knows what it lacks."""
    if copy.is_part:
        plan = replace(
            plan, files={address: path for address, path in plan.files.items() if path in found.files}
        )
    data = {} if copy.is_part else plan.addresses
    inside = {
        *(page.address for page in plan.pages),
        *(address.partition("#")[0] for address in found.moved.values()),
        *(address for name, address in data.items() if name.startswith(_DATA)),
        *plan.files,
    }
    return plan, style.without_others(inside, config.site.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A page that was written: its address, its size in bytes, and the content that it shows."""

    address: str
    size: int
    position: Position


class _Rendered(NamedTuple):
    """What search finds of some pages, where links lead that parts have taken along, and the files shown."""

    searchable: Sequence[SearchablePage]
    moved: Mapping[str, str]
    files: frozenset[str]


class _Gathered(NamedTuple):
    """The same of all pages, as far as they are rendered."""

    moved: dict[str, str]
    files: set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """Makes fragments, ready to be shared by several processes; they wait in `store` for their links.

    Links need to know of every page that becomes several, so nothing is written before all are rendered.
    """

    fragments: Fragments
    store: Path

    def render(self, number: int, pages: Sequence[Page]) -> _Rendered:
        """Stores these pages, long ones divided, as the batch `number` (that of its first page)."""
        parts = [self.fragments.of(page) for page in pages]
        fragments = [fragment for each in parts for fragment in each.fragments]
        (self.store / str(number)).write_bytes(pickle.dumps(fragments))
        return _Rendered(
            searchable=[found for each in fragments if (found := _found(each)) is not None],
            moved={name: address for each in parts for name, address in each.addresses.items()},
            files=frozenset(
                unescape(name) for each in fragments for name in _FILE_REFERENCE.findall(each.html)
            ),
        )


def _found(fragment: Fragment) -> SearchablePage | None:
    page = fragment.page
    if page.search is None:
        return None
    text = searched(fragment.html) if page.search.has_text else ""
    return SearchablePage(address=page.address, title=page.title, html=text, entry=page.search)


def _searchable(made: Iterable[_Rendered], gathered: _Gathered) -> Iterator[SearchablePage]:
    """What search finds, in order; everything else is gathered on the way."""
    for each in made:
        gathered.moved.update(each.moved)
        gathered.files.update(each.files)
        yield from each.searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """Makes pages of stored fragments, ready to be shared by several processes."""

    folder: Path
    shells: Shells
    store: Path
    addresses: Mapping[str, str]
    style: LinkStyle

    def write(self, number: int) -> list[Written]:
        """Writes the pages of the batch `number`."""
        fragments: list[Fragment] = pickle.loads((self.store / str(number)).read_bytes())
        return [self._written(fragment) for fragment in fragments]

    def _written(self, fragment: Fragment) -> Written:
        content = self.shells.page(fragment, self.addresses, self.style).encode()
        write(self.folder, fragment.page.address, content)
        return Written(address=fragment.page.address, size=len(content), position=fragment.page.position)


def _write_others(source: Source, plan: SitePlan, writing: _Writing) -> list[Written]:
    """Writes what is no page: files of theme and content, redirects, data, and what scripts ask."""
    folder, style, graph, config = writing.folder, writing.style, source.graph, source.config
    url, addresses = config.site.url, plan.addresses
    names = {page.name for page in plan.pages}
    for address, content in writing.shells.files.items():
        write(folder, address, content)
    for address, path in plan.files.items():
        write(folder, address, source.root / path)
    icon = writing.shells.icon
    for old, new in plan.redirects.items():
        write(folder, old, redirect_page(old, new, url, source.language, style, icon=icon).encode())
    if style.is_hosted:
        for address, content in host_files(writing.shells.files, style).items():
            write(folder, address, content)
        # A browser keeps it, and would look for a copy on disk in vain.
        write(folder, DESCRIPTION, opensearch_description(config, source.language))
    if "page/data" in names:
        for address, content in data_files(graph, config, addresses, source.date):
            write(folder, address, content)
    for address, content in definition_scripts(graph, addresses):
        write(folder, address, content)
    if "page/results" in names:
        write(folder, ROWS, rows_script(graph, addresses, style, source.language))
        write(folder, MODEL, model_script(graph, addresses, style, url, source.language))
    if "page/obligations" in names:
        write(folder, OBLIGATIONS, obligations_script(graph, addresses, style, url, source.language))
    return []
