"""Findings as JSON of our own shape, for programs; `findings.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.telling.json_text import dumped
from generator.telling.report import Report, Told, counts_of, label_of

VERSION = 1


def document(report: Report) -> str:
    """The findings, how many there are, and the form's version, which changes when a reader must."""
    counts = counts_of(each.finding for each in report.told)
    return dumped(
        {
            "version": VERSION,
            "generator": f"tfpub {report.version}".strip(),
            "errors": counts["error"],
            "warnings": counts["warning"],
            "waived": counts["waived"],
            "findings": [_row(each) for each in report.told],
        }
    )


def _row(told: Told) -> Mapping[str, object]:
    finding, place = told.finding, told.finding.position
    optional = {
        "hint": finding.hint,
        "page": told.page,
        "source": told.line,
        "waiver": finding.waiver_reason,
    }
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "severity": label_of(finding),
        "rule": finding.rule,
        "message": finding.message,
        "changed": told.is_changed,
    } | {name: value for name, value in optional.items() if value}
