"""A text page of a profile: use cases, options in detail, security considerations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of_profile_page
from generator.pages.facts import domain_key, page_link, status_of
from generator.pages.profile import profile_trail, text_pages
from generator.records.profiles import Profile, ProfilePage
from generator.site import Page, PageLink, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePageFacts:
    """A text page, the profile it belongs to, and the profile's other text pages."""

    page: ProfilePage
    profile: Profile
    pages: tuple[ProfilePage, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a text page; a profile's `index.md` is shown on the profile's own page instead."""
    for profile in graph.all(Profile).values():
        pages = text_pages(graph, profile)
        planned = [_page(graph, profile, each, tuple(pages)) for each in pages]
        yield from _in_reading_order(profile, planned)


def _page(graph: Graph, profile: Profile, page: ProfilePage, pages: tuple[ProfilePage, ...]) -> Page:
    return Page(
        kind="profile_page",
        name=str(page.id),
        address=address_of_profile_page(page, profile),
        title=page.title,
        description=f"{page.title}: {profile.name} ({profile.key})",
        facts_of=lambda: ProfilePageFacts(page=page, profile=profile, pages=pages),
        position=page.position,
        section="profiles",
        breadcrumbs=profile_trail(graph, profile),
        source=page.position.path,
        search=SearchEntry(
            kind=message("Profile text"),
            domain=domain_key(graph, profile),
            status=status_of(profile).value,
            synonyms=page.aliases,
            language=page.language or "",
        ),
    )


def _in_reading_order(profile: Profile, pages: list[Page]) -> Iterator[Page]:
    links = [page_link(profile), *(PageLink(title=page.title, name=page.name) for page in pages)]
    for place, page in enumerate(pages):
        following = links[place + 2] if place + 2 < len(links) else None
        yield replace(page, previous=links[place], next=following)
