"""Writes redacted copies of exports: completed rows only, by key, nothing of how they came to be."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import PurePath

from generator.importers.results import gazelle_summary, results_csv
from generator.records.sessions import ExportFormat
from generator.results import AipoResult

_OTHER = re.compile(r"[^a-z0-9._-]+")
# a spreadsheet would compute a cell that begins with one of these; keys never do
_COMPUTED = re.compile(r"[=+\-@\t\r]")
_LONGEST_NAME = 80


def format_of_copy(format: ExportFormat) -> ExportFormat:
    """How the copy of an export in that format is written: always as CSV."""
    return ExportFormat.RESULTS_CSV if format is ExportFormat.FHIR_TEST_REPORT else format


def name_of_copy(file: str) -> str:
    """The file of the copy, relative to its session's folder, for an export of that name."""
    stem = _OTHER.sub("-", PurePath(file).stem.lower()).replace("..", ".").strip("-._")[:_LONGEST_NAME]
    return f"exports/{stem or 'results'}.csv"


def copy_text(rows: Iterable[AipoResult], format: ExportFormat) -> str:
    """The copy that holds these rows, each once, in the order of their keys."""
    layout = gazelle_summary if format is ExportFormat.GAZELLE_SUMMARY else results_csv
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(layout.LAYOUT.columns)
    by_subject = {row.subject: row for row in rows}
    for row in sorted(by_subject.values(), key=_order):
        writer.writerow([_defused(cell) for cell in layout.cells(row)])
    return text.getvalue()


def _order(row: AipoResult) -> tuple[str, ...]:
    return row.organization, row.system, row.profile, row.actor, row.option or ""


def _defused(cell: str) -> str:
    return f"'{cell}" if _COMPUTED.match(cell) else cell
