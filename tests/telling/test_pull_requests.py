"""Prepared wrong pull requests: each gets exactly its findings, in every form of a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema_rs
import pytest

from generator import pipeline
from generator.commands.checking import report_of
from generator.telling import FORMATS, findings_json, github, sarif, text
from generator.telling.report import Report
from pull_request_support import DAY, Found, PullRequest, base, found_in, is_finding, pull_requests
from site_support import REPOSITORY

PULL_REQUESTS = pull_requests()
OWN_SCHEMA = REPOSITORY / "generator/telling/findings.schema.json"
COMMAND = re.compile(
    r"::(?P<command>error|warning|notice) file=(?P<file>[^,]*),line=(?P<line>\d+),col=(?P<column>\d+),"
    r"title=(?P<title>[^:,]*)::(?P<words>.*)"
)


def told_of(root: Path, touched: frozenset[str] = frozenset()) -> Report:
    checked = pipeline.check(root, date=DAY)
    return report_of(root, checked, checked.diagnostics, touched)


def in_text(findings: Report) -> list[Found]:
    return [found_in(line) for line in text.told(findings) if is_finding(line)]


def in_github(findings: Report) -> list[Found]:
    severities = {"error": "error", "warning": "warning", "notice": "waived"}
    rows = []
    for line in github.document(findings).splitlines()[:-1]:
        told = COMMAND.fullmatch(line)
        assert told is not None, line
        message, rule = re.fullmatch(r"(.*) \[([a-z-]+)\]", _unescaped(told["words"]).split("\n")[0]).groups()  # type: ignore[union-attr]
        path = _unescaped(told["file"].replace("%3A", ":").replace("%2C", ","))
        place = (path, int(told["line"]), int(told["column"]))
        rows.append(Found(*place, severities[told["command"]], rule, message))
    return rows


def _unescaped(words: str) -> str:
    return words.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def in_sarif(findings: Report) -> list[Found]:
    rows = []
    for result in json.loads(sarif.document(findings))["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        severity = "waived" if result.get("suppressions") else result["level"]
        message = result["properties"]["message"]
        assert result["message"]["text"].startswith(message)
        where = (place["artifactLocation"]["uri"], region["startLine"], region["startColumn"])
        rows.append(Found(*where, severity, result["ruleId"], message))
    return rows


def in_json(findings: Report) -> list[Found]:
    rows = json.loads(findings_json.document(findings))["findings"]
    return [Found(*(row[name] for name in Found._fields)) for row in rows]


FORMS: Mapping[str, Callable[[Report], list[Found]]] = {
    "text": in_text,
    "github": in_github,
    "sarif": in_sarif,
    "json": in_json,
}


@pytest.mark.parametrize("change", PULL_REQUESTS, ids=lambda each: each.name)
def test_a_pull_request_gets_exactly_its_findings_in_every_form(change: PullRequest, tmp_path: Path) -> None:
    findings = told_of(change.make(tmp_path), change.touched)
    first = [each for each in change.expected if each.path in change.touched]
    ordered = first + [each for each in change.expected if each not in first]
    assert {name: read(findings) for name, read in FORMS.items()} == dict.fromkeys(FORMS, ordered)
    jsonschema_rs.validate(
        json.loads(OWN_SCHEMA.read_text(encoding="utf-8")), json.loads(findings_json.document(findings))
    )


def test_every_form_is_tried() -> None:
    assert set(FORMS) == set(FORMATS)


def test_the_root_before_any_change_has_no_finding_but_a_waived_one(tmp_path: Path) -> None:
    assert [each.severity for each in in_json(told_of(base(tmp_path)))] == ["waived"]


def test_there_are_sixty_pull_requests_and_no_two_find_the_same() -> None:
    assert len(PULL_REQUESTS) >= 60
    assert len({tuple(each.expected) for each in PULL_REQUESTS}) == len(PULL_REQUESTS)
    assert [each.name for each in PULL_REQUESTS if not each.expected] == []


def test_nothing_of_results_is_quoted(tmp_path: Path) -> None:
    for number, change in enumerate(PULL_REQUESTS):
        root = change.make(tmp_path / str(number))
        for told in told_of(root).told:
            if told.finding.position.path.startswith("results_data/"):
                assert told.line is None, change.name
