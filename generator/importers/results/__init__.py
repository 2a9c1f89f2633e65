"""Results exports of testing sessions: reads them where they lie, and makes redacted copies of raw ones."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Position
from generator.graph import Graph
from generator.importers.results.copies import copy_text, format_of_copy, name_of_copy
from generator.importers.results.exported import Exported, format_of, read_content
from generator.importers.results.files import Missing, Unreadable, read_export, read_plain
from generator.importers.results.findings import (
    BROKEN_EXPORT,
    MISSING_EXPORT,
    RULES,
    UNFAITHFUL_COPY,
)
from generator.importers.results.grading import Scale, scale
from generator.importers.results.listing import CannotList, listed
from generator.importers.results.names import Names
from generator.records.sessions import Export, ExportFormat, Keywords, TestingSession
from generator.results import AipoResult

__all__ = ["RULES", "CannotList", "Copy", "Exported", "copy_of", "listed", "read", "read_raw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A redacted copy: its file, relative to the session's folder, how it is written, and its text."""

    file: str
    format: ExportFormat
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def read(root: Path, graph: Graph, keywords: Iterable[Keywords]) -> Exported:
    """Every row of every export that a session lists, as far as it is understood."""
    names, all_keywords = Names(graph), tuple(keywords)
    found = [
        _read_listed(root, export, measure)
        for session in graph.all(TestingSession).values()
        for measure in [scale(names, session, all_keywords)]
        for export in session.exports
    ]
    return Exported(
        results=tuple(row for each in found for row in each.results),
        excess=tuple(place for each in found for place in each.excess),
        diagnostics=tuple(finding for each in found for finding in each.diagnostics),
    )


def _read_listed(root: Path, export: Export, measure: Scale) -> Exported:
    folder = posixpath.dirname(measure.session.position.path)
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
    return read_content(content, export, posixpath.join(folder, export.file), measure)


def read_raw(
    file: Path,
    session: TestingSession,
    graph: Graph,
    keywords: Iterable[Keywords],
    format: ExportFormat | None = None,
) -> tuple[Exported, ExportFormat]:
    """What a raw export outside of the root says of a session. Its findings name candidates.

    Rows that are not completed need not be understood, as a public root does not have their participants.
    """
    try:
        content = read_plain(file.resolve())
        found = format or format_of(content)
    except (Missing, Unreadable) as error:
        return _unread(file, str(error)), format or ExportFormat.RESULTS_CSV
    if found is None:
        return _unread(file, "the format cannot be told from the content"), ExportFormat.RESULTS_CSV
    measure = scale(Names(graph), session, keywords, is_lenient=True)
    # corrections in amendments.yml give the file as its session would list it
    export = Export(position=Position(str(file)), file=f"exports/{file.name}", format=found)
    return read_content(content, export, str(file), measure, is_local=True), found


def _unread(file: Path, message: str) -> Exported:
    hint = "give it with --format" if "format" in message else "export it again"
    return Exported(diagnostics=(BROKEN_EXPORT.at(Position(str(file)), message, hint),))


def copy_of(
    rows: tuple[AipoResult, ...],
    file: Path,
    format: ExportFormat,
    session: TestingSession,
    graph: Graph,
    keywords: Iterable[Keywords],
) -> Copy:
    """The redacted copy of an export that has these completed rows, once it is read back."""
    export = Export(position=Position(str(file)), file=name_of_copy(file.name), format=format_of_copy(format))
    text = copy_text(rows, export.format)
    measure = scale(Names(graph), session, keywords)
    again = read_content(text.encode(), export, str(file), measure, is_local=True)
    is_faithful = _facts(again.results) == _facts(rows) and not again.excess
    message = "a copy by keys would not say the same"
    hint = "does keywords.yml give a key another meaning, or do two records have it?"
    findings = () if is_faithful else (UNFAITHFUL_COPY.at(Position(str(file)), message, hint),)
    return Copy(file=export.file, format=export.format, text=text, diagnostics=findings)


def _facts(rows: Iterable[AipoResult]) -> set[tuple[object, ...]]:
    return {(row.organization, *row.subject, row.outcome) for row in rows}
