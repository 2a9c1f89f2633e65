"""The copies that readers can take home: which there are, what each holds, and where its file stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.config import CopyKind, SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.facts import grouped_by_domain
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.site import Page, SitePlan

FOLDER = "downloads/"
CHECKSUMS = "SHA256SUMS"
WHOLE = "site"
_OVERVIEWS = "page/"
# These answer by what all records and all published rows say, so a copy of a part has them whole.
_RESULT_KINDS = ("results_explorer", "find")
_WHOLE_KINDS = (*_RESULT_KINDS, "obligations")
_ONLINE_KINDS = ("data_files", "downloads", "handbook", "handbook_page", "not_found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A copy that can be made; `part` is None for that of the whole site."""

    key: str
    title: str
    kind: CopyKind
    part: Profile | Domain | None = None


def offer_of(part: Profile | Domain | None) -> Offer:
    """The copy of a profile, of a domain, or of everything."""
    if part is None:
        return Offer(key=WHOLE, title=message("The whole site"), kind=CopyKind.SITE)
    kind = CopyKind.PROFILES if isinstance(part, Profile) else CopyKind.DOMAINS
    return Offer(
        key=f"{part.kind}-{part.key.lower()}",
        title=f"{part.name} ({part.key})" if part.name != part.key else part.key,
        kind=kind,
        part=part,
    )


def offers(graph: Graph, kinds: Collection[CopyKind]) -> Iterator[Offer]:
    """The copies of these kinds: the whole site, domains that have profiles, profiles."""
    if CopyKind.SITE in kinds:
        yield offer_of(None)
    if CopyKind.DOMAINS in kinds:
        with_profiles = grouped_by_domain(graph, graph.all(Profile).values())
        yield from (offer_of(each) for key, each in graph.all(Domain).items() if key in with_profiles)
    if CopyKind.PROFILES in kinds:
        yield from map(offer_of, graph.all(Profile).values())


def copy_file_addresses(graph: Graph, config: SiteConfig) -> Mapping[str, str]:
    """Symbolic name -> address of the files that the page of downloads links to."""
    named = {f"download/{each.key}": f"{FOLDER}{each.key}.zip" for each in offers(graph, config.downloads)}
    return named | ({f"download/{CHECKSUMS}": FOLDER + CHECKSUMS} if named else {})


def shared(page: Page, whole: Mapping[str, Page], *, has_results: bool) -> Page | None:
    """The page of the whole site that a copy of a part has in the place of `page`; None if it has none.

    What the two say is the same, but for overviews, which list what the copy holds. `has_results`: whether
    results of the part are published; where none are, nobody asks for them in its copy.
    """
    if page.kind in _ONLINE_KINDS or (page.kind in _RESULT_KINDS and not has_results):
        return None
    if page.name.startswith(_OVERVIEWS) and page.kind not in _WHOLE_KINDS:
        return page
    return whole.get(page.name)


def enclosed(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages, whose neighbours are among them or none."""
    names = {page.name for page in pages}
    return tuple(
        replace(
            page,
            previous=page.previous if page.previous is not None and page.previous.name in names else None,
            next=page.next if page.next is not None and page.next.name in names else None,
        )
        for page in pages
    )


def redirects_into(plan: SitePlan, pages: tuple[Page, ...]) -> Mapping[str, str]:
    """The redirects of `plan` that lead to one of `pages`."""
    addresses = {page.address for page in pages}
    return {old: new for old, new in plan.redirects.items() if new in addresses}
