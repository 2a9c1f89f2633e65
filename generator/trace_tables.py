"""The trace and the evidence for final text, as tables for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.columns import DEMONSTRATION, Cell, Column, TableKind
from generator.evidence import Evidence, awaits_final_text, evidence_of
from generator.messages import message
from generator.public import PublicGraph
from generator.records.framework import Actor
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.records.sessions import TestingSession
from generator.tallies import Tally
from generator.trace import Exercise, Trace


def exercise_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a requirement and scenario that exercises it, by the key of the requirement."""
    trace = graph.once(Trace)
    for requirement in graph.all(Requirement).values():
        for each in trace.of_requirement(requirement):
            yield (
                requirement.key,
                requirement.level.value,
                each.scenario.key,
                each.scenario.name,
                _steps(each),
                "; ".join(dict.fromkeys(party.actor.key for party in each.parties)),
            )


def trace_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a requirement, scenario, actor of a profile and event, where someone completed that actor."""
    trace, sessions, actors = graph.once(Trace), graph.all(TestingSession), graph.all(Actor)
    for requirement in graph.all(Requirement).values():
        for each in trace.of_requirement(requirement):
            for party in each.parties:
                profile, actor, option = party.names
                name = actors[actor].name if actor in actors else party.actor.key
                for key, numbers in trace.numbers(party).items():
                    yield (
                        requirement.key,
                        each.scenario.key,
                        _steps(each),
                        profile,
                        party.actor.key,
                        name,
                        option,
                        key,
                        sessions[key].start.year,
                        sessions[key].region,
                        numbers.organizations,
                        numbers.is_demonstration,
                    )


def gap_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a profile and end of its trace that leads nowhere, by the key of the profile."""
    trace = graph.once(Trace)
    for profile in graph.all(Profile).values():
        gaps = trace.gaps(profile)
        for requirement in gaps.requirements:
            yield profile.key, "requirement-without-scenario", requirement.key, requirement.level.value
        for scenario in gaps.scenarios:
            yield profile.key, "scenario-without-requirement", scenario.key, scenario.name
        for each in gaps.transactions:
            found = graph.find(each.transaction)
            name = found.name if found is not None else ""
            yield profile.key, "required-transaction-without-step", each.transaction.key, name


def evidence_rows(graph: PublicGraph) -> Iterator[tuple[Cell, ...]]:
    """One row a profile in trial implementation and fact, by the key of the profile."""
    for profile in graph.all(Profile).values():
        if awaits_final_text(profile):
            yield from _evidence_rows(evidence_of(graph, profile))


def _evidence_rows(evidence: Evidence) -> Iterator[tuple[Cell, ...]]:
    start = evidence.profile.key, evidence.profile.history[0].version
    for shown in evidence.years:
        yield *start, "year", shown.name, "", "", *_numbers(shown.tally)
    for shown in evidence.regions:
        yield *start, "region", shown.name, "", "", *_numbers(shown.tally)
    for each in evidence.actors:
        actor = each.actor.actor.key
        yield *start, "actor", actor, "", "", *_numbers(each.tally)
        for option, numbers in each.options:
            yield *start, "option", actor, option.key, "", *_numbers(numbers)
    for issue in evidence.issues:
        yield *start, "issue", issue.key, "", issue.state.value, *_numbers(None)
    for open_ in evidence.proposals:
        proposal = open_.proposal
        yield *start, "change-proposal", proposal.key, "", proposal.status.value, *_numbers(None)


def _numbers(numbers: Tally | None) -> tuple[Cell, ...]:
    if numbers is None:
        return "", "", "", False
    return numbers.organizations, numbers.systems, numbers.sessions, numbers.is_demonstration


def _steps(exercise: Exercise) -> str:
    return "; ".join(str(step.number) for step in exercise.steps)


_STEPS: Final = Column(name="steps", about=message("numbers of its steps that do, between semicolons"))

TRACE_TABLES: Final[tuple[TableKind, ...]] = (
    TableKind(
        name="exercises",
        title=message("Requirements and scenarios"),
        about=message("Which steps of which scenarios exercise a requirement."),
        columns=(
            Column(name="requirement", about=message("key of the requirement")),
            Column(name="level", about=message("how strictly it binds")),
            Column(name="scenario", about=message("key of the scenario that exercises it")),
            Column(name="scenario_name", about=message("name of the scenario")),
            _STEPS,
            Column(
                name="actors",
                about=message(
                    "keys of the actors in these steps, of those that it binds, between semicolons"
                ),
            ),
        ),
        key=("requirement", "scenario"),
        foreign={},
        rows=exercise_rows,
    ),
    TableKind(
        name="trace",
        title=message("Requirements, scenarios and events"),
        about=message(
            "One row says that organizations completed testing of an actor in a profile at an event, and "
            "that a scenario has this actor in steps that exercise the requirement. It does not say that the "
            "scenario was run there, nor that anybody meets the requirement. What is not listed has no "
            "published result; nothing follows from its absence. Without conformity assessment."
        ),
        columns=(
            Column(name="requirement", about=message("key of the requirement")),
            Column(name="scenario", about=message("key of the scenario that exercises it")),
            _STEPS,
            Column(name="profile", about=message("key of the profile whose actor was completed")),
            Column(name="actor", about=message("key of the actor")),
            Column(name="actor_name", about=message("name of the actor")),
            Column(
                name="option", about=message("key of the option that the scenario asks for; empty for none")
            ),
            Column(name="event", about=message("key of the event")),
            Column(name="year", type="integer", about=message("year in which the event began")),
            Column(name="region", about=message("region of the event")),
            Column(
                name="organizations", type="integer", about=message("organizations that completed it there")
            ),
            DEMONSTRATION,
        ),
        key=("requirement", "scenario", "profile", "actor", "option", "event"),
        foreign={"event": "events"},
        rows=trace_rows,
    ),
    TableKind(
        name="trace-gaps",
        title=message("Where the trace ends"),
        about=message(
            "Ends of the trace that lead nowhere, by profile. They are gaps of texts, of no system."
        ),
        columns=(
            Column(name="profile", about=message("key of the profile")),
            Column(
                name="gap",
                about=message(
                    "requirement-without-scenario: a requirement of the profile or its transactions; "
                    "scenario-without-requirement: no step names one; required-transaction-without-step: "
                    "an actor must support it, and no scenario of the profile uses it"
                ),
            ),
            Column(name="key", about=message("key of the requirement, scenario or transaction")),
            Column(name="name", about=message("its name; of a requirement, how strictly it binds")),
        ),
        key=("profile", "gap", "key"),
        foreign={},
        rows=gap_rows,
    ),
    TableKind(
        name="evidence",
        title=message("Evidence for final text"),
        about=message(
            "What the public data shows of profiles in trial implementation, fact by fact. No verdict "
            "follows from it, and nothing from what is not there. Without conformity assessment."
        ),
        columns=(
            Column(name="profile", about=message("key of the profile")),
            Column(name="version", about=message("its newest version")),
            Column(name="fact", about=message("year, region, actor, option, issue or change-proposal")),
            Column(
                name="subject", about=message("the year, region or key; of an option, the key of its actor")
            ),
            Column(name="option", about=message("key of the option; empty for none")),
            Column(
                name="state", about=message("how far an issue or change proposal that is still open has come")
            ),
            Column(
                name="organizations",
                type="integer",
                about=message("organizations with published results; empty for no published result"),
            ),
            Column(name="systems", type="integer", about=message("systems with published results")),
            Column(name="events", type="integer", about=message("events with published results")),
            DEMONSTRATION,
        ),
        key=("profile", "fact", "subject", "option"),
        foreign={},
        rows=evidence_rows,
    ),
)
