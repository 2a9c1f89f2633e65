"""From the words of one export to results by key; a row that is not wholly understood is no result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Position
from generator.importers.results.extracts import Extract, Row, Table
from generator.importers.results.findings import UNKNOWN_LABEL, Findings
from generator.importers.results.keys import AipoKeys
from generator.importers.results.labels import PLAIN_LABELS, REPORT_LABELS, SHEET_LABELS
from generator.importers.results.names import Names
from generator.importers.results.participants import Participants
from generator.importers.results.words import WordMap
from generator.records.sessions import Export, ExportFormat, Keywords, Outcome, TestingSession
from generator.results import AipoResult

_LABELS = {
    ExportFormat.GAZELLE_SUMMARY: SHEET_LABELS,
    ExportFormat.RESULTS_CSV: PLAIN_LABELS,
    ExportFormat.FHIR_TEST_REPORT: REPORT_LABELS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What one session's exports are read with. `is_lenient`: only completed rows have to be understood."""

    names: Names
    session: TestingSession
    keywords: tuple[Keywords, ...]
    aipo_keys: AipoKeys
    is_lenient: bool = False


def scale(
    names: Names, session: TestingSession, keywords: Iterable[Keywords], *, is_lenient: bool = False
) -> Scale:
    """The scale of a session."""
    own = tuple(each for each in keywords if each.session.key.lower() == session.key.lower())
    return Scale(
        names=names,
        session=session,
        keywords=own,
        aipo_keys=AipoKeys(names, session, own),
        is_lenient=is_lenient,
    )


def graded(
    extract: Extract, export: Export, path: str, scale: Scale, findings: Findings
) -> tuple[list[AipoResult], list[Position]]:
    """The results of an export, and the places of rows that a redacted copy may not hold."""
    outcomes = _Outcomes(export.format, scale.keywords)
    participants = Participants(scale.names, scale.session)
    results: list[AipoResult] = []
    withheld: list[Position] = []
    for table in extract.tables:
        for row in table.rows:
            outcome = outcomes.find(row, table, findings)
            if outcome is not Outcome.COMPLETED:
                withheld.append(Position(path, *table.place(row, "result")))
            if outcome is None:
                continue
            heard: Findings | None = findings
            if scale.is_lenient and outcome is not Outcome.COMPLETED:
                # it may still contradict a completed row, whatever its organization is called
                heard, row = None, row._replace(organization=None)
            aipo = scale.aipo_keys.find(row, table, heard)
            participant = participants.find(row, table, heard)
            if aipo is not None and participant is not None:
                results.append(
                    AipoResult(
                        session=scale.session.key,
                        organization=participant.organization,
                        system=participant.system,
                        profile=aipo.profile,
                        actor=aipo.actor,
                        option=aipo.option,
                        outcome=outcome,
                        file=export.file,
                        position=Position(path, row.number),
                    )
                )
    return results, withheld


class _Outcomes:
    """What the words of results mean."""

    def __init__(self, format: ExportFormat, keywords: Iterable[Keywords]) -> None:
        own = (pair for each in keywords for pair in each.labels.items())
        is_folding = format is not ExportFormat.FHIR_TEST_REPORT
        self._labels = WordMap((*_LABELS[format].items(), *own), is_folding=is_folding)
        self._found: dict[str, Outcome | None] = {}

    def find(self, row: Row, table: Table, findings: Findings) -> Outcome | None:
        """The outcome of a row; None if its word is unknown, which withholds the row."""
        word = row.result
        if word not in self._found:
            self._found[word] = self._labels.find(word)
        outcome = self._found[word]
        if outcome is None:
            findings.report(
                UNKNOWN_LABEL,
                table.place(row, "result"),
                f"{table.name}the result {findings.quote(word)} is not known",
                findings.candidates(word, self._labels.words)
                or "give its meaning under labels in keywords.yml",
                once=word,
            )
        return outcome
