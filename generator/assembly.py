"""Writes the files of a planned site into a folder: here rendering and publishing meet."""

from __future__ import annotations

import datetime
import functools
import itertools
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator import crew
from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.history import last_changes
from generator.public import PublicGraph
from generator.publishing import shell
from generator.publishing.definition_scripts import definition_scripts
from generator.publishing.exports import data_files
from generator.publishing.folder import write
from generator.publishing.hosting import host_files
from generator.publishing.links import MISSING_PAGE, LinkStyle
from generator.publishing.model_script import MODEL, model_script
from generator.publishing.obligations_script import OBLIGATIONS, obligations_script
from generator.publishing.opensearch import DESCRIPTION, opensearch_description
from generator.publishing.parts import divided, names_by_page
from generator.publishing.redirects import redirect_page
from generator.publishing.result_scripts import ROWS, rows_script
from generator.publishing.search import SearchablePage, write_index
from generator.records.profiles import Profile
from generator.rendering.templates import Renderer
from generator.site import Fragment, Page, SitePlan

# A process gets so many pages in one go: enough that asking for more costs nothing, few enough that all
# processes end together.
_AT_ONCE = 64
# Below this, starting a process costs more than it saves.
_FEWEST_FOR_MORE_HANDS = 200
# One process hands the pages of all others to the search engine, and has nothing to do beyond so many.
_MOST_HANDS = 16


def write_site(
    root: Path,
    folder: Path,
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    *,
    date: datetime.date | None,
    offline: bool = False,
    jobs: int | None = None,
) -> tuple[Written, ...]:
    """Writes the whole site into the empty `folder`, in `jobs` processes (as many as pay off by default).

    `offline` writes links and search so that the folder also works when it is opened from disk.
    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    theme, language = theme_folders(root), config.site.language
    style = LinkStyle.file(config.site.url) if offline else LinkStyle.http(config.site.url)
    shells = shell.Shells(config, plan, theme, style)
    # Only a host shows the page for what is missing, and its links begin at the host's root.
    pages = [page for page in plan.pages if not (offline and page.address == MISSING_PAGE)]
    hands = jobs or crew.hands_for(len(pages), fewest=_FEWEST_FOR_MORE_HANDS, most=_MOST_HANDS)
    with tempfile.TemporaryDirectory() as store:
        rendering = _Rendering(
            renderer=Renderer(graph, theme, edition=date, modified=last_changes(root), plantuml=_plantuml()),
            store=Path(store),
            page_kb=config.budgets.page_kb,
            addresses=plan.addresses,
            names=names_by_page(plan.addresses),
        )
        starts = range(0, len(pages), _AT_ONCE)
        batches = [functools.partial(rendering.render, at, pages[at : at + _AT_ONCE]) for at in starts]
        moved: dict[str, str] = {}
        made = crew.run(batches, hands)
        write_index(_searchable(made, moved), folder, language, offline=offline)
        plan = replace(plan, addresses={**plan.addresses, **moved})
        writing = _Writing(folder=folder, shells=shells, store=rendering.store, addresses=plan.addresses)
        others = functools.partial(_write_others, root, writing, graph, plan, config, date=date, style=style)
        tasks = [functools.partial(writing.write, at) for at in starts]
        return tuple(itertools.chain.from_iterable(crew.run([others, *tasks], hands)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A page that was written: its address, its size in bytes, and the content that it shows."""

    address: str
    size: int
    position: Position


class _Rendered(NamedTuple):
    """What search finds of some pages, and where links lead that parts of a page have taken along."""

    searchable: Sequence[SearchablePage]
    moved: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """Makes fragments, ready to be shared by several processes; they wait in `store` for their links.

    Links need to know of every page that becomes several, so nothing is written before all are rendered.
    """

    renderer: Renderer
    store: Path
    page_kb: int
    addresses: Mapping[str, str]
    names: Mapping[str, Sequence[tuple[str, str]]]

    def render(self, number: int, pages: Sequence[Page]) -> _Rendered:
        """Stores these pages, long ones divided, as the batch `number` (that of its first page)."""
        fragments: list[Fragment] = []
        moved: dict[str, str] = {}
        for page in pages:
            parts = divided(self.renderer.render(page), self.page_kb, self.addresses, self.names)
            # The facts are shown now, and nobody asks for them again.
            fragments += [replace(each, page=replace(each.page, facts=None)) for each in parts.fragments]
            moved |= parts.addresses
        (self.store / str(number)).write_bytes(pickle.dumps(fragments))
        return _Rendered([found for each in fragments if (found := _found(each)) is not None], moved)


def _found(fragment: Fragment) -> SearchablePage | None:
    page = fragment.page
    if page.search is None:
        return None
    text = fragment.html if page.search.has_text else ""
    return SearchablePage(address=page.address, title=page.title, html=text, entry=page.search)


def _searchable(made: Iterable[_Rendered], moved: dict[str, str]) -> Iterator[SearchablePage]:
    """What search finds, in order; what has moved is noted in `moved` on the way."""
    for each in made:
        moved |= each.moved
        yield from each.searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """Makes pages of stored fragments, ready to be shared by several processes."""

    folder: Path
    shells: shell.Shells
    store: Path
    addresses: Mapping[str, str]

    def write(self, number: int) -> list[Written]:
        """Writes the pages of the batch `number`."""
        fragments: list[Fragment] = pickle.loads((self.store / str(number)).read_bytes())
        return [self._written(fragment) for fragment in fragments]

    def _written(self, fragment: Fragment) -> Written:
        content = self.shells.page(fragment, self.addresses).encode()
        write(self.folder, fragment.page.address, content)
        return Written(address=fragment.page.address, size=len(content), position=fragment.page.position)


def _write_others(
    root: Path,
    writing: _Writing,
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    *,
    date: datetime.date | None,
    style: LinkStyle,
) -> list[Written]:
    """Writes what is no page: files of theme and content, redirects, data, and what scripts ask."""
    folder = writing.folder
    for address, content in writing.shells.files.items():
        write(folder, address, content)
    for address, path in plan.files.items():
        write(folder, address, root / path)
    for old, new in plan.redirects.items():
        write(folder, old, redirect_page(old, new, config.site.url, config.site.language, style).encode())
    if style.is_hosted:
        for address, content in host_files(writing.shells.files, style).items():
            write(folder, address, content)
        # A browser keeps it, and would look for a copy on disk in vain.
        write(folder, DESCRIPTION, opensearch_description(config))
    for address, content in data_files(graph, config, plan.addresses, date):
        write(folder, address, content)
    for address, content in definition_scripts(graph, plan.addresses):
        write(folder, address, content)
    if graph.completed.rows:
        write(folder, ROWS, rows_script(graph, plan.addresses, style))
        write(folder, MODEL, model_script(graph, plan.addresses, style, config.site.url))
    if graph.all(Profile):
        write(folder, OBLIGATIONS, obligations_script(graph, plan.addresses, style, config.site.url))
    return []


def theme_folders(root: Path) -> Sequence[Path]:
    """The root's own theme, if it has one, before the shipped one: the first that has a file wins."""
    package = Path(__file__).resolve().parent
    shipped = package / "_theme"
    if not shipped.is_dir():
        shipped = package.parent / "theme"
    own = root / "theme"
    return [own, shipped] if own.is_dir() and own.resolve() != shipped else [shipped]


def _plantuml() -> Path | None:
    """The program that draws PlantUML. The machine names it, never the content: a build would run it."""
    named = os.environ.get("TFPUB_PLANTUML_JAR", "")
    return Path(named) if named else None
