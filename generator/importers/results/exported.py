"""What one export says, by key, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Position
from generator.importers.results import gazelle_summary, results_csv
from generator.importers.results.extracts import Extract
from generator.importers.results.fhir_test_report import read_reports
from generator.importers.results.files import Unreadable
from generator.importers.results.findings import BROKEN_EXPORT, Findings
from generator.importers.results.grading import Scale, graded
from generator.importers.results.tables import is_in_layout, read_table
from generator.importers.results.words import plain_letters
from generator.records.sessions import Export, ExportFormat
from generator.results import AipoResult

_LAYOUTS = {
    ExportFormat.GAZELLE_SUMMARY: gazelle_summary.LAYOUT,
    ExportFormat.RESULTS_CSV: results_csv.LAYOUT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What exports say, and what is wrong with them.

    `results`: by session, file and row. `excess`: places that hold more than a redacted copy may.
    """

    results: tuple[AipoResult, ...] = ()
    excess: tuple[Position, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_content(
    content: bytes, export: Export, path: str, scale: Scale, *, is_local: bool = False
) -> Exported:
    """The results in the bytes of an export at `path`. Local findings name candidates, others nobody."""
    findings = Findings(path, is_local=is_local)
    try:
        extract = _extract(content, export.format, scale, findings)
    except Unreadable as error:
        findings.report(BROKEN_EXPORT, (error.row, 1), str(error), error.hint)
        return Exported(excess=(Position(path),), diagnostics=tuple(findings.found))
    findings.protect(lambda: scale.names.participants | _participants(extract))
    results, withheld = graded(extract, export, path, scale, findings)
    excess = [Position(path, *place) for place in extract.excess]
    return Exported(
        results=tuple(results),
        excess=tuple(dict.fromkeys((*excess, *withheld))),
        diagnostics=tuple(findings.found),
    )


def format_of(content: bytes) -> ExportFormat | None:
    """The format that the content is written in, as it shows itself; None if it does not.

    Raises: Unreadable
    """
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return ExportFormat.FHIR_TEST_REPORT
    return next((format for format, layout in _LAYOUTS.items() if is_in_layout(content, layout)), None)


def _extract(content: bytes, format: ExportFormat, scale: Scale, findings: Findings) -> Extract:
    if format is ExportFormat.FHIR_TEST_REPORT:
        systems = frozenset(key.lower() for key in scale.names.systems(scale.session.key).keys)
        return read_reports(content, systems, findings)
    return read_table(content, _LAYOUTS[format], findings)


def _participants(extract: Extract) -> frozenset[str]:
    """What the export itself calls its participants, known or not."""
    rows = (row for table in extract.tables for row in table.rows)
    return frozenset(plain_letters(word) for row in rows for word in (row.organization, row.system) if word)
