"""The page of an actor: what it is, its profiles, its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import Naming, Notice, ProfileNumbers, notice_for, profile_numbers
from generator.pages.facts import (
    ProfileUse,
    description_of,
    domain_key,
    domain_of,
    trail,
    uses_of,
    with_neighbours,
)
from generator.pages.sections import FIND, OBLIGATIONS, section_link, section_page
from generator.public import PublicGraph
from generator.records.base import RecordId
from generator.records.framework import (
    Actor,
    ChangeProposal,
    Domain,
    NationalExtension,
    Standard,
    Transaction,
)
from generator.records.profiles import Profile, ProfileActor
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.site import Page, PageLink, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorInProfile:
    """How one profile uses the actor: its own words, options, and rows of its table."""

    profile: Profile
    actor: ProfileActor
    rows: tuple[ProfileUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFacts:
    """What an actor's page shows. `grouped_by`: profile and actor that must or may be grouped with it.

    `further` are transactions with a role for the actor in which no profile of this root uses it.
    `requirements` bind the actor, by the profile or transaction that states them; `standards` are those that
    its transactions in profiles build on, each with these transactions. `finder` asks who completed it.
    """

    actor: Actor
    domain: Domain | None
    profiles: tuple[ActorInProfile, ...]
    further: tuple[Transaction, ...]
    requirements: tuple[tuple[Profile | Transaction, tuple[Requirement, ...]], ...]
    standards: tuple[tuple[Standard, tuple[Transaction, ...]], ...]
    grouped_by: tuple[tuple[Profile, ProfileActor], ...]
    scenarios: tuple[Scenario, ...]
    extensions: tuple[NationalExtension, ...]
    proposals: tuple[ChangeProposal, ...]
    results: tuple[ProfileNumbers, ...]
    notice: Notice
    obligations: PageLink
    finder: PageLink | None


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page an actor, in key order."""
    naming = graph.once(Naming)
    yield from with_neighbours([_page(graph, config, naming, each) for each in graph.all(Actor).values()])


def _page(graph: PublicGraph, config: SiteConfig, naming: Naming, actor: Actor) -> Page:
    return Page(
        kind="actor",
        name=str(actor.id),
        address=address_of(actor),
        title=actor.name,
        description=description_of(actor.definition),
        facts_of=lambda: _facts(graph, config, naming, actor),
        position=actor.position,
        section="actors",
        breadcrumbs=trail(section_link(Actor)),
        source=actor.position.path,
        search=SearchEntry(
            kind=message("Actor"),
            domain=domain_key(graph, actor),
            ids=(actor.key,),
            synonyms=(actor.name, *actor.aliases),
        ),
    )


def _facts(graph: PublicGraph, config: SiteConfig, naming: Naming, actor: Actor) -> ActorFacts:
    rows = graph.completed.by_actor.get(actor.key, ())
    profiles = tuple(_in_profiles(graph, actor))
    return ActorFacts(
        actor=actor,
        domain=domain_of(graph, actor),
        profiles=profiles,
        further=_further(graph, actor, profiles),
        requirements=tuple(_requirements(graph, actor)),
        standards=tuple(_standards(graph, profiles)),
        grouped_by=tuple(_grouped_by(graph, actor)),
        scenarios=graph.users(actor, Scenario),
        extensions=graph.users(actor, NationalExtension),
        proposals=graph.users(actor, ChangeProposal),
        results=profile_numbers(graph, naming, rows),
        notice=notice_for(config, rows),
        obligations=section_page(OBLIGATIONS),
        finder=section_page(FIND) if rows else None,
    )


def _in_profiles(graph: Graph, actor: Actor) -> Iterator[ActorInProfile]:
    for profile in graph.users(actor, Profile, "actors.actor"):
        rows = tuple(uses_of(graph, profile))
        for each in profile.actors:
            if each.actor.key == actor.key:
                mine = tuple(row for row in rows if row.actor is each)
                yield ActorInProfile(profile=profile, actor=each, rows=mine)


def _further(graph: Graph, actor: Actor, profiles: tuple[ActorInProfile, ...]) -> tuple[Transaction, ...]:
    used = {row.use.transaction.key for each in profiles for row in each.rows}
    return tuple(each for each in graph.users(actor, Transaction, "roles.") if each.key not in used)


def _requirements(
    graph: Graph, actor: Actor
) -> Iterator[tuple[Profile | Transaction, tuple[Requirement, ...]]]:
    found: dict[RecordId, list[Requirement]] = {}
    for requirement in graph.users(actor, Requirement):
        ref = requirement.profile or requirement.transaction
        if ref is not None:
            found.setdefault(RecordId(ref.kinds[0], ref.key), []).append(requirement)
    for id, requirements in found.items():
        owner = graph.by_id(id)
        if isinstance(owner, Profile | Transaction):
            yield owner, tuple(requirements)


def _standards(
    graph: Graph, profiles: tuple[ActorInProfile, ...]
) -> Iterator[tuple[Standard, tuple[Transaction, ...]]]:
    found: dict[str, dict[str, Transaction]] = {}
    for row in (row for each in profiles for row in each.rows):
        transaction = graph.find(row.use.transaction)
        if transaction is not None:
            for ref in transaction.standards:
                found.setdefault(ref.key, {})[transaction.key] = transaction
    for key, standard in graph.all(Standard).items():
        if key in found:
            yield standard, tuple(found[key].values())


def _grouped_by(graph: Graph, actor: Actor) -> Iterator[tuple[Profile, ProfileActor]]:
    for profile in graph.users(actor, Profile, "actors.groupings"):
        for each in profile.actors:
            targets = [
                target for grouping in each.groupings for target in (*grouping.all_of, *grouping.any_of)
            ]
            if any(target.actor.key == actor.key for target in targets):
                yield profile, each
