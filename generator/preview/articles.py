"""Articles of pages that are rendered, and divided, when somebody asks for them."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator import pages
from generator.changes import History
from generator.commenting import Commenting
from generator.config import PublicationSource, SiteConfig
from generator.preview.drawings import Drawings
from generator.preview.frames import CompiledTemplates, Frame
from generator.publishing.parts import Divided, divided, names_by_page
from generator.reading import parse
from generator.rendering.templates import Renderer
from generator.site import Fragment, Page, SitePlan
from generator.source import history_for, pasts_of, plantuml_program
from generator.understanding import Understood

_PART = re.compile(r"(.*/|)part-[0-9]+/")
_MOST_KEPT = 50
V = TypeVar("V")


class StalePlan(Exception):
    """Planned anew, the pages of a kind are not those that the plan has: all must be understood anew."""


def _drawings() -> Mapping[str, str]:
    program = plantuml_program()
    return Drawings(program) if program is not None else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What all snapshots of one root share: history, templates, drawings, and which pages are divided.

    `long` gets the address of each page that turns out to be divided: links into it then lead to its parts.
    """

    root: Path
    date: datetime.date | None
    histories: dict[tuple[str, bool], History] = field(default_factory=dict)
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)
    drawings: Mapping[str, str] = field(default_factory=_drawings)
    long: set[str] = field(default_factory=set)

    def history(self, config: SiteConfig) -> History:
        """What git knew of the root when it was first asked."""
        told = config.content.results, config.publication.source is PublicationSource.PRIVATE
        if told not in self.histories:
            self.histories[told] = history_for(self.root, config)
        return self.histories[told]


class Articles:
    """The fragments of one site's pages. Only one thread at a time may ask for any.

    With `is_replanned`, pages get facts and fields of their own from the graph, and only their addresses from
    the plan, which is an earlier one.
    """

    def __init__(
        self, content: Understood, plan: SitePlan, frame: Frame, workshop: Workshop, *, is_replanned: bool
    ) -> None:
        self._content = content
        self._plan = plan
        self._frame = frame
        self._workshop = workshop
        self._is_replanned = is_replanned
        self._pages = {page.address: page for page in plan.pages}
        self._kinds: dict[str, Mapping[str, Page]] = {}
        self._divided: dict[str, Divided] = {}
        self._asked: set[str] = set()
        self._moved: dict[str, str] = {}
        self.rendered = 0

    @property
    def addresses(self) -> Mapping[str, str]:
        """Symbolic names, and names with anchors, to addresses, as far as pages are known to be divided."""
        return _Addresses(self, self._plan.addresses)

    def at(self, address: str) -> Fragment | None:
        """The article at `address`, which may be that of a part. Raises: StalePlan, BrokenTemplate."""
        part = _PART.fullmatch(address)
        page = self._pages.get(address) or (self._pages.get(part[1]) if part else None)
        if page is None:
            return None
        return next((each for each in self.of(page).fragments if each.page.address == address), None)

    def of(self, page: Page) -> Divided:
        """The pages that `page` becomes. Raises: StalePlan, BrokenTemplate."""
        if page.address not in self._divided:
            self.rendered += 1
            whole = self._renderer.render(self._fresh(page))
            limit, language = self._frame.config.budgets.page_kb, self._frame.language
            found = divided(whole, limit, self._plan.addresses, self._names, language)
            keep(self._divided, page.address, found)
            self._note(page.address, found)
        return self._divided[page.address]

    def place_of(self, name: str) -> str | None:
        """Where a link leads: to another part of a divided page than its name says, or as planned."""
        place = self._plan.addresses.get(name.partition("#")[0], "").partition("#")[0]
        if place in self._workshop.long and place not in self._asked and place in self._pages:
            self.of(self._pages[place])
        return self._moved.get(name) or self._plan.addresses.get(name)

    def _note(self, address: str, found: Divided) -> None:
        self._asked.add(address)
        self._moved.update(found.addresses)
        if len(found.fragments) > 1:
            self._workshop.long.add(address)
        else:
            self._workshop.long.discard(address)

    def _fresh(self, page: Page) -> Page:
        if not self._is_replanned:
            return page
        if page.kind not in self._kinds:
            config = self._frame.config
            history = self._workshop.history(config)
            self._kinds[page.kind] = pages.replanned(page.kind, self._content.public, config, history)
        fresh = self._kinds[page.kind].get(page.name)
        if fresh is None or fresh.address != page.address:
            raise StalePlan
        return fresh

    @functools.cached_property
    def _names(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        return names_by_page(self._plan.addresses)

    @functools.cached_property
    def _renderer(self) -> Renderer:
        return Renderer(
            self._content.public,
            self._frame.theme,
            parse,
            edition=self._workshop.date,
            pasts=pasts_of(self._frame.config, self._workshop.history(self._frame.config)),
            language=self._frame.language,
            compiled=self._workshop.compiled,
            drawn=self._workshop.drawings,
            commenting=Commenting.of(self._frame.config),
        )


class _Addresses(Mapping[str, str]):
    """The addresses of a plan; those of what a divided page holds are found out when they are asked for."""

    def __init__(self, articles: Articles, planned: Mapping[str, str]) -> None:
        self._articles = articles
        self._planned = planned

    def __getitem__(self, name: str) -> str:
        found = self._articles.place_of(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._planned)

    def __len__(self) -> int:
        return len(self._planned)


def keep(kept: dict[str, V], name: str, value: V) -> None:
    """Puts `value` into `kept`, and lets go of the oldest where there are many."""
    kept[name] = value
    if len(kept) > _MOST_KEPT:
        kept.pop(next(iter(kept)))
