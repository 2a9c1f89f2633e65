"""Renders planned pages some at a time, with what search finds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator import crew
from generator.fragments import Fragments
from generator.made import Made
from generator.publishing.search import SearchablePage
from generator.publishing.search_text import searched
from generator.site import Fragment, Page

# A process gets so many pages in one go: enough that asking for more costs nothing, few enough that all
# processes end together.
AT_ONCE = 64
# Pages of several megabytes follow each other, and wait with all that they are made of.
_MUCH = 4_000_000
_NOTHING: Mapping[str, Sequence[SearchablePage]] = {}


class Rendered(NamedTuple):
    """What became of some pages, and what search finds of them, if it is to know at once."""

    made: Sequence[Made]
    searchable: Sequence[SearchablePage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """Makes fragments, ready to be shared by several processes; `copy` is the one that they are for."""

    fragments: Fragments
    copy: str
    is_searched: bool

    def render(
        self, pages: Sequence[Page], found: Mapping[str, Sequence[SearchablePage]] = _NOTHING
    ) -> Rendered:
        """Makes these pages, long ones divided, where that was not done before.

        `found` is what search finds of pages, by their names, as far as that is known.
        """
        made: list[Made] = []
        searchable: list[SearchablePage] = []
        for page in pages:
            made.append(self.fragments.made(page, self.copy))
            known = found.get(page.name)
            searchable += known if known is not None else self.found(page)
            if self.fragments.flush(_MUCH):
                crew.give_back()
        self.fragments.flush()
        return Rendered(made, searchable)

    def found(self, page: Page) -> Sequence[SearchablePage]:
        """What search finds of a page; nothing where nobody searches."""
        return tuple(searchable(self.fragments.of(page, self.copy).fragments)) if self.is_searched else ()


def batches(pages: Sequence[Page]) -> list[Sequence[Page]]:
    """The pages in their order, some at a time."""
    return [pages[at : at + AT_ONCE] for at in range(0, len(pages), AT_ONCE)]


def searchable(fragments: Iterable[Fragment]) -> Iterator[SearchablePage]:
    """What search finds of fragments."""
    for fragment in fragments:
        page = fragment.page
        if page.search is not None:
            text = searched(fragment.html) if page.search.has_text else ""
            yield SearchablePage(address=page.address, title=page.title, html=text, entry=page.search)
