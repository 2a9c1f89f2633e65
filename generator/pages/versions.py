"""How pages of the current site and of published versions lead to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from generator.editions import Edition
from generator.messages import message
from generator.pages.sections import A_TO_Z, CONTRIBUTE
from generator.site import Page, PageLink, PageVersions, SitePlan

_FEED = "feed/"
_NOT_OF_VERSIONS = frozenset({"not_found", "results_explorer", "find", "trace", "profile_trace"})
# From the folder of a version to the site's root, and to all versions.
_UP, _UP_TO_VERSIONS = "../../", "../"


def with_versions(plan: SitePlan, editions: Sequence[Edition]) -> SitePlan:
    """The plan of the current site, each page with links to the versions that have it."""
    if not editions:
        return plan
    own = frozenset(page.address for page in plan.pages)
    places = {
        _name(each, address): f"{each.folder}{address}"
        for each in editions
        for address in each.addresses & own
    }
    pages = tuple(
        replace(page, versions=PageVersions(others=others)) if (others := _others(page, editions)) else page
        for page in plan.pages
    )
    return replace(plan, pages=pages, addresses={**plan.addresses, **places})


def as_version(
    plan: SitePlan, edition: Edition, editions: Sequence[Edition], current: SitePlan, buried: Collection[str]
) -> SitePlan:
    """The plan of a published version, whose pages lead to what they say now, and to other versions.

    `current` is the plan of the current site, `buried` the names of records that were removed from it.
    """
    there = {page.address: page for page in current.pages}
    places: dict[str, str] = {}
    pages: list[Page] = []
    for page in pages_of_version(plan):
        instead = there.get(page.address) or _instead(page, current, there, buried)
        now = PageLink(title=instead.title, name=f"current/{instead.address}")
        places[now.name] = f"{_UP}{instead.address}"
        others = _others(page, editions)
        places |= {other.name: f"{_UP_TO_VERSIONS}{other.title}/{page.address}" for other in others}
        told = PageVersions(
            others=others, label=edition.label, day=edition.day, current=now, is_there=page.address in there
        )
        pages.append(replace(page, feed="", versions=told))
    kept = {page.name for page in pages}
    left_out = {page.address for page in plan.pages if page.name not in kept}
    # What is new, who completed what, and how to contribute, the current site alone tells.
    elsewhere = {
        name: _UP + current.addresses.get(name, "")
        for name, address in plan.addresses.items()
        if name.startswith(_FEED) or address.partition("#")[0] in left_out
    }
    return replace(
        plan,
        pages=tuple(pages),
        sections=tuple(each for each in plan.sections if each.address not in left_out),
        addresses={**plan.addresses, **elsewhere, **places},
        version=edition.label,
    )


def pages_of_version(plan: SitePlan) -> Iterator[Page]:
    """The pages that stay as they are, of all that a version's plan has.

    Not the program's own handbook, nor what is about results: a version has none, but there may be some.
    """
    for page in plan.pages:
        if page.kind not in _NOT_OF_VERSIONS and not page.address.startswith(CONTRIBUTE.address):
            yield page


def _instead(page: Page, current: SitePlan, there: dict[str, Page], buried: Collection[str]) -> Page:
    """What a reader looks at who misses a page: where it moved, the list of what was removed, or home."""
    moved = there.get(current.redirects.get(page.address, ""))
    if moved is not None and moved.address:
        return moved
    removed = there.get(A_TO_Z.address) if page.name in buried else None
    return removed or replace(there[""], title=message("Home"))


def _others(page: Page, editions: Sequence[Edition]) -> tuple[PageLink, ...]:
    return tuple(
        PageLink(title=each.label, name=_name(each, page.address))
        for each in editions
        if page.address in each.addresses
    )


def _name(edition: Edition, address: str) -> str:
    return f"version/{edition.label}/{address}"
