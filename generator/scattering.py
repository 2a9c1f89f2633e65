"""Has pages rendered by an executor whose workers share nothing with us: they get what may be shown, once.

A worker plans the site for itself from the public graph and is asked for pages by their names. Nothing else
of a root leaves this process, and nothing is written elsewhere.
"""

from __future__ import annotations

import functools
import pickle
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator import pages, profiling
from generator.batches import Rendered, Rendering, batches
from generator.caching.environment import code_digest, folder_digest
from generator.caching.fingerprints import digest_of
from generator.executors import Elsewhere, NoExecutor
from generator.fragments import Fresh
from generator.packed import packed
from generator.publishing.search import SearchablePage
from generator.site import Page
from generator.source import Share, Source, share_of, shared_fragments, theme_folders

# Below this, asking others costs more than it saves.
_FEWEST = 50
_OTHER_PROGRAM = (
    "a worker with another version of tfpub, of its theme, of Python or of a package is not listened to: "
    "its pages are rendered here"
)


class _Delivered(NamedTuple):
    """A page that a worker rendered, and what search finds of it."""

    name: str
    fresh: Fresh
    found: Sequence[SearchablePage]


class _Delivery(NamedTuple):
    """What a worker did, and how long it took."""

    pages: Sequence[_Delivered]
    spans: Sequence[profiling.Span]


class _Wish(NamedTuple):
    """How pages are to be rendered: with which program, and whether somebody searches and measures."""

    program: bytes
    is_searched: bool
    is_measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    names: Sequence[str]
    future: Future[_Delivery | None]


def rendered(
    source: Source, elsewhere: Elsewhere, rendering: Rendering, planned: Sequence[Page]
) -> Iterator[Rendered]:
    """What becomes of the `planned` pages, in their order; a few are left to this process.

    What a worker has not done, because it was lost or has another program, is done here.
    Raises: NoExecutor if no worker can be given anything; BrokenTemplate.
    """
    missing = [page.name for page in planned if not rendering.fragments.is_known(page)]
    if len(missing) < _FEWEST:
        return (rendering.render(each) for each in batches(planned))
    content = bytes(packed(share_of(source)))
    handed, digest = _handed(elsewhere, content), digest_of(content)
    # All of a size, so that none is smaller than what is worth asking for.
    count = len(missing) // _FEWEST
    shares = [missing[len(missing) * at // count : len(missing) * (at + 1) // count] for at in range(count)]
    wish = _Wish(program(), rendering.is_searched, profiling.is_profiled())
    submit = elsewhere.executor.submit
    asked = [_Batch(names=each, future=submit(_render, digest, handed, each, wish)) for each in shares]
    return _Gathering(elsewhere, rendering, asked).rendered(planned)


def _handed(elsewhere: Elsewhere, content: bytes) -> bytes | Path:
    try:
        return elsewhere.hand_over(content)
    except elsewhere.lost as error:
        raise NoExecutor(f"the workers cannot be reached: {error}") from error


class _Gathering:
    """Takes over what workers were asked for."""

    def __init__(self, elsewhere: Elsewhere, rendering: Rendering, asked: Sequence[_Batch]) -> None:
        self._elsewhere = elsewhere
        self._rendering = rendering
        self._awaited = {name: batch for batch in asked for name in batch.names}
        self._has_told = False

    def rendered(self, planned: Sequence[Page]) -> Iterator[Rendered]:
        try:
            for some in batches(planned):
                found: dict[str, Sequence[SearchablePage]] = {}
                for page in some:
                    if page.name in self._awaited:
                        found |= self._taken(self._awaited[page.name])
                yield self._rendering.render(some, found)
        finally:
            for batch in self._awaited.values():
                batch.future.cancel()

    def _taken(self, batch: _Batch) -> Mapping[str, Sequence[SearchablePage]]:
        """What search finds of a batch's pages; nothing where they are still to be rendered."""
        for name in batch.names:
            del self._awaited[name]
        delivery, reason = None, ""
        try:
            delivery = batch.future.result()
        except self._elsewhere.lost:
            return {}
        except self._elsewhere.strange as error:
            reason = f": {error}"
        if delivery is None:
            self._tell(f"{_OTHER_PROGRAM}{reason}")
            return {}
        profiling.add(delivery.spans)
        self._rendering.fragments.take_over({each.name: each.fresh for each in delivery.pages})
        return {each.name: each.found for each in delivery.pages}

    def _tell(self, reason: str) -> None:
        """Says once why pages that a worker was asked for are rendered here."""
        if not self._has_told:
            self._has_told = True
            self._elsewhere.tell(reason)


@functools.cache
def program() -> bytes:
    """A digest of all that makes a page of content: this program, its packages, and the shipped theme."""
    return digest_of(code_digest(), folder_digest(theme_folders(Path())[-1:]))


class _Room:
    """What a worker renders the pages of one site from; one page at a time, whatever threads there are."""

    def __init__(self, share: Share) -> None:
        # The root's own templates are read from here for as long as the room is used.
        self._folder = tempfile.TemporaryDirectory()
        plan = pages.plan(share.graph, share.config)
        self._plan = pages.informed(plan, share.graph, share.config, share.history, share.editions)
        self._fragments = shared_fragments(share, Path(self._folder.name), self._plan)
        self._pages = {page.name: page for page in self._plan.pages}
        self._lock = threading.Lock()

    def render(self, names: Sequence[str], *, is_searched: bool) -> Sequence[_Delivered]:
        """Renders the pages of these names."""
        rendering = Rendering(fragments=self._fragments, copy="", is_searched=is_searched)
        delivered = []
        with self._lock:
            for name in names:
                page = self._pages[name]
                found = rendering.found(page)
                delivered.append(_Delivered(name, self._fragments.fresh(page), found))
        return delivered


# The room of the build that this worker works for: it is furnished once.
_rooms: dict[bytes, _Room] = {}
_furnishing = threading.Lock()


def _room(digest: bytes, content: bytes | Path) -> _Room:
    with _furnishing:
        if digest not in _rooms:
            _rooms.clear()
            share: Share = pickle.loads(content.read_bytes() if isinstance(content, Path) else content)
            _rooms[digest] = _Room(share)
        return _rooms[digest]


def _render(digest: bytes, content: bytes | Path, names: Sequence[str], wish: _Wish) -> _Delivery | None:
    """Renders pages in a worker, but not with another program than is wished; `content` has that digest."""
    if program() != wish.program:
        return None
    measured: AbstractContextManager[profiling.Profile | None]
    measured = profiling.profiled() if wish.is_measured else nullcontext()
    with measured as profile:
        delivered = _room(digest, content).render(names, is_searched=wish.is_searched)
    return _Delivery(delivered, profile.spans if profile is not None else ())
