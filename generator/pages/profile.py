"""The page of a profile: what a purchaser and an implementer both read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagrams import GraphDiagram
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.bars import Bars, uptake
from generator.pages.completions import ActorNumbers, Naming, Notice, notice_for, results_link
from generator.pages.dependencies import grouping_diagram
from generator.pages.diagrams import actor_diagram
from generator.pages.facts import (
    ProfileUse,
    canonical_url,
    description_of,
    domain_key,
    domain_of,
    page_link,
    status_of,
    trail,
    uses_of,
    with_neighbours,
)
from generator.pages.sections import OBLIGATIONS, section_link, section_page
from generator.pages.trace import ProfileCounts, counts_of
from generator.public import PublicGraph
from generator.records.framework import (
    ChangeProposal,
    Domain,
    NationalExtension,
    Supplement,
    Transaction,
)
from generator.records.profiles import Constraint, Profile, ProfileActor, ProfilePage
from generator.records.prose import Document
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.statements import IntegrationStatement
from generator.site import Page, PageLink, SearchEntry
from generator.tallies import Tally, tally
from generator.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRows:
    """An actor of the profile, its rows of the table, and the constraints that its notes name."""

    actor: ProfileActor
    rows: tuple[ProfileUse, ...]
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResults:
    """How many completed testing of a profile; `page` lists them all."""

    tally: Tally
    actors: tuple[ActorNumbers, ...]
    uptake: Bars
    page: PageLink
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """What a profile's page shows. `related` goes both ways; `grouped_by` are profiles that require it.

    `results` is None where nothing is published; `statements` claim the profile. `obligations` tells what
    follows from an actor.
    """

    profile: Profile
    domain: Domain | None
    actors: tuple[ActorRows, ...]
    actor_diagram: GraphDiagram | None
    grouping_diagram: GraphDiagram | None
    text: Document | None
    pages: tuple[ProfilePage, ...]
    related: tuple[Profile, ...]
    grouped_by: tuple[Profile, ...]
    requirements: tuple[Requirement, ...]
    transactions_with_requirements: tuple[tuple[Transaction, int], ...]
    scenarios: tuple[Scenario, ...]
    proposals: tuple[ChangeProposal, ...]
    supplements: tuple[Supplement, ...]
    extensions: tuple[NationalExtension, ...]
    results: ProfileResults | None
    statements: tuple[IntegrationStatement, ...]
    obligations: PageLink
    trace: ProfileCounts
    citation: str
    url: str


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a profile, in key order."""
    naming, trace = graph.once(Naming), graph.once(Trace)
    yield from with_neighbours(
        [_page(graph, config, naming, trace, each) for each in graph.all(Profile).values()]
    )


def _page(graph: PublicGraph, config: SiteConfig, naming: Naming, trace: Trace, profile: Profile) -> Page:
    domain, index = domain_of(graph, profile), index_of(graph, profile)
    title = profile.name if profile.name == profile.key else f"{profile.name} ({profile.key})"
    return Page(
        kind="profile",
        name=str(profile.id),
        address=address_of(profile),
        title=title,
        description=description_of(profile.summary),
        facts_of=lambda: _facts(graph, config, naming, trace, profile),
        position=profile.position,
        section="profiles",
        breadcrumbs=trail(section_link(Profile), page_link(domain) if domain else None),
        source=profile.position.path,
        texts=(index.position.path,) if index is not None else (),
        feed=f"feed/{profile.id}",
        search=SearchEntry(
            kind=message("Profile"),
            domain=domain_key(graph, profile),
            status=status_of(profile).value,
            ids=(profile.key,),
            synonyms=(profile.name, *profile.aliases),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, naming: Naming, trace: Trace, profile: Profile
) -> ProfileFacts:
    domain = domain_of(graph, profile)
    index = index_of(graph, profile)
    cited = {ref.key for entry in profile.history for ref in entry.proposals}
    affected = graph.users(profile, ChangeProposal)
    return ProfileFacts(
        profile=profile,
        domain=domain,
        actors=tuple(_actor_rows(graph, profile)),
        actor_diagram=actor_diagram(graph, profile, uses_of(graph, profile)),
        grouping_diagram=grouping_diagram(graph, profile),
        text=index.body if isinstance(index, ProfilePage) and index.body else None,
        pages=tuple(text_pages(graph, profile)),
        related=_related(graph, profile),
        grouped_by=tuple(
            other for other in graph.users(profile, Profile, "actors.groupings") if other.key != profile.key
        ),
        requirements=graph.users(profile, Requirement, "profile"),
        transactions_with_requirements=tuple(_transactions_with_requirements(graph, profile)),
        scenarios=graph.users(profile, Scenario),
        proposals=tuple(
            each for key, each in graph.all(ChangeProposal).items() if key in cited or each in affected
        ),
        supplements=graph.users(profile, Supplement),
        extensions=graph.users(profile, NationalExtension),
        results=_results(graph, config, naming, profile),
        statements=graph.users(profile, IntegrationStatement, "claims"),
        obligations=section_page(OBLIGATIONS),
        trace=counts_of(graph, trace, profile),
        citation=_citation(config, profile, domain),
        url=canonical_url(config, profile),
    )


def _results(
    graph: PublicGraph, config: SiteConfig, naming: Naming, profile: Profile
) -> ProfileResults | None:
    rows = graph.completed.by_profile.get(profile.key, ())
    if not rows:
        return None
    return ProfileResults(
        tally=tally(rows),
        actors=naming.numbers(rows),
        uptake=uptake(graph, rows, profile.key),
        page=results_link(profile),
        notice=notice_for(config, rows),
    )


def _actor_rows(graph: Graph, profile: Profile) -> Iterator[ActorRows]:
    rows = tuple(uses_of(graph, profile))
    for actor in profile.actors:
        yield ActorRows(
            actor=actor,
            rows=tuple(row for row in rows if row.actor is actor),
            constraints=tuple(each for each in profile.constraints if each.actor.key == actor.actor.key),
        )


def _transactions_with_requirements(graph: Graph, profile: Profile) -> Iterator[tuple[Transaction, int]]:
    """The profile's transactions that have requirements of their own, and how many."""
    uses = (use.transaction for actor in profile.actors for use in actor.transactions)
    found = {each.key: each for each in map(graph.find, uses) if each is not None}
    for transaction in found.values():
        count = len(graph.users(transaction, Requirement, "transaction"))
        if count:
            yield transaction, count


def index_of(graph: Graph, profile: Profile) -> ProfilePage | None:
    """The text that is shown on the profile's own page, if there is one."""
    return graph.get(ProfilePage, f"{profile.key.lower()}/index")


def text_pages(graph: Graph, profile: Profile) -> list[ProfilePage]:
    """The profile's own text pages but its index, by their order, then by name."""
    pages = (page for page in graph.users(profile, ProfilePage) if page.key.partition("/")[2] != "index")
    return sorted(pages, key=lambda page: (page.order is None, page.order or 0, page.key))


def _related(graph: Graph, profile: Profile) -> tuple[Profile, ...]:
    named = {ref.key for ref in profile.related}
    naming = {other.key for other in graph.users(profile, Profile, "related")}
    return tuple(other for key, other in graph.all(Profile).items() if key in named | naming)


def _citation(config: SiteConfig, profile: Profile, domain: Domain | None) -> str:
    newest = profile.history[0]
    volume = f"{domain.key} {domain.profile_volume}" if domain is not None else ""
    place = f"{volume}: {profile.section}" if profile.section else volume
    told = {
        "place": place,
        "name": profile.name,
        "key": profile.key,
        "version": newest.version,
        "site": config.site.name,
    }
    if newest.date is None:
        return message("%(place)s, %(name)s (%(key)s), version %(version)s. %(site)s.", **told)
    return message(
        "%(place)s, %(name)s (%(key)s), version %(version)s, %(date)s. %(site)s.",
        **told,
        date=newest.date.isoformat(),
    )


def profile_trail(graph: Graph, profile: Profile) -> tuple[PageLink, ...]:
    """Breadcrumbs down to a profile, for the pages below it."""
    domain = domain_of(graph, profile)
    return trail(section_link(Profile), page_link(domain) if domain else None, page_link(profile))
