"""Writes the files of a planned site into a folder: here rendering and publishing meet."""

from __future__ import annotations

import datetime
import functools
import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import crew
from generator.config import SiteConfig
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
from generator.publishing.redirects import redirect_page
from generator.publishing.result_scripts import ROWS, rows_script
from generator.publishing.search import SearchablePage, write_index
from generator.records.profiles import Profile
from generator.rendering.templates import Renderer
from generator.site import Page, SitePlan

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
) -> None:
    """Writes the whole site into the empty `folder`, in `jobs` processes (as many as pay off by default).

    `offline` writes links and search so that the folder also works when it is opened from disk.
    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    theme, language = theme_folders(root), config.site.language
    style = LinkStyle.file(config.site.url) if offline else LinkStyle.http(config.site.url)
    maker = _Maker(
        folder=folder,
        renderer=Renderer(graph, theme, edition=date, modified=last_changes(root), plantuml=_plantuml()),
        shells=shell.Shells(config, plan, theme, style),
    )
    # Only a host shows the page for what is missing, and its links begin at the host's root.
    pages = [page for page in plan.pages if not (offline and page.address == MISSING_PAGE)]
    tasks = [
        functools.partial(maker.pages, pages[at : at + _AT_ONCE]) for at in range(0, len(pages), _AT_ONCE)
    ]
    others = functools.partial(_write_others, root, maker, graph, plan, config, date=date, style=style)
    made = crew.run(
        [others, *tasks], jobs or crew.hands_for(len(pages), fewest=_FEWEST_FOR_MORE_HANDS, most=_MOST_HANDS)
    )
    write_index(itertools.chain.from_iterable(made), folder, language, offline=offline)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What makes pages, ready to be shared by several processes."""

    folder: Path
    renderer: Renderer
    shells: shell.Shells

    def pages(self, pages: Sequence[Page]) -> list[SearchablePage]:
        """Writes these pages and returns what of them can be searched."""
        return [found for page in pages if (found := self._page(page)) is not None]

    def _page(self, page: Page) -> SearchablePage | None:
        fragment = self.renderer.render(page)
        write(self.folder, page.address, self.shells.page(fragment).encode())
        if page.search is None:
            return None
        text = fragment.html if page.search.has_text else ""
        return SearchablePage(address=page.address, title=page.title, html=text, entry=page.search)


def _write_others(
    root: Path,
    maker: _Maker,
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    *,
    date: datetime.date | None,
    style: LinkStyle,
) -> list[SearchablePage]:
    """Writes what is no page: files of theme and content, redirects, data, and what scripts ask."""
    folder = maker.folder
    for address, content in maker.shells.files.items():
        write(folder, address, content)
    for address, path in plan.files.items():
        write(folder, address, root / path)
    for old, new in plan.redirects.items():
        write(folder, old, redirect_page(old, new, config.site.url, config.site.language, style).encode())
    if style.is_hosted:
        for address, content in host_files(maker.shells.files, style).items():
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
