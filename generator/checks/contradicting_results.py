"""A system has one result for an actor of a profile with an option, however often exports give it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.records.sessions import Outcome
from generator.results import AipoResult, FullGraph, outcomes

CONTRADICTION = Rule(
    name="contradicting-results",
    severity=Severity.ERROR,
    summary="Rows about one thing agree, or amendments say which of them counts.",
    is_fixed=True,
)
DUPLICATE = Rule(
    name="duplicate-result",
    severity=Severity.WARNING,
    summary="Exports give each result once.",
)
RULES = (CONTRADICTION, DUPLICATE)


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Rows about what another row before them is about, after amendments."""
    first: dict[tuple[str, ...], tuple[AipoResult, Outcome]] = {}
    for row, outcome in outcomes(graph):
        subject = tuple((word or "").lower() for word in row.subject)
        other, settled = first.setdefault(subject, (row, outcome))
        if other is row:
            continue
        if outcome is not settled:
            yield CONTRADICTION.at(
                row.position,
                "this row and another one about the same disagree",
                f"the other is at {other.position}; ask who graded them which one counts",
            )
        elif row.outcome is other.outcome:
            yield DUPLICATE.at(
                row.position,
                "another row says the same",
                f"the other is at {other.position}; remove one of the two at its source",
            )
