"""What is reported about scenarios that are written in Gherkin, and that nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from spec_root import Case, cases

CASES = list(cases("scenarios"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.spec}: {case.title}")
def test_a_root_gets_exactly_the_expected_findings(case: Case, tmp_path: Path) -> None:
    checked = pipeline.check(case.make(tmp_path), date=case.day)
    assert [str(finding) for finding in checked.diagnostics] == list(case.expected)
