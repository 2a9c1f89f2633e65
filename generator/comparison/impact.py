"""What a change reaches beyond its record: who completed the older text, who uses it, tests it, claims it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.graph import Graph
from generator.meaning import Concern, Impact
from generator.public import Completion, Completions, PublicGraph
from generator.records.base import Record
from generator.records.framework import Actor, ContentModule, NationalExtension, Transaction
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfilePage
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.sessions import TestingSession
from generator.records.statements import IntegrationStatement

_ACTORS = "actors"


@dataclass(frozen=True, slots=True)
class _Reach:
    """A profile that a change concerns, and the actors of it that do; None: all of them."""

    profile: str
    actors: frozenset[str] | None


def impact_of(
    record: Record, actors: frozenset[str] | None, old: PublicGraph, new: PublicGraph
) -> tuple[Impact, ...]:
    """What a change of `record` reaches. `actors`: keys of a profile's that it is about; None: all of them.

    What is new was neither tested nor claimed.
    """
    graph = new if new.by_id(record.id) is not None else old
    found = list(_users(graph, record))
    if old.by_id(record.id) is not None:
        reaches = tuple(_reaches(graph, record, actors))
        found += [*_completed(old, new, reaches), *_claims(new, reaches)]
    return tuple(each for each in found if each.names)


def _reaches(graph: Graph, record: Record, actors: frozenset[str] | None) -> Iterator[_Reach]:
    if isinstance(record, Profile):
        yield _Reach(record.key, actors)
    elif isinstance(record, ProfilePage):
        yield _Reach(graph.named(record.profile).key, None)
    elif isinstance(record, Requirement):
        bound = frozenset(each.key.lower() for each in record.actors) or None
        if record.profile is not None:
            yield _Reach(graph.named(record.profile).key, bound)
        elif record.transaction is not None and (found := graph.find(record.transaction)) is not None:
            for reach in _using(graph, found):
                both = reach.actors if bound is None or reach.actors is None else reach.actors & bound
                yield _Reach(reach.profile, both)
    elif isinstance(record, Transaction | ContentModule):
        yield from _using(graph, record)
    elif isinstance(record, Actor):
        for profile in graph.users(record, Profile, _ACTORS):
            yield _Reach(profile.key, frozenset({record.key.lower()}))


def _using(graph: Graph, record: Transaction | ContentModule) -> Iterator[_Reach]:
    for profile in graph.users(record, Profile, _ACTORS):
        named = {
            actor.actor.key.lower()
            for actor in profile.actors
            if any(each.transaction.key.lower() == record.key.lower() for each in actor.transactions)
            or any(each.content_module.key.lower() == record.key.lower() for each in actor.content_modules)
        }
        yield _Reach(profile.key, frozenset(named))


def _users(graph: Graph, record: Record) -> Iterator[Impact]:
    if isinstance(record, Transaction | ContentModule | Actor):
        yield _named(Concern.PROFILES, "profiles that use it", graph.users(record, Profile, _ACTORS))
    if isinstance(record, Requirement | Transaction):
        yield _named(Concern.SCENARIOS, "scenarios that test it", graph.users(record, Scenario, "steps"))
    if isinstance(record, Profile):
        yield _named(Concern.SCENARIOS, "scenarios that test it", graph.users(record, Scenario, "profiles"))
    extensions = graph.users(record, NationalExtension, "adds")
    yield _named(Concern.EXTENSIONS, "national extensions that add to it", extensions)


def _named(concern: Concern, says: str, records: Iterable[Record]) -> Impact:
    names = [each.key if isinstance(each, Profile) else each.title for each in records]
    return Impact(concern=concern, says=says, names=tuple(dict.fromkeys(names)))


def _completed(old: PublicGraph, new: PublicGraph, reaches: Iterable[_Reach]) -> Iterator[Impact]:
    """Organizations that completed testing of what was there before, for each profile and version."""
    for reach in reaches:
        version, renewed = _version(old, reach.profile), _version(new, reach.profile)
        for concern, words, completions in _schemes(new):
            groups = _by_version(new, completions, reach, renewed if renewed != version else "")
            for tested, names in groups.items():
                what = f"{reach.profile} {tested}" if tested else f"{reach.profile}, in a version not stated"
                yield Impact(concern=concern, says=f"completed {words} of {what}", names=names)


def _schemes(graph: PublicGraph) -> tuple[tuple[Concern, str, Completions], ...]:
    return (
        (Concern.TESTED, "testing", graph.completed),
        (Concern.ASSESSED, "conformity assessment", graph.assessed),
    )


def _version(graph: Graph, profile: str) -> str:
    found = graph.get(Profile, profile)
    return found.history[0].version if found is not None and found.history else ""


def _by_version(
    graph: PublicGraph, completions: Completions, reach: _Reach, renewed: str
) -> Mapping[str, tuple[str, ...]]:
    """Tested version -> names of organizations; a session that tested the new version is left out."""
    found: dict[str, dict[str, None]] = {}
    for row in _rows(completions, reach):
        session, organization = (
            graph.get(TestingSession, row.session),
            graph.get(Organization, row.organization),
        )
        if session is None or organization is None:
            continue
        tested = {key.lower(): each for key, each in session.baseline.items()}.get(reach.profile.lower(), "")
        if not renewed or tested != renewed:
            found.setdefault(tested, {})[organization.name] = None
    return {tested: tuple(sorted(names)) for tested, names in sorted(found.items())}


def _rows(completions: Completions, reach: _Reach) -> Iterator[Completion]:
    for row in completions.by_profile.get(reach.profile, ()):
        if reach.actors is None or row.actor.lower() in reach.actors:
            yield row


def _claims(graph: PublicGraph, reaches: tuple[_Reach, ...]) -> Iterator[Impact]:
    """Statements of products that claim what changed."""
    if not reaches:
        return
    actors = {each.profile.lower(): each.actors for each in reaches}
    found = [
        _product(graph, statement)
        for statement in graph.all(IntegrationStatement).values()
        if any(
            claim.profile.key.lower() in actors
            and ((named := actors[claim.profile.key.lower()]) is None or claim.actor.key.lower() in named)
            for claim in statement.claims
        )
    ]
    yield Impact(concern=Concern.STATEMENTS, says="integration statements that claim it", names=tuple(found))


def _product(graph: Graph, statement: IntegrationStatement) -> str:
    organization = graph.find(statement.organization)
    return f"{statement.title} ({organization.name})" if organization is not None else statement.title
