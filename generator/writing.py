"""Writes pages from fragments, and what else a site has; takes over what an earlier build wrote alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator import crew
from generator.caching.fingerprints import digest_of
from generator.diagnostics import Position
from generator.made import Made, resolved
from generator.others import FactFiles, fact_files
from generator.profiling import COPY, JOIN, span
from generator.publishing.hosting import host_files
from generator.publishing.links import LinkStyle
from generator.publishing.opensearch import DESCRIPTION, opensearch_description
from generator.publishing.redirects import redirect_page
from generator.publishing.shell import Shells
from generator.publishing.target import Entry, Target
from generator.site import Fragment, Page, SitePlan
from generator.source import Source

# Making a file of so many bytes takes several times as many for a while.
_LARGE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A page that was written: its address, its size in bytes, and the content that it shows."""

    address: str
    size: int
    position: Position


class WrittenByOne(NamedTuple):
    """What one process wrote: pages, and all files."""

    pages: Sequence[Written]
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Makes pages of fragments, ready to be shared by several processes."""

    source: Source
    target: Target
    shells: Callable[[], Shells]
    addresses: Mapping[str, str]
    style: LinkStyle
    copy: str
    key: bytes

    def kept(self, pairs: Sequence[tuple[Page, Made]]) -> tuple[WrittenByOne, Sequence[tuple[Page, Made]]]:
        """Takes pages over from the earlier site, and says which of them it has not."""
        written: list[Written] = []
        missing: list[tuple[Page, Made]] = []
        for page, made in pairs:
            key = self._key(made)
            sizes = [self.target.keep(part.address, key) for part in made.parts] if key else [None]
            if None in sizes:
                missing.append((page, made))
            else:
                written += _written(page, made, sizes)
        return WrittenByOne(written, self.target.taken()), missing

    def pages(self, pairs: Sequence[tuple[Page, Made]]) -> WrittenByOne:
        """Writes these pages."""
        written = [each for page, made in pairs for each in self._page(page, made)]
        return WrittenByOne(written, self.target.taken())

    def _page(self, page: Page, made: Made) -> Iterator[Written]:
        key = self._key(made)
        with span(page.kind, COPY if self.copy else JOIN, page.name):
            sizes = [
                self.target.write(each.page.address, self._content(each), key)
                for each in self.source.fragments.of(page, self.copy).fragments
            ]
        return _written(page, made, sizes)

    def _key(self, made: Made) -> bytes:
        """What the pages are made of, as far as anybody asks."""
        return self.key and digest_of(self.key, made.digest, resolved(made.references, self.addresses))

    def _content(self, fragment: Fragment) -> bytes:
        return self.shells().page(fragment, self.addresses, self.style).encode()

    def others(self, plan: SitePlan) -> WrittenByOne:
        """Writes what is no page: files of theme and content, redirects, data, and what scripts ask."""
        config, style, write = self.source.config, self.style, self.target.write
        self._theme_files(plan)
        for address, path in plan.files.items():
            write(address, self.source.root / path)
        self._redirects(plan)
        if style.is_hosted:
            # A browser keeps it, and would look for a copy on disk in vain.
            write(DESCRIPTION, opensearch_description(config, self.source.language))
        self._facts(plan)
        return WrittenByOne((), self.target.taken())

    def _redirects(self, plan: SitePlan) -> None:
        config, language, style = self.source.config, self.source.language, self.style
        key = self.key and self.source.key("redirects", plan.redirects, style)
        if plan.redirects and not self.target.keep_all(key):
            icon = self.shells().icon
            for old, new in plan.redirects.items():
                page = redirect_page(old, new, config.site.url, language, style, icon=icon)
                self.target.write(old, page.encode(), key)

    def _theme_files(self, plan: SitePlan) -> None:
        key = self.key and self.source.key("theme", plan.sections, _framed(plan))
        if not self.target.keep_all(key):
            files = self.shells().files
            hosting = host_files(files, self.style) if self.style.is_hosted and not plan.version else {}
            for address, content in {**files, **hosting}.items():
                self.target.write(address, content, key)

    def _facts(self, plan: SitePlan) -> None:
        """Data files and what scripts ask, unless they would be the earlier site's; of a site feeds too."""
        source = self.source
        lots = list(
            fact_files(
                source.graph,
                plan,
                source.config,
                plan.addresses,
                date=source.date,
                history=source.history,
                style=self.style,
                language=source.language,
            )
        )
        facts = [lot for lot in lots if not lot.of_history]
        self._lots(facts, source.key("facts", source.content, self.style) if self.key else b"")
        if not self.copy:
            news = [lot for lot in lots if lot.of_history]
            self._lots(news, source.key("feeds", source.content, source.history.head) if self.key else b"")

    def _lots(self, lots: Iterable[FactFiles], key: bytes) -> None:
        if not self.target.keep_all(key):
            for address, content in (file for lot in lots for file in lot.make()):
                self.target.write(address, content, key)
                if len(content) > _LARGE:
                    crew.give_back()


def _written(page: Page, made: Made, sizes: Sequence[int | None]) -> Iterator[Written]:
    for part, size in zip(made.parts, sizes, strict=True):
        yield Written(address=part.address, size=size or 0, position=page.position)


def _framed(plan: SitePlan) -> list[tuple[str, str]]:
    """What the frames of pages depend on, and with them the scripts that are taken out of these."""
    return [(page.section, page.address) for page in plan.pages]
