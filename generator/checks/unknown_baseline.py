"""A session's baseline names profiles that exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession
from generator.results import FullGraph

RULE = Rule(
    name="unknown-baseline",
    severity=Severity.ERROR,
    summary="The baseline of a session gives versions of profiles, by their keys.",
)
RULES = (RULE,)


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Names in a baseline that are no profile's key."""
    known = set(graph.all(Profile)) | {id.key for id in graph.externals if id.kind == Profile.kind}
    for session in graph.all(TestingSession).values():
        for key in session.baseline:
            if key not in known and not graph.is_unread(Profile.kind, key):
                message = f"there is no profile {key}"
                yield RULE.at(session.place_of("baseline"), message, did_you_mean(key, sorted(known)))
