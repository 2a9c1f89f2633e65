"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from generator.diagnostics import Rule, Severity
from generator.telling.json_text import dumped
from generator.telling.report import Report, Told

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OFF: "none"}
_FINGERPRINT = "finding/v1"


def document(report: Report) -> str:
    """One run, with every rule and every finding. What is waived is a suppressed result."""
    places = {name: number for number, name in enumerate(report.rules)}
    driver = {"name": "tfpub", "rules": [_rule(report, each) for each in report.rules.values()]}
    if report.version:
        driver["version"] = report.version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(told, places[told.finding.rule], fingerprint)
            for told, fingerprint in zip(report.told, _fingerprints(report), strict=True)
        ],
    }
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(report: Report, rule: Rule) -> Mapping[str, object]:
    described: dict[str, object] = {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    page = report.page_of(rule.name)
    return described | ({"helpUri": page} if page else {})


def _result(told: Told, place: int, fingerprint: str) -> Mapping[str, object]:
    finding, position = told.finding, told.finding.position
    region: dict[str, object] = {"startLine": position.line, "startColumn": position.column}
    if told.line is not None:
        region["snippet"] = {"text": told.line}
    location = {
        "artifactLocation": {"uri": quote(position.path), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }
    words = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {"changed": told.is_changed, "message": finding.message, "hint": finding.hint},
    }
    if finding.waiver_reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.waiver_reason}]
    return result


def _fingerprints(report: Report) -> list[str]:
    """A name for each finding, which stays when lines above it come and go."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for told in report.told:
        name = (told.finding.rule, told.finding.position.path, told.finding.message)
        seen[name] += 1
        words = "\0".join((*name, str(seen[name])))
        names.append(hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest())
    return names
