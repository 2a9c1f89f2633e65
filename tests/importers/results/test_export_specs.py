"""Every spec under spec/exports gives an export as text, its rows by key, and each of its findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from export_support import NAMES, Read, export_root, in_short, read_root
from generator.importers.results import RULES
from spec_root import SPECS

CASES = [
    (path.stem, case)
    for path in sorted((SPECS / "exports").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
# These need files that cannot be written in a spec, or come from a local import alone.
SHOWN_ELSEWHERE = {"missing-export", "unfaithful-copy"}


def reading_of(case: dict[str, Any], folder: Path) -> Read:
    root = export_root(
        folder,
        content=case["export"].encode(),
        format=case["format"],
        more=case.get("session", ""),
        keywords=case.get("keywords", ""),
    )
    return in_short(read_root(root))


@pytest.mark.parametrize(("spec", "case"), CASES, ids=[f"{spec}: {case['title']}" for spec, case in CASES])
def test_an_export_says_what_its_spec_says(spec: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = reading_of(case, tmp_path)
    assert found.findings == case.get("findings", [])
    assert found.rows == case.get("rows", [])
    assert found.excess == case.get("excess", [])


@pytest.mark.parametrize(("spec", "case"), CASES, ids=[f"{spec}: {case['title']}" for spec, case in CASES])
def test_no_finding_names_a_participant(spec: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = reading_of(case, tmp_path)
    said = " ".join([*found.findings, *found.hints]).lower()
    assert [name for name in NAMES if name in said] == []


def test_every_rule_is_reported_by_some_spec() -> None:
    reported = {line.rpartition("[")[2].rstrip("]") for _, case in CASES for line in case.get("findings", [])}
    assert sorted({rule.name for rule in RULES} - reported - SHOWN_ELSEWHERE) == []
