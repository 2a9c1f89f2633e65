"""Findings under `results_data/` name no organization, whatever is wrong: their logs are public."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from spec_root import Case

ORGANIZATIONS = "results_data/organizations.yml"
TEXT = "Parcels arrive."
WRONG_ROWS = [
    "{key: secret-one, name: Secret One, country: AT, successor: secret-two}",
    "{key: secret-one, name: Secret One, country: AT, successor: Secret-one}",
    "{key: secret-one, name: Secret One, country: AT, successor: secret-one}",
    "{key: secret-one, name: Secret One, country: secret}",
    "{key: secret one, name: Secret One, country: AT}",
    "{key: secret-one, name: Secret One, country: AT, secret: 1}",
    '{key: secret-one, name: "Secret\\u202e One", country: AT}',
    "{key: secret-one, name: Secret One, country: AT, since: secret}",
    "{key: secret-one, name: Secret One, country: AT, name: Secret Two}",
    "{key: secret-one, name: Secret One, country: AT}\n- {key: SECRET-ONE, name: Secret, country: AT}",
    "{key: secret-one, name: !secret One, country: AT}",
    "{key: secret-one, name: &secret One, country: AT}",
    "{key: secret-one, name: [Secret, One], country: AT}",
    '{key: secret-one, name: "Secret One, country: AT}',
    "{key: secret-one, name: Secret One, country: AT, url: 'javascript:secret'}",
]


def findings(folder: Path, text: str, rows: str) -> list[str]:
    edits = ({"file": "profiles/dom/one/index.md", "replace": TEXT, "with": text},)
    case = Case(spec="", title="", edits=edits, added={ORGANIZATIONS: f"- {rows}\n"}, expected=())
    return [f"{each} {each.hint}" for each in pipeline.check(case.make(folder)).diagnostics]


@pytest.mark.parametrize("row", WRONG_ROWS)
def test_a_mistake_is_reported_without_quoting_the_file(row: str, tmp_path: Path) -> None:
    found = findings(tmp_path, TEXT, row)
    assert found and [line for line in found if "secret" in line.lower()] == []


@pytest.mark.parametrize("name", ["secret-one", "secret-two"])
def test_a_link_does_not_tell_whether_an_organization_exists(name: str, tmp_path: Path) -> None:
    found = findings(tmp_path, f"[x](organization:{name})", WRONG_ROWS[0].replace("-two", "-three"))
    assert [line for line in found if "unsafe-link" in line] and not [
        line for line in found if "did you" in line
    ]
