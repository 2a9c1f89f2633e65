"""The report for programs; its shape is that of the schema `diff.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.change_reports.summary import Heading, counts
from generator.meaning import Comparison, Detail, RecordChange, RowsAdded

VERSION = 1


def as_json(comparison: Comparison, heading: Heading) -> str:
    """The whole comparison, in its order; nothing is left out but what a redline shortens."""
    said = {
        "version": VERSION,
        "base": heading.base,
        "other": heading.other,
        "date": heading.date.isoformat() if heading.date is not None else None,
        "complete": heading.is_whole,
        "changed": bool(comparison),
        "summary": list(counts(comparison)),
        "records": [_record(each) for each in comparison.records],
        "results": [_row(each) for each in comparison.rows],
        "retold": comparison.retold,
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _record(change: RecordChange) -> Mapping[str, object]:
    return {
        "kind": change.id.kind,
        "key": change.id.key,
        "title": change.title,
        "change": change.sort.value,
        "was": change.before.key if change.before is not None else None,
        "details": [_detail(each) for each in change.details],
        "impact": [
            {"concern": each.concern.value, "says": each.says, "names": list(each.names)}
            for each in change.impact
        ],
    }


def _detail(detail: Detail) -> Mapping[str, object]:
    return {
        "place": list(detail.place),
        "field": detail.field,
        "change": detail.sort.value,
        "says": detail.says,
        "before": detail.before,
        "after": detail.after,
        "redline": [{"change": piece.sort.value, "text": piece.text} for piece in detail.redline],
    }


def _row(row: RowsAdded) -> Mapping[str, object]:
    return {
        "session": row.session,
        "organization": row.organization,
        "profile": row.profile,
        "actor": row.actor,
        "options": list(row.options),
        "conformity_assessment": row.is_assessment,
        "demonstration": row.is_demonstration,
    }
