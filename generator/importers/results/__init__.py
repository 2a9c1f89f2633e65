"""Reads the results exports of testing sessions from where they lie."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Position
from generator.graph import Graph
from generator.importers.results import gazelle_summary, results_csv
from generator.importers.results.extracts import Extract
from generator.importers.results.fhir_test_report import read_reports
from generator.importers.results.files import Missing, Unreadable, read_export
from generator.importers.results.findings import BROKEN_EXPORT, MISSING_EXPORT, RULES, Findings
from generator.importers.results.grading import Scale, graded, scale
from generator.importers.results.names import Names
from generator.importers.results.tables import read_table
from generator.records.sessions import Export, ExportFormat, Keywords, TestingSession
from generator.results import AipoResult

__all__ = ["RULES", "Exported", "read"]

_LAYOUTS = {
    ExportFormat.GAZELLE_SUMMARY: gazelle_summary.LAYOUT,
    ExportFormat.RESULTS_CSV: results_csv.LAYOUT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the exports of a root say, and what is wrong with them.

    `results`: by session, file and row. `excess`: places that hold more than a redacted copy may.
    """

    results: tuple[AipoResult, ...] = ()
    excess: tuple[Position, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read(root: Path, graph: Graph, keywords: Iterable[Keywords]) -> Exported:
    """Every row of every export that a session lists, as far as it is understood."""
    names = Names(graph)
    all_keywords = tuple(keywords)
    found = [
        _read_listed(root, export, scale(names, session, all_keywords, is_lenient=False))
        for session in graph.all(TestingSession).values()
        for export in session.exports
    ]
    return Exported(
        results=tuple(row for each in found for row in each.results),
        excess=tuple(place for each in found for place in each.excess),
        diagnostics=tuple(finding for each in found for finding in each.diagnostics),
    )


def _read_listed(root: Path, export: Export, scale: Scale) -> Exported:
    folder = posixpath.dirname(scale.session.position.path)
    try:
        content = read_export(root, folder, export.file)
    except Missing as error:
        place, hint = (
            export.place_of("file"),
            "put it into the session's exports/, or remove it from the list",
        )
        return Exported(diagnostics=(MISSING_EXPORT.at(place, str(error), hint),))
    except Unreadable as error:
        place = export.place_of("file")
        return Exported(diagnostics=(BROKEN_EXPORT.at(place, str(error), error.hint),))
    return read_content(content, export, posixpath.join(folder, export.file), scale)


def read_content(
    content: bytes, export: Export, path: str, scale: Scale, *, is_local: bool = False
) -> Exported:
    """The results in the bytes of an export at `path`. Local findings name candidates, others nobody."""
    findings = Findings(path, is_local=is_local, names=lambda: scale.names.participants)
    try:
        extract = _extract(content, export.format, scale, findings)
    except Unreadable as error:
        findings.report(BROKEN_EXPORT, (error.row, 1), str(error), error.hint)
        return Exported(excess=(Position(path),), diagnostics=tuple(findings.found))
    results, withheld = graded(extract, export, path, scale, findings)
    excess = [Position(path, *place) for place in extract.excess]
    return Exported(
        results=tuple(results),
        excess=tuple(dict.fromkeys((*excess, *withheld))),
        diagnostics=tuple(findings.found),
    )


def _extract(content: bytes, format: ExportFormat, scale: Scale, findings: Findings) -> Extract:
    if format is ExportFormat.FHIR_TEST_REPORT:
        systems = frozenset(key.lower() for key in scale.names.systems(scale.session.key).keys)
        return read_reports(content, systems, findings)
    return read_table(content, _LAYOUTS[format], findings)
