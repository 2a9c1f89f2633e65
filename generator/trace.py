"""The trace: which steps of scenarios exercise a requirement, and who completed the actors in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.graph import Graph
from generator.public import Completion, PublicGraph
from generator.records.base import LocalKey, RecordId, Ref
from generator.records.framework import Actor, Transaction
from generator.records.profiles import Optionality, Profile
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario, ScenarioRole, Step
from generator.records.sessions import TestingSession
from generator.tallies import Tally, grouped, sessions_of, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whom a role of a scenario stands for: an actor of a profile, perhaps with an option."""

    profile: Profile
    actor: Ref[Actor]
    option: LocalKey | None

    @property
    def names(self) -> tuple[str, str, str]:
        """The keys of profile, actor and option ("" for none), which tell parties apart."""
        return self.profile.key, self.actor.key.lower(), self.option.key if self.option is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A scenario, those of its steps that exercise something, and whom the roles of these steps stand for."""

    scenario: Scenario
    steps: tuple[Step, ...]
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercised:
    """A requirement that steps of a scenario exercise, and the numbers of these steps."""

    requirement: Ref[Requirement]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredTransaction:
    """A transaction that actors of a profile must support."""

    transaction: Ref[Transaction]
    actors: tuple[Ref[Actor], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Where the trace of a profile has an end that leads nowhere.

    `requirements`: of the profile and its transactions, exercised by no scenario. `scenarios`: of the
    profile, whose steps name no requirement. `transactions`: required, in no step of the profile's scenarios.
    """

    requirements: tuple[Requirement, ...]
    scenarios: tuple[Scenario, ...]
    transactions: tuple[RequiredTransaction, ...]


class Trace:
    """Answers of one public graph. Its numbers are those of published rows, without conformity assessment."""

    def __init__(self, graph: PublicGraph) -> None:
        self._graph = graph
        self._by_requirement: dict[RecordId, list[Exercise]] = {}
        self._by_transaction: dict[RecordId, list[Exercise]] = {}
        self._rows: dict[str, Mapping[str, tuple[Completion, ...]]] = {}
        self._sessions = sessions_of(graph)
        self._numbers: dict[tuple[str, str, str], Mapping[str, Tally]] = {}
        for scenario in graph.all(Scenario).values():
            self._take(scenario)

    def of_requirement(self, requirement: Requirement) -> tuple[Exercise, ...]:
        """What exercises a requirement, by key of the scenarios; its parties are those that it binds."""
        return tuple(self._by_requirement.get(requirement.id, ()))

    def of_transaction(self, transaction: Transaction) -> tuple[Exercise, ...]:
        """What exercises a transaction, in key order of the scenarios."""
        return tuple(self._by_transaction.get(transaction.id, ()))

    def of_profile(self, profile: Profile) -> Mapping[str, tuple[Exercise, ...]]:
        """Key of a requirement -> what exercises it.

        Those of the profile and its transactions that anything exercises come first, in their own order,
        then what the profile's scenarios exercise besides.
        """
        named = (
            self._graph.find(each.requirement)
            for scenario in self._graph.users(profile, Scenario, "profiles")
            for each in exercised(scenario)
        )
        listed = [*requirements_of(self._graph, profile), *(each for each in named if each is not None)]
        found = {each.key: self.of_requirement(each) for each in listed}
        return {key: exercises for key, exercises in found.items() if exercises}

    def rows(self, party: Party) -> tuple[Completion, ...]:
        """Published rows that say that someone completed what the party stands for."""
        profile, actor, option = party.names
        if profile not in self._rows:
            rows = self._graph.completed.by_profile.get(profile, ())
            self._rows[profile] = grouped(rows, lambda row: row.actor.lower())
        return tuple(row for row in self._rows[profile].get(actor, ()) if option in ("", row.option))

    def numbers(self, party: Party) -> Mapping[str, Tally]:
        """Key of an event -> how many completed there what the party stands for; the newest event first."""
        if party.names not in self._numbers:
            events = grouped(self.rows(party), lambda row: row.session)
            self._numbers[party.names] = {key: tally(rows) for key, rows in events.items()}
        return self._numbers[party.names]

    def sessions(self, parties: Iterable[Party]) -> tuple[TestingSession, ...]:
        """The events where somebody completed what one of the parties stands for, the newest first."""
        named = {key for each in parties for key in self.numbers(each)}
        return tuple(each for each in self._sessions if each.key in named)

    def gaps(self, profile: Profile) -> Gaps:
        """What of a profile leads nowhere."""
        scenarios = self._graph.users(profile, Scenario, "profiles")
        tested = {
            step.transaction.key.lower() for each in scenarios for step in each.steps if step.transaction
        }
        return Gaps(
            requirements=tuple(
                each for each in requirements_of(self._graph, profile) if each.id not in self._by_requirement
            ),
            scenarios=tuple(each for each in scenarios if not exercised(each)),
            transactions=tuple(
                each for each in required_transactions(profile) if each.transaction.key.lower() not in tested
            ),
        )

    def _take(self, scenario: Scenario) -> None:
        steps = {step.number: step for step in scenario.steps}
        for each in exercised(scenario):
            requirement = self._graph.find(each.requirement)
            if requirement is not None:
                exercise = self._exercise(
                    scenario, [steps[number] for number in each.steps], requirement.actors
                )
                self._by_requirement.setdefault(requirement.id, []).append(exercise)
        for key, group in _steps_by_transaction(self._graph, scenario).items():
            self._by_transaction.setdefault(key, []).append(self._exercise(scenario, group))

    def _exercise(
        self, scenario: Scenario, steps: Iterable[Step], bound: tuple[Ref[Actor], ...] = ()
    ) -> Exercise:
        kept = tuple(steps)
        taking = {str(key) for step in kept for key in (step.initiator, step.responder) if key is not None}
        actors = {ref.key.lower() for ref in bound}
        parties = {
            party.names: party
            for role in scenario.roles
            if role.key in taking and (not actors or role.actor.key.lower() in actors)
            for party in parties_of(self._graph, scenario, role)
        }
        return Exercise(scenario=scenario, steps=kept, parties=tuple(parties.values()))


def parties_of(graph: Graph, scenario: Scenario, role: ScenarioRole) -> tuple[Party, ...]:
    """Whom a role stands for: its actor in the profile that it names, or in each of the scenario's."""
    named = (role.profile,) if role.profile is not None else scenario.profiles
    return tuple(
        Party(profile=profile, actor=role.actor, option=role.option)
        for profile in map(graph.find, named)
        if profile is not None
        and any(each.actor.key.lower() == role.actor.key.lower() for each in profile.actors)
    )


def exercised(scenario: Scenario) -> tuple[Exercised, ...]:
    """The requirements that a scenario exercises, in the order in which its steps name them first."""
    found: dict[str, tuple[Ref[Requirement], dict[int, None]]] = {}
    for step in scenario.steps:
        for each in step.requirements:
            found.setdefault(each.key.lower(), (each, {}))[1][step.number] = None
    return tuple(Exercised(requirement=ref, steps=tuple(steps)) for ref, steps in found.values())


def requirements_of(graph: Graph, profile: Profile) -> tuple[Requirement, ...]:
    """The requirements of a profile, then those of its transactions in the order of its table."""
    uses = (use.transaction for actor in profile.actors for use in actor.transactions)
    transactions = {each.key: each for each in map(graph.find, uses) if each is not None}
    own = graph.users(profile, Requirement, "profile")
    of_transactions = [
        requirement
        for each in transactions.values()
        for requirement in graph.users(each, Requirement, "transaction")
    ]
    return tuple({each.key: each for each in (*own, *of_transactions)}.values())


def required_transactions(profile: Profile) -> tuple[RequiredTransaction, ...]:
    """The transactions that some actor of a profile must support, and these actors."""
    found: dict[str, tuple[Ref[Transaction], dict[str, Ref[Actor]]]] = {}
    for actor in profile.actors:
        for use in actor.transactions:
            if use.optionality is Optionality.REQUIRED:
                _, actors = found.setdefault(use.transaction.key.lower(), (use.transaction, {}))
                actors.setdefault(actor.actor.key, actor.actor)
    return tuple(
        RequiredTransaction(transaction=ref, actors=tuple(actors.values())) for ref, actors in found.values()
    )


def _steps_by_transaction(graph: Graph, scenario: Scenario) -> Mapping[RecordId, list[Step]]:
    groups: dict[RecordId, list[Step]] = {}
    for step in scenario.steps:
        transaction = graph.find(step.transaction) if step.transaction is not None else None
        if transaction is not None:
            groups.setdefault(transaction.id, []).append(step)
    return groups
