"""Gherkin by strangers: very much of it, or none at all. It is cut, which is reported, in little time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Position
from generator.importers.scenarios.findings import SYNTAX, Findings
from generator.importers.scenarios.gherkin import Block, parse
from scenario_support import FEATURE, found_in

OUTLINE = "Feature: P\n  Scenario Outline: S\n    When <n>\n    Examples:\n      | n |\n"
MANY_EXAMPLES = OUTLINE + "      | 1 |\n" * 4000
MANY_SCENARIOS = "Feature: P\n" + "  Scenario: S\n    When x\n" * 2000
MANY_STEPS = "Feature: P\n  Scenario: S\n" + "    When x\n" * 4000
MANY_LINES = "Feature: P\n" + "\n" * 60_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MANY_EXAMPLES, "a scenario has more than 500 examples; the rest is left out"),
        (MANY_SCENARIOS, "there are more than 200 scenarios; the rest is not read"),
        (MANY_STEPS, "a scenario has more than 200 steps; the rest is left out"),
        (MANY_LINES, "there are more than 5,000 lines of Gherkin"),
    ],
    ids=["examples", "scenarios", "steps", "lines"],
)
def test_what_nobody_would_run_is_cut(tmp_path: Path, text: str, said: str) -> None:
    start = time.monotonic()
    found = found_in(tmp_path / "root", {FEATURE: text})
    assert said in [finding.message for finding in found.diagnostics]
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("sign", ["`", "<", "[", "*", "_", "|", "\\", "("])
def test_a_step_of_one_sign_takes_no_longer_than_any_other(tmp_path: Path, sign: str) -> None:
    start = time.monotonic()
    found = found_in(tmp_path / "root", {FEATURE: f"Feature: P\n  Scenario: S\n    When {sign * 90_000}\n"})
    assert len(found.scenarios) == 1
    assert time.monotonic() - start < 10


LINES = [
    *("Feature: P", "Rule: R", "Background:", "Scenario: S", "Scenario Outline: S", "Examples:"),
    *("@a @b:c", "| a | b |", "| a", '"""', "```", "# language: no", "é <"),
    *("Given x", "When y [DOM-1]", "Then z", "* w"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_lines_are_read_or_reported(lines: list[str]) -> None:
    findings = Findings()
    parsed = parse(Block(text="\n".join(lines), position=Position("a.feature"), title="T"), findings, SYNTAX)
    assert parsed is not None or findings.diagnostics != []
