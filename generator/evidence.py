"""What public data shows of a profile on its way to final text, beside what its publication process asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.graph import Graph
from generator.public import Completion, PublicGraph
from generator.records.base import Record, RecordId
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    ProposalStatus,
    Status,
    Transaction,
)
from generator.records.profiles import Issue, IssueState, Option, Profile, ProfileActor
from generator.records.sessions import TestingSession
from generator.tallies import Tally, by_region, by_session, by_year, tally

UNDECIDED = (
    ProposalStatus.SUBMITTED,
    ProposalStatus.ASSIGNED,
    ProposalStatus.COMPLETED,
    ProposalStatus.BALLOT,
)
"""How far a change proposal has come that is neither final nor given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where, in a year or region, there are published results: the events, and their numbers."""

    name: str
    events: tuple[TestingSession, ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEvidence:
    """An actor of a profile, and the numbers of those who completed it; None: no published result.

    `options`: the same for each of its options.
    """

    actor: ProfileActor
    tally: Tally | None
    options: tuple[tuple[Option, Tally | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A change proposal that is not yet final, and what of the profile it affects."""

    proposal: ChangeProposal
    affects: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the public data shows of one profile. It is no verdict, and numbers no absence."""

    profile: Profile
    years: tuple[Shown, ...]
    regions: tuple[Shown, ...]
    actors: tuple[ActorEvidence, ...]
    issues: tuple[Issue, ...]
    proposals: tuple[OpenProposal, ...]


def awaits_final_text(profile: Profile) -> bool:
    """Whether the newest version of a profile is in trial implementation."""
    return profile.history[0].status is Status.TRIAL_IMPLEMENTATION


def evidence_of(graph: PublicGraph, profile: Profile) -> Evidence:
    """What the published rows, the issues and the change proposals show, without conformity assessment."""
    rows = graph.completed.by_profile.get(profile.key, ())
    years = {str(year): group for year, group in by_year(graph, rows).items()}
    return Evidence(
        profile=profile,
        years=_shown(graph, years),
        regions=_shown(graph, by_region(graph, rows)),
        actors=_actors(graph, profile),
        issues=tuple(each for each in profile.issues if each.state is IssueState.OPEN),
        proposals=_proposals(graph, profile),
    )


def _shown(graph: Graph, groups: Mapping[str, tuple[Completion, ...]]) -> tuple[Shown, ...]:
    sessions = graph.all(TestingSession)
    return tuple(
        Shown(name=name, events=tuple(sessions[key] for key in by_session(graph, rows)), tally=tally(rows))
        for name, rows in groups.items()
    )


def _actors(graph: PublicGraph, profile: Profile) -> tuple[ActorEvidence, ...]:
    numbers = _numbers(graph, profile)
    return tuple(
        ActorEvidence(
            actor=actor,
            tally=numbers.get((actor.actor.key.lower(), None)),
            options=tuple(
                (option, numbers.get((actor.actor.key.lower(), option.key))) for option in actor.options
            ),
        )
        for actor in profile.actors
    )


def _numbers(graph: PublicGraph, profile: Profile) -> Mapping[tuple[str, str | None], Tally]:
    """Numbers by actor (None: with any option or none) and by its option."""
    groups: dict[tuple[str, str | None], list[Completion]] = {}
    for row in graph.completed.by_profile.get(profile.key, ()):
        for option in {None, row.option}:
            groups.setdefault((row.actor.lower(), option), []).append(row)
    return {key: tally(rows) for key, rows in groups.items()}


def _proposals(graph: Graph, profile: Profile) -> tuple[OpenProposal, ...]:
    """Those that affect the profile, its transactions, content modules or actors."""
    own = _parts(graph, profile)
    found = []
    for proposal in graph.all(ChangeProposal).values():
        named = (each for each in map(graph.find, proposal.affects) if each is not None)
        affected = [each for each in named if each.id in own]
        if affected and proposal.status in UNDECIDED:
            found.append(OpenProposal(proposal=proposal, affects=tuple(affected)))
    return tuple(found)


def _parts(graph: Graph, profile: Profile) -> frozenset[RecordId]:
    parts: list[Profile | Transaction | ContentModule | Actor | None] = [profile]
    for actor in profile.actors:
        parts.append(graph.find(actor.actor))
        parts += [graph.find(use.transaction) for use in actor.transactions]
        parts += [graph.find(binding.content_module) for binding in actor.content_modules]
    return frozenset(each.id for each in parts if each is not None)
