"""Every rule that needs more than one file: what must be reported, and that nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from spec_root import SPECS, Case, cases

CASES = list(cases("checks"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.spec}: {case.title}")
def test_a_root_gets_exactly_the_expected_findings(case: Case, tmp_path: Path) -> None:
    checked = pipeline.check(case.make(tmp_path), date=case.day)
    assert [str(finding) for finding in checked.diagnostics] == list(case.expected)


def test_the_base_root_has_no_findings() -> None:
    assert pipeline.check(SPECS / "base").diagnostics == ()


def test_every_rule_of_the_graph_is_reported_by_some_spec() -> None:
    reported = {line.rpartition("[")[2].rstrip("]") for case in CASES for line in case.expected}
    rules = {rule.name for rule in (*pipeline.checks.RULES, *pipeline.pages.RULES, *pipeline.verdicts.RULES)}
    assert sorted(rules - reported) == []
