"""How to contribute: the guides, and the rules that the content is checked by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.handbook import LANGUAGE, Chapter, guides, rules_by_group
from generator.messages import message
from generator.pages.facts import trail
from generator.pages.sections import CONTRIBUTE, section_page
from generator.site import Page, PageLink, SearchEntry

# Names of groups, as the chapters of rules write them.
_GROUPS = {
    str(each): each
    for each in (
        message("Files and fields"),
        message("Records and what they name"),
        message("Results and organizations"),
        message("Settings, waivers and the site"),
        message("Texts"),
        message("Scenarios"),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookFacts:
    """The guides in reading order, and the rules by the name of their group, with the links to them."""

    language: str
    guides: tuple[tuple[PageLink, Chapter], ...]
    rules: Mapping[str, tuple[tuple[PageLink, Chapter], ...]]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one page, which leads to every chapter."""
    yield Page(
        kind="handbook",
        name=section_page(CONTRIBUTE).name,
        address=CONTRIBUTE.address,
        title=CONTRIBUTE.title,
        description=message("How a change is proposed, and the rules that the content is checked by"),
        facts_of=lambda: HandbookFacts(
            language=LANGUAGE,
            guides=_with_links(guides()),
            rules={
                _GROUPS.get(group, group): _with_links(rules) for group, rules in rules_by_group().items()
            },
        ),
        position=Position("site_config.yml"),
        breadcrumbs=trail(),
        search=SearchEntry(kind=message("Guide"), has_text=False),
    )


def _with_links(chapters: tuple[Chapter, ...]) -> tuple[tuple[PageLink, Chapter], ...]:
    return tuple((PageLink(title=each.title, name=f"page/{each.place}"), each) for each in chapters)
