"""The trace as pages show it: parties by event, alone or below what they exercise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.completions import Notice, notice_for
from generator.public import PublicGraph
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.records.sessions import TestingSession
from generator.site import PageLink
from generator.tallies import Tally
from generator.trace import Exercise, Party, Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A party and the numbers of those who completed it, an event a cell; None: no published result.

    `party` is None where nobody in particular takes the steps.
    """

    party: Party | None
    cells: tuple[Tally | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTable:
    """Parties by event, the newest event first; only events with a number, and no line without one."""

    sessions: tuple[TestingSession, ...]
    lines: tuple[PartyLine, ...]
    page: PageLink | None
    anchor: str
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseLines:
    """A scenario, its steps, and a line for each party to them (one without a party if there is none)."""

    exercise: Exercise
    lines: tuple[PartyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementLines:
    """A requirement and what exercises it; `height` is the number of its lines."""

    requirement: Requirement
    exercises: tuple[ExerciseLines, ...]
    height: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementTable:
    """Requirements by event, the newest event first; only events with a number."""

    sessions: tuple[TestingSession, ...]
    groups: tuple[RequirementLines, ...]


def trace_link(profile: Profile) -> PageLink:
    """A link to the page that traces a profile."""
    return PageLink(title=message("Trace of %(key)s", key=profile.key), name=f"trace/{profile.key}")


def anchor_of(requirement: Requirement) -> str:
    """Where a requirement stands on the pages that trace it."""
    return f"tf-trace-{requirement.key.lower()}"


def party_table(
    config: SiteConfig,
    trace: Trace,
    parties: Iterable[Party],
    *,
    page: PageLink | None,
    anchor: str = "",
) -> PartyTable:
    """Each of the parties that somebody completed, once. `page` traces more than this."""
    kept = [each for each in {each.names: each for each in parties}.values() if trace.numbers(each)]
    sessions = trace.sessions(kept)
    is_made_up = any(each.is_demonstration for party in kept for each in trace.numbers(party).values())
    return PartyTable(
        sessions=sessions,
        lines=tuple(_line(trace, each, sessions) for each in kept),
        page=page,
        anchor=anchor,
        notice=notice_for(config, (), is_demonstration=is_made_up) if kept else None,
    )


def requirement_table(graph: PublicGraph, trace: Trace, profile: Profile) -> RequirementTable:
    """Every requirement that the trace of a profile leads from, with what exercises it."""
    found = trace.of_profile(profile)
    parties = {
        party.names: party for exercises in found.values() for each in exercises for party in each.parties
    }
    sessions = trace.sessions(parties.values())
    requirements = graph.all(Requirement)
    groups = []
    for key, exercises in found.items():
        parts = tuple(_exercise_lines(trace, each, sessions) for each in exercises)
        groups.append(
            RequirementLines(
                requirement=requirements[key],
                exercises=parts,
                height=sum(len(part.lines) for part in parts),
                anchor=anchor_of(requirements[key]),
            )
        )
    return RequirementTable(sessions=sessions, groups=tuple(groups))


def _exercise_lines(trace: Trace, exercise: Exercise, sessions: Sequence[TestingSession]) -> ExerciseLines:
    lines = tuple(_line(trace, each, sessions) for each in exercise.parties)
    nobody = PartyLine(party=None, cells=(None,) * len(sessions))
    return ExerciseLines(exercise=exercise, lines=lines or (nobody,))


def _line(trace: Trace, party: Party, sessions: Sequence[TestingSession]) -> PartyLine:
    numbers = trace.numbers(party)
    return PartyLine(party=party, cells=tuple(numbers.get(each.key) for each in sessions))
