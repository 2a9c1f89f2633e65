"""The page that a host shows for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message
from generator.pages.sections import A_TO_Z, HOME, SectionKind, sections_of
from generator.site import Page, PageLink


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundFacts:
    """Ways back into the site."""

    ways: tuple[PageLink, ...]
    sections: tuple[SectionKind, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page, at the address that static hosts look for."""
    yield Page(
        kind="not_found",
        name="page/404",
        address="404.html",
        title=message("Page not found"),
        facts_of=lambda: NotFoundFacts(
            ways=(HOME, PageLink(title=A_TO_Z.title, name=f"page/{A_TO_Z.key}")),
            sections=sections_of(graph),
        ),
        position=Position("site_config.yml"),
    )
