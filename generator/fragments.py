"""Fragments of pages: each is rendered and divided once, and again only when what it was made of changes."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from generator.caching.fingerprints import Fingerprints
from generator.caching.store import Store
from generator.caching.watched import Answers, Question, WatchedGraph
from generator.config import SiteConfig
from generator.languages import Language
from generator.made import Made, made_of, resolved
from generator.profiling import COPY, FACTS, RENDER, span
from generator.publishing.parts import Divided, divided, names_by_page
from generator.rendering.templates import Renderer
from generator.site import Fragment, Page, SitePlan

_HEADERS, _FRAGMENTS = "pages", "fragments"
# No name of a page holds a space.
_OF_COPY = " of "
_SAID = tuple(field.name for field in fields(Page) if field.name != "facts_of")


class _Header(NamedTuple):
    """What a fragment was made of, and what was made."""

    inputs: bytes
    asked: tuple[Question, ...]
    answers: bytes
    places: bytes
    made: Made


class Fresh(NamedTuple):
    """What became of a page that was rendered anew, as it is kept."""

    made: Made
    header: bytes
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Where fragments are kept, and `environment`, which tells all that they all depend on.

    What `is_lasting` was kept by earlier builds too, and is taken where it would be made the same.
    """

    store: Store
    environment: bytes
    is_lasting: bool


class Fragments:
    """What renders the pages of `plan`. Processes that share the memory's file share what they made."""

    def __init__(
        self,
        renderer: Renderer,
        graph: WatchedGraph,
        plan: SitePlan,
        config: SiteConfig,
        language: Language,
        memory: Memory,
    ) -> None:
        """`graph` is the one that `renderer` asks."""
        self._renderer = renderer
        self._graph = graph
        self._headers = _Headers(renderer, graph, plan)
        self._language = language
        self._page_kb = config.budgets.page_kb
        self._addresses = plan.addresses
        self._names = names_by_page(plan.addresses)
        self._memory = memory
        self._own = {page.name: page for page in plan.pages}
        self._settled: dict[str, Made] = {}
        self._waiting: dict[str, tuple[bytes, bytes, Divided | None]] = {}

    def made(self, page: Page, copy: str = "") -> Made:
        """What became of `page`, which is rendered if need be; `copy` is the one that it is an overview of.

        Raises: BrokenTemplate.
        """
        name, own = _placed(self._own, page, copy)
        if name not in self._settled:
            with span(own.kind, FACTS if name == own.name else COPY, name):
                facts = own.facts
            known = replace(own, facts_of=lambda: facts)
            kept = self._kept(name, known) if self._memory.is_lasting else None
            self._settled[name] = kept or self._make(name, known)[0]
        return self._settled[name]

    def of(self, page: Page, copy: str = "") -> Divided:
        """The pages that `page` becomes. Raises: BrokenTemplate."""
        name, own = _placed(self._own, page, copy)
        self.made(page, copy)
        found = self._waiting[name][2] if name in self._waiting else _loaded(self._memory, name)
        # What could not be kept, as on a full disk, is made again.
        found = found or self._make(name, own)[1]
        return replace(found, fragments=_between(found.fragments, page))

    def is_known(self, page: Page) -> bool:
        """Whether `page` need not be rendered."""
        if page.name not in self._settled and self._memory.is_lasting:
            kept = self._kept(page.name, self._own[page.name])
            if kept is not None:
                self._settled[page.name] = kept
        return page.name in self._settled

    def fresh(self, page: Page) -> Fresh:
        """What became of `page`, for another process; it is forgotten here. Raises: BrokenTemplate."""
        made = self.made(page)
        del self._settled[page.name]
        header, content, _ = self._waiting.pop(page.name)
        return Fresh(made, header, content)

    def take_over(self, pages: Mapping[str, Fresh]) -> None:
        """Take over pages, by their names, that another process rendered and did not keep."""
        self._settled.update((name, fresh.made) for name, fresh in pages.items())
        self._waiting.update((name, (fresh.header, fresh.content, None)) for name, fresh in pages.items())

    def settle(self, pages: Iterable[tuple[Page, Made]], copy: str = "") -> None:
        """Take over what another process made of `pages`."""
        self._settled.update((_placed(self._own, page, copy)[0], made) for page, made in pages)

    def flush(self, more_than: int = 0) -> bool:
        """Put what was made where others find it, if it is `more_than` so many bytes; whether it was."""
        if sum(len(content) for _, content, _ in self._waiting.values()) <= more_than:
            return False
        waiting, self._waiting = self._waiting, {}
        store, environment = self._memory.store, self._memory.environment
        store.put(_HEADERS, environment, [(name, header) for name, (header, _, _) in waiting.items()])
        store.put(_FRAGMENTS, environment, [(name, content) for name, (_, content, _) in waiting.items()])
        return True

    def _kept(self, name: str, page: Page) -> Made | None:
        content = self._memory.store.get(_HEADERS, name, self._memory.environment)
        return self._headers.made(content, page) if content is not None else None

    def _make(self, name: str, page: Page) -> tuple[Made, Divided]:
        self._graph.asked.clear()
        with span(page.kind, RENDER if name == page.name else COPY, name):
            whole = self._renderer.render(page)
            parts = divided(whole, self._page_kb, self._addresses, self._names, self._language)
        parts = replace(
            parts, fragments=tuple(replace(each, page=each.page.bare) for each in parts.fragments)
        )
        content = pickle.dumps(parts)
        made = made_of(content, parts)
        header = self._headers.of(page, made) if self._memory.is_lasting else b""
        self._waiting[name] = header, content, parts
        return made, parts


class _Headers:
    """Tells what fragments were made of, and whether they would be made the same again."""

    def __init__(self, renderer: Renderer, graph: WatchedGraph, plan: SitePlan) -> None:
        self._renderer = renderer
        self._graph = graph
        self._addresses = plan.addresses
        self._names = names_by_page(plan.addresses)
        self._fingerprints = Fingerprints(graph)
        self._answers = Answers(graph, self._fingerprints)

    def of(self, page: Page, made: Made) -> bytes:
        """The header of what was just `made` of `page`, as bytes."""
        asked = tuple(self._graph.asked)
        places = resolved(made.references, self._addresses)
        return pickle.dumps(_Header(self._inputs(page), asked, self._answers.to(asked), places, made))

    def made(self, content: bytes, page: Page) -> Made | None:
        """What was made under this header, if it would be the same again."""
        header: _Header = pickle.loads(content)
        made = header.made
        is_same = (
            header.inputs == self._inputs(page)
            and header.places == resolved(made.references, self._addresses)
            and header.answers == self._answers.to(header.asked)
        )
        return made if is_same else None

    def _inputs(self, page: Page) -> bytes:
        said = [getattr(page, name) for name in _SAID]
        past = self._renderer.past(page)
        return self._fingerprints.of(said, page.facts, past, self._names.get(page.address))


def _loaded(memory: Memory, name: str) -> Divided | None:
    content = memory.store.get(_FRAGMENTS, name, memory.environment)
    return pickle.loads(content) if content is not None else None


def forget_others(store: Store, plan: SitePlan) -> None:
    """Forget pages that the site does not have any more, such as those of a result that was withdrawn."""
    names = {page.name for page in plan.pages}

    def is_planned(name: str) -> bool:
        page, _, copy = name.partition(_OF_COPY)
        return page in names and (copy in ("", page) or f"download/{copy}" in plan.addresses)

    for room in (_HEADERS, _FRAGMENTS):
        store.retain(room, is_planned)


def _placed(own: Mapping[str, Page], page: Page, copy: str) -> tuple[str, Page]:
    """The name that it is kept by, and the page with its neighbours on the whole site.

    A copy's overview is another page than the site's of that name.
    """
    found = own.get(page.name)
    if found is not None and found.facts_of is page.facts_of:
        return page.name, found
    return f"{page.name}{_OF_COPY}{copy}", page


def _between(fragments: tuple[Fragment, ...], page: Page) -> tuple[Fragment, ...]:
    """The parts of a page with its neighbours, which in a copy are fewer."""
    first, last = fragments[0], fragments[-1]
    if first is last:
        return (replace(first, page=replace(first.page, previous=page.previous, next=page.next)),)
    return (
        replace(first, page=replace(first.page, previous=page.previous)),
        *fragments[1:-1],
        replace(last, page=replace(last.page, next=page.next)),
    )
