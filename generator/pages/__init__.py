"""Plans the site: which pages there are, where they stand, what each one shows."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, cast

from generator.changes import History
from generator.config import SiteConfig
from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.editions import Edition
from generator.excerpt import excerpt
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.changes import feed_addresses, with_history
from generator.pages.copies import Offer, copy_file_addresses, enclosed, redirects_into, shared
from generator.pages.data_files import file_addresses
from generator.pages.navigation import in_groups
from generator.pages.sections import (
    A_TO_Z,
    CHANGES,
    DOWNLOADS,
    question_sections,
    sections_of,
    trace_sections,
)
from generator.pages.versions import with_versions
from generator.public import PublicGraph
from generator.records.framework import FrameworkPage, GlossaryTerm
from generator.records.profiles import Profile, ProfilePage
from generator.records.scenarios import TEST_DATA_ENDINGS
from generator.site import Copy, Page, SitePlan

CLASH = Rule(
    name="address-clash",
    severity=Severity.ERROR,
    summary="Each address of the site is claimed once.",
    is_fixed=True,
)
DEAD_REDIRECT = Rule(
    name="dead-redirect",
    severity=Severity.ERROR,
    summary="A redirect leads from an address that is free to one that exists.",
)
UNKNOWN_PAGE = Rule(
    name="unknown-page",
    severity=Severity.ERROR,
    summary="A link to a page that the site makes of its records, such as page:find, names one that it has.",
)
RULES = (CLASH, DEAD_REDIRECT, UNKNOWN_PAGE)


class PageKind(Protocol):
    """What a module of a page kind offers."""

    def plan(self, graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
        """The pages of this kind."""
        ...


_ROOMS = (
    "addresses",
    "copies",
    "sections",
    "navigation",
    "facts",
    "completions",
    "bars",
    "diagrams",
    "dependencies",
    "traces",
    "versions",
)
_KINDS: Mapping[str, PageKind] = {
    module.name: cast("PageKind", importlib.import_module(f"{__name__}.{module.name}"))
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name)
    if module.name not in _ROOMS
}
PAGE_KINDS: tuple[PageKind, ...] = tuple(_KINDS.values())


def plan(graph: PublicGraph, config: SiteConfig) -> SitePlan:
    """Every page of the site. Two pages may still claim one address: ask `clashes` before writing."""
    pages = tuple(sorted((page for kind in PAGE_KINDS for page in kind.plan(graph, config)), key=_address))
    addresses = {page.name: page.address for page in pages}
    addresses |= dict(_shown_on_other_pages(graph))
    addresses |= file_addresses(graph)
    addresses |= copy_file_addresses(graph, config)
    addresses |= feed_addresses(graph)
    files = _files(graph)
    addresses |= {f"file/{path}": address for address, path in files.items()}
    return SitePlan(
        pages=pages,
        sections=in_groups(
            (
                *(each.section for each in sections_of(graph)),
                *question_sections(graph),
                *trace_sections(graph),
                CHANGES,
                *((DOWNLOADS,) if config.downloads else ()),
                A_TO_Z,
            )
        ),
        addresses=addresses,
        files=files,
        redirects={row.from_.lstrip("/"): row.to.lstrip("/") for row in graph.redirects},
    )


def informed(
    whole: SitePlan,
    graph: PublicGraph,
    config: SiteConfig,
    history: History,
    editions: Sequence[Edition] = (),
) -> SitePlan:
    """The plan with what git knows, and links to published versions; checks have no need of either."""
    whole = with_versions(whole, editions)
    return replace(whole, pages=tuple(with_history(page, graph, config, history) for page in whole.pages))


def replanned(kind: str, graph: PublicGraph, config: SiteConfig, history: History) -> Mapping[str, Page]:
    """The pages of one kind by name, planned anew over `graph`: the others of the site are as they were."""
    planned = _KINDS[kind].plan(graph, config)
    return {page.name: with_history(page, graph, config, history) for page in planned}


def copy_of(offer: Offer, graph: PublicGraph, config: SiteConfig, whole: SitePlan) -> Copy:
    """The copy of what `offer` names. Source: `whole`, whose pages it shares, but for overviews of a part."""
    if offer.part is None:
        pages = tuple(page for page in whole.pages if page.kind != "not_found")
        return Copy(key=offer.key, title=offer.title, plan=replace(whole, pages=pages))
    about = message(
        "%(title)s: a part of %(site)s, to read without a network.", title=offer.title, site=config.site.name
    )
    described = replace(config, site=replace(config.site, description=about), downloads=())
    part = excerpt(graph, offer.part)
    own = plan(part, described)
    by_name, has_results = {page.name: page for page in whole.pages}, bool(part.completed.rows)
    found = (shared(page, by_name, has_results=has_results) for page in own.pages)
    pages = enclosed(tuple(page for page in found if page is not None))
    return Copy(
        key=offer.key,
        title=offer.title,
        is_part=True,
        plan=replace(whole, pages=pages, sections=own.sections, redirects=redirects_into(whole, pages)),
    )


def clashes(plan: SitePlan, graph: Graph) -> Iterator[Diagnostic]:
    """Addresses that two pages claim, and redirects and links to the site's own pages that lead nowhere."""
    yield from _links_to_no_page(plan, graph)
    first: dict[str, Page] = {}
    for page in plan.pages:
        other = first.setdefault(page.address.lower(), page)
        if other is not page:
            yield CLASH.at(
                page.position,
                f"the address /{page.address} is claimed twice",
                f"the other claim stands at {other.position}",
            )
    for row in graph.redirects:
        if row.from_.lstrip("/") in first:
            yield DEAD_REDIRECT.at(
                row.place_of("from_"), f"{row.from_} is a page of this site", "remove the redirect"
            )
        # A page may be missing for a mistake that is told already.
        if row.to.lstrip("/") not in first and not graph.unread:
            yield DEAD_REDIRECT.at(
                row.place_of("to"), f"there is no page {row.to}", "name a page of this site"
            )


def _links_to_no_page(plan: SitePlan, graph: Graph) -> Iterator[Diagnostic]:
    for position, target in graph.targets.items():
        name = target.page.partition("?")[0]
        if name and f"page/{name}" not in plan.addresses:
            known = ", ".join(sorted(name.removeprefix("page/") for name in plan.addresses if _is_own(name)))
            yield UNKNOWN_PAGE.at(position, f"there is no page:{name}", f"this site has {known}")


def _is_own(name: str) -> bool:
    return name.startswith("page/") and name != "page/404" and not name.startswith("page/contribute/")


def _shown_on_other_pages(graph: Graph) -> Iterator[tuple[str, str]]:
    """Names and addresses of the records that have no page of their own but stand on another."""
    for term in graph.all(GlossaryTerm).values():
        yield str(term.id), address_of(term)
    for profile in graph.all(Profile).values():
        yield f"{ProfilePage.kind}/{profile.key.lower()}/index", address_of(profile)
    if graph.get(FrameworkPage, "index") is not None:
        yield f"{FrameworkPage.kind}/index", "framework/"


def _files(graph: Graph) -> dict[str, str]:
    """Files that texts show or link to, and test data of kinds that no browser runs."""
    data = {path for path in graph.digests if path.lower().endswith(TEST_DATA_ENDINGS)}
    paths = sorted(data | {target.file for target in graph.targets.values() if target.file})
    return {f"files/{path}": path for path in paths}


def _address(page: Page) -> tuple[str, Position]:
    return page.address, page.position
