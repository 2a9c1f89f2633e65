"""Fragments of pages, each rendered and divided once, and kept on disk for the copies that have it too."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

from generator.config import SiteConfig
from generator.languages import Language
from generator.publishing.parts import Divided, divided, names_by_page
from generator.rendering.templates import Renderer
from generator.site import Fragment, Page, SitePlan


class Fragments:
    """What renders pages. With a folder to keep fragments in, the pages of `plan` are rendered once.

    The folder is shared by the processes of one build, and nobody else writes to it.
    """

    def __init__(
        self,
        renderer: Renderer,
        plan: SitePlan,
        config: SiteConfig,
        language: Language,
        folder: Path | None = None,
    ) -> None:
        self._language = language
        self._renderer = renderer
        self._page_kb = config.budgets.page_kb
        self._addresses = plan.addresses
        self._names = names_by_page(plan.addresses)
        self._folder = folder
        self._places = {page.name: (number, page) for number, page in enumerate(plan.pages)}

    def of(self, page: Page) -> Divided:
        """The pages that `page` becomes. Raises: BrokenTemplate."""
        place = self._place(page)
        if place is not None and place.exists():
            kept: Divided = pickle.loads(place.read_bytes())
            return replace(kept, fragments=_between(kept.fragments, page))
        whole = self._renderer.render(page)
        parts = divided(whole, self._page_kb, self._addresses, self._names, self._language)
        fragments = tuple(replace(each, page=each.page.bare) for each in parts.fragments)
        parts = replace(parts, fragments=fragments)
        if place is not None:
            place.write_bytes(pickle.dumps(parts))
        return parts

    def _place(self, page: Page) -> Path | None:
        """Where its fragments are kept; a copy's overview is another page than the site's of that name."""
        number, own = self._places.get(page.name, (-1, None))
        if self._folder is None or own is None or own.facts_of is not page.facts_of:
            return None
        return self._folder / str(number)


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
