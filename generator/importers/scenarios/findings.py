"""The rules that sources of scenarios keep, and what is found while one is read."""

from __future__ import annotations

from collections import Counter

from generator.diagnostics import Diagnostic, Position, Rule, Severity

SYNTAX = Rule(
    name="gherkin-syntax",
    severity=Severity.ERROR,
    summary="A .feature file is Gherkin.",
)
FENCE = Rule(
    name="gherkin-block",
    severity=Severity.WARNING,
    summary="A block of Gherkin in a text can be read as scenarios.",
)
UNKNOWN_TAG = Rule(
    name="unknown-tag",
    severity=Severity.WARNING,
    summary="A tag with a colon is one that scenarios know.",
)
WRONG_TAG = Rule(
    name="wrong-tag",
    severity=Severity.ERROR,
    summary="The tags of a scenario have the form that they need, and agree.",
)
UNCLEAR_STEP = Rule(
    name="unclear-step",
    severity=Severity.WARNING,
    summary="A step that names a transaction says who begins it.",
)
OVERSIZED = Rule(
    name="oversized-scenario",
    severity=Severity.ERROR,
    summary="Scenarios keep to the limits of what can be run and read.",
)
SCENARIO_KEY = Rule(
    name="scenario-key",
    severity=Severity.ERROR,
    summary="Every scenario has a key of its own, in whatever form it is written.",
)
RULES = (SYNTAX, FENCE, UNKNOWN_TAG, WRONG_TAG, UNCLEAR_STEP, OVERSIZED, SCENARIO_KEY)

MOST_LINES = 5_000
MOST_SCENARIOS = 200
MOST_STEPS = 200
MOST_EXAMPLES = 500
MOST_FINDINGS = 100


class Findings:
    """Collects what is wrong with sources; a very long list of one file is cut."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._counts: Counter[str] = Counter()

    def report(self, rule: Rule, position: Position, message: str, hint: str = "") -> None:
        """Notes a finding of `rule` at `position`."""
        self._counts[position.path] += 1
        if self._counts[position.path] <= MOST_FINDINGS:
            self.diagnostics.append(rule.at(position, message, hint))


def shown(text: str) -> str:
    """A word of a source as messages quote it: short, with nothing in it that cannot be seen."""
    cut = text if len(text) <= 60 else f"{text[:59]}…"
    return "`" + "".join(each if each.isprintable() else f"\\u{{{ord(each):x}}}" for each in cut) + "`"
