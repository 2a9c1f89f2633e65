"""The part of a public graph that belongs to a profile or a domain: what a copy of that part holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.graph import Graph
from generator.public import Completions, PublicGraph, completions
from generator.records.base import RecordId
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    FrameworkPage,
    GlossaryTerm,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfilePage
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement

# Texts that help to read any part.
_GENERAL = (FrameworkPage.kind, GlossaryTerm.kind)
_SPECIFYING = frozenset({Profile.kind, Transaction.kind, ContentModule.kind})
# What a profile names and cannot be read without; another profile is none of it.
_NAMED_BY_PROFILE = frozenset(
    {Actor.kind, ChangeProposal.kind, ContentModule.kind, Domain.kind, Supplement.kind, Transaction.kind}
)
_NAMED_BY_EXCHANGE = frozenset({Actor.kind, Standard.kind})
# What names a profile and is about it.
_ABOUT_PROFILE = frozenset({IntegrationStatement.kind, ProfilePage.kind})
_ABOUT_ANY = frozenset({ChangeProposal.kind, NationalExtension.kind, Requirement.kind, Supplement.kind})


def excerpt(graph: PublicGraph, part: Profile | Domain) -> PublicGraph:
    """The records that belong to `part`, with the published rows of its profiles and who they name.

    Shape: a public graph like any other, in the same order; what it leaves out is unknown to it.
    """
    core = {part.id}
    if isinstance(part, Domain):
        core |= {use.user for use in graph.uses.get(part.id, ())}
    named = _named_by(graph, core)
    core |= _of_kinds(named, _NAMED_BY_PROFILE)
    core |= _of_kinds(_named_by(graph, _of_kinds(core, _SPECIFYING - {Profile.kind})), _NAMED_BY_EXCHANGE)
    core |= _about(graph, core)
    core |= _of_kinds(_named_by(graph, _of_kinds(core, {IntegrationStatement.kind})), {Organization.kind})
    profiles = {id.key for id in core if id.kind == Profile.kind}
    completed = _rows_of(graph.completed, profiles)
    assessed = _rows_of(graph.assessed, profiles)
    core |= {id for rows in (completed, assessed) for id in _participants(rows)}
    core |= {record.id for kind in _GENERAL for record in graph.records.get(kind, {}).values()}
    return _only(graph, core, completed, assessed)


def _named_by(graph: Graph, users: Iterable[RecordId]) -> set[RecordId]:
    wanted = set(users)
    return {id for id, uses in graph.uses.items() if any(use.user in wanted for use in uses)}


def _of_kinds(ids: Iterable[RecordId], kinds: Iterable[str]) -> set[RecordId]:
    wanted = frozenset(kinds)
    return {id for id in ids if id.kind in wanted}


def _about(graph: Graph, core: Iterable[RecordId]) -> set[RecordId]:
    found = set()
    for id in _of_kinds(core, _SPECIFYING):
        is_profile = id.kind == Profile.kind
        for use in graph.uses.get(id, ()):
            # A scenario is of the profiles that it tests, not of others that its roles may bring.
            is_tested = use.user.kind == Scenario.kind and use.path.startswith("profiles")
            if use.user.kind in _ABOUT_ANY or (is_profile and (is_tested or use.user.kind in _ABOUT_PROFILE)):
                found.add(use.user)
    return found


def _rows_of(rows: Completions, profiles: set[str]) -> Completions:
    return completions(row for row in rows.rows if row.profile in profiles)


def _participants(rows: Completions) -> set[RecordId]:
    keys: Mapping[str, Iterable[str]] = {
        TestingSession.kind: rows.by_session,
        Organization.kind: rows.by_organization,
        System.kind: rows.by_system,
    }
    return {RecordId(kind, key) for kind, found in keys.items() for key in found}


def _only(
    graph: PublicGraph, kept: set[RecordId], completed: Completions, assessed: Completions
) -> PublicGraph:
    records = {
        kind: {key: record for key, record in rows.items() if record.id in kept}
        for kind, rows in graph.records.items()
    }
    return replace(
        graph,
        records={kind: rows for kind, rows in records.items() if rows},
        uses={
            id: found
            for id, uses in graph.uses.items()
            if (found := tuple(use for use in uses if use.user in kept))
        },
        names={name: key for name, key in graph.names.items() if RecordId(name[0], key) in kept},
        texts=tuple(text for text in graph.texts if text.owner in kept),
        completed=completed,
        assessed=assessed,
    )
