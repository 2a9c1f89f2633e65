"""Writes the files of a planned site into a folder: here rendering and publishing meet."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from generator import crew
from generator.batches import AT_ONCE, Rendered, Rendering, batches, searchable
from generator.executors import Elsewhere
from generator.made import Made
from generator.profiling import span
from generator.publishing.links import MISSING_PAGE, LinkStyle
from generator.publishing.search import SearchablePage, SearchIndex, offline_files, search_index
from generator.publishing.shell import CopyNote, Shells
from generator.publishing.target import Target
from generator.scattering import rendered
from generator.site import Copy, Page, SitePlan
from generator.source import Source, theme_folders
from generator.writing import Writing, Written, WrittenByOne

# Below this, starting a process costs more than it saves.
_FEWEST_FOR_MORE_HANDS = 200
# One process hands the pages of all others to the search engine, and has nothing to do beyond so many.
_MOST_HANDS = 16
_DATA = "data-file/"


def write_site(
    source: Source,
    target: Target,
    *,
    offline: bool = False,
    jobs: int | None = None,
    elsewhere: Elsewhere | None = None,
) -> tuple[Written, ...]:
    """Writes the whole site into `target`, in `jobs` processes (as many as pay off by default).

    Pages are rendered `elsewhere` if somebody is given who does it; then this process writes alone.
    `offline` writes links and search so that the folder also works when it is opened from disk.
    Raises: BrokenTheme, BrokenTemplate, SearchError, NoExecutor.
    """
    url, pages = source.config.site.url, source.plan.pages
    style = LinkStyle.file(url) if offline else LinkStyle.http(url)
    # Only a host shows the page for what is missing, and its links begin at the host's root.
    kept = tuple(page for page in pages if not (offline and page.address == MISSING_PAGE))
    return _Assembly(
        source, replace(source.plan, pages=kept), target, style, jobs, elsewhere=elsewhere
    ).write()


def write_copy(source: Source, copy: Copy, target: Target, *, jobs: int | None = None) -> None:
    """Writes a copy of the site, or of a part of it, into the empty `target`, to be opened from disk.

    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    style = LinkStyle.file(source.config.site.url)
    _Assembly(source, copy.plan, target, style, jobs, copy).write()


def write_page(source: Source, page: Page, target: Target, key: bytes) -> None:
    """Writes one page of the site anew, whose facts were not known before; `key` is what it is made of."""
    style = LinkStyle.http(source.config.site.url)
    plan = replace(source.plan, pages=(page,))
    shells = Shells(source.config, plan, theme_folders(source.root), style, source.language)
    for fragment in source.fragments.of(page, page.name).fragments:
        target.write(fragment.page.address, shells.page(fragment).encode(), key)


class _Assembly:
    """A site, or a copy, that is being written: first all fragments are made, then all pages.

    Links need to know of every page that becomes several, so nothing is written before all are rendered.
    """

    def __init__(
        self,
        source: Source,
        plan: SitePlan,
        target: Target,
        style: LinkStyle,
        jobs: int | None,
        copy: Copy | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._source = source
        self._plan = plan
        self._target = target
        self._style = style
        self._copy = copy
        self._elsewhere = elsewhere
        count = len(plan.pages)
        # Who asks others has threads, and must not fork.
        self._hands = (
            1 if elsewhere else jobs or crew.hands_for(count, fewest=_FEWEST_FOR_MORE_HANDS, most=_MOST_HANDS)
        )

    def write(self) -> tuple[Written, ...]:
        """All files. What search reads is handed over while pages are rendered, unless it may be known."""
        rendering = Rendering(
            fragments=self._source.fragments,
            copy=self._copy.key if self._copy is not None else "",
            is_searched=self._target.old is None,
        )
        if not rendering.is_searched:
            with span("render"):
                results = self._rendered(rendering)
                made = list(itertools.chain.from_iterable(each.made for each in results))
            return self._renewed(made)
        made = []
        # Processes are started before the search engine, for which threads wait.
        with span("render"):
            results = self._rendered(rendering)
        with self._index() as index:
            with span("render"):
                for page in _streamed(results, made):
                    index.add(page)
            written = self._pages(made)
            # The others write pages while the search engine makes its files of all that it was given.
            self._write_search(index, made)
            return self._counted(written, made)

    def _rendered(self, rendering: Rendering) -> Iterator[Rendered]:
        """What becomes of all pages, in their order; others begin with it at once."""
        pages = self._plan.pages
        if self._elsewhere is not None:
            return rendered(self._source, self._elsewhere, rendering, pages)
        return crew.run([functools.partial(rendering.render, some) for some in batches(pages)], self._hands)

    def _renewed(self, made: Sequence[Made]) -> tuple[Written, ...]:
        """Takes over the earlier site's search where it would find the same; else makes it anew."""
        if self._target.keep_all(self._search_key(made)):
            return self._counted(self._pages(made), made)
        fragments = self._source.fragments
        with self._index() as index:
            written = self._pages(made)
            with span("search"):
                for page in self._plan.pages:
                    for found in searchable(fragments.of(page).fragments):
                        index.add(found)
            self._write_search(index, made)
            return self._counted(written, made)

    def _index(self) -> AbstractContextManager[SearchIndex]:
        config = self._source.config
        return search_index(config.site.language, pack=config.build.pack)

    def _search_key(self, made: Sequence[Made]) -> bytes:
        parts = [each for one in made for each in one.parts if each.searched]
        return self._source.key("search", parts) if self._copy is None else b""

    def _write_search(self, index: SearchIndex, made: Sequence[Made]) -> None:
        with span("search"):
            files, key = index.files(), self._search_key(made)
            for address, content in (files if self._style.is_hosted else offline_files(files)).items():
                self._target.write(address, content, key)

    def _counted(self, results: Iterable[WrittenByOne], made: Sequence[Made]) -> tuple[Written, ...]:
        """What all processes wrote, the pages in their order."""
        written: dict[str, Written] = {}
        with span("write"):
            for result in results:
                self._target.entries.update(result.entries)
                written.update((page.address, page) for page in result.pages)
        return tuple(written[part.address] for each in made for part in each.parts)

    def _pages(self, made: Sequence[Made]) -> Iterator[WrittenByOne]:
        """Writes everything but search, in several processes where that pays off."""
        with span("write"):
            copy = self._copy.key if self._copy is not None else ""
            self._source.fragments.settle(zip(self._plan.pages, made, strict=True), copy)
            plan, style = self._plan, self._style
            moved = {name: address for each in made for name, address in each.moved.items()}
            # What a link leads to in a part goes before what it leads to on the whole page.
            plan = replace(plan, addresses={**plan.addresses, **moved})
            if self._copy is not None:
                plan, style = _enclosed(plan, made, style, self._source, self._copy)
            writing = Writing(
                source=self._source,
                target=self._target,
                shells=functools.cache(self._shells),
                addresses=plan.addresses,
                style=style,
                copy=copy,
                # A copy is written once, so nobody asks what its pages were made of.
                key=self._source.key("page", plan.sections, style) if self._copy is None else b"",
            )
            kept, pairs = writing.kept(list(zip(plan.pages, made, strict=True)))
            if pairs:
                # What all processes need is made before there are several.
                writing.shells()
            tasks: list[Callable[[], WrittenByOne]] = [lambda: kept, functools.partial(writing.others, plan)]
            for at in range(0, len(pairs), AT_ONCE):
                tasks.append(functools.partial(writing.pages, pairs[at : at + AT_ONCE]))
            return crew.run(tasks, self._hands if len(pairs) >= _FEWEST_FOR_MORE_HANDS else 1)

    def _shells(self) -> Shells:
        source, copy = self._source, self._copy
        note = None
        if copy is not None:
            note = CopyNote(title=copy.title, is_part=copy.is_part, edition=source.date)
        theme = theme_folders(source.root)
        return Shells(source.config, self._plan, theme, self._style, source.language, copy=note)


def _enclosed(
    plan: SitePlan, made: Sequence[Made], style: LinkStyle, source: Source, copy: Copy
) -> tuple[SitePlan, LinkStyle]:
    """The plan with the files that the copy has, and the style of links that knows what it lacks."""
    if copy.is_part:
        shown = {path for each in made for path in each.files}
        plan = replace(plan, files={address: path for address, path in plan.files.items() if path in shown})
    data = {} if copy.is_part else plan.addresses
    inside = {
        *(part.address for each in made for part in each.parts),
        *(address for name, address in data.items() if name.startswith(_DATA)),
        *plan.files,
    }
    return plan, style.without_others(inside, source.config.site.url)


def _streamed(results: Iterable[Rendered], made: list[Made]) -> Iterator[SearchablePage]:
    """What search finds, in order; what became of the pages is gathered on the way."""
    for each in results:
        made += each.made
        yield from each.searchable
