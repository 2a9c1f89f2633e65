"""Files a raw results export in a root as a redacted copy; nothing else of it is ever written."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import reading, verdicts
from generator.checks import contradicting_results
from generator.config import PublicationSource
from generator.diagnostics import Diagnostic, did_you_mean
from generator.importers import results
from generator.pipeline import RULES, build_date
from generator.publishing.folder import write_whole
from generator.reading import Reading
from generator.records.sessions import ExportFormat, Outcome, TestingSession
from generator.results import full_graph, outcomes
from generator.understanding import graph_of


class CannotFile(ValueError):
    """The root has no place for the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What is wrong with an export, and where its copy went: nowhere (`path` is None) while an error stands.

    `rows`: how many completed rows the copy has. `is_raw_listed`: whether the raw file lies in the root and
    was listed by its session until now. `is_early`: whether the session is not to be published yet.
    """

    diagnostics: tuple[Diagnostic, ...]
    path: str | None = None
    rows: int = 0
    is_raw_listed: bool = False
    is_early: bool = False


def file_results(file: Path, root: Path, session_key: str, format: ExportFormat | None = None) -> Filed:
    """Check the export `file` of a session, write its redacted copy into `root` and list it there.

    Raises: CannotFile if the root has no such session, or the copy would take the place of evidence.
    """
    read = reading.read(root)
    mistakes = _mistakes(read)
    if mistakes:
        return Filed(diagnostics=mistakes)
    graph = graph_of(read)
    session = graph.get(TestingSession, session_key)
    if session is None:
        hint = did_you_mean(session_key, graph.all(TestingSession))
        raise CannotFile(
            f"the root has no session {session_key}; {hint}" if hint else "the root has no sessions"
        )
    exported, found_format = results.read_raw(file, session, graph, read.keywords, format)
    full = full_graph(graph, results=exported.results, amendments=read.amendments)
    findings = _settled((*exported.diagnostics, *contradicting_results.check(full)), read)
    if any(finding.is_error for finding in findings):
        return Filed(diagnostics=findings)
    completed = Outcome.COMPLETED
    rows = tuple(replace(row, outcome=completed) for row, outcome in outcomes(full) if outcome is completed)
    copy = results.copy_of(rows, file, found_format, session, graph, read.keywords)
    if copy.diagnostics:
        return Filed(diagnostics=(*findings, *copy.diagnostics))
    return _file(file, root, session, copy, findings, is_private=_is_private(read))


def _file(
    file: Path,
    root: Path,
    session: TestingSession,
    copy: results.Copy,
    findings: tuple[Diagnostic, ...],
    *,
    is_private: bool,
) -> Filed:
    folder = root / posixpath.dirname(session.position.path)
    target = folder / copy.file
    if target.parent.is_symlink() or target.is_symlink():
        raise CannotFile("the session's exports/ holds a symbolic link, which is not followed")
    raw, day = _listed_as(file, folder, session), build_date(root)
    if is_private and (raw is not None or (target.exists() and target.samefile(file))):
        raise CannotFile("the export lies in a private root, where it stays as it came")
    listing = root / session.position.path
    before = listing.read_bytes().decode("utf-8")
    try:
        text = results.listed(before, copy.file, copy.format.value, instead_of=raw)
    except results.CannotList as error:
        raise CannotFile(f"{session.position.path} cannot be changed: {error}; list {copy.file}") from error
    write_whole(target, copy.text.encode())
    if text != before:
        write_whole(listing, text.encode())
    return Filed(
        diagnostics=findings,
        path=posixpath.join(posixpath.dirname(session.position.path), copy.file),
        rows=copy.text.count("\n") - 1,
        is_raw_listed=raw is not None and raw != copy.file,
        is_early=day is None or session.publish_on > day,
    )


def _mistakes(read: Reading) -> tuple[Diagnostic, ...]:
    """What hides records from the export: with it, rows would be lost without a word."""
    folder = read.config.content.results if read.config is not None else ""
    return tuple(
        finding
        for finding in read.diagnostics
        if finding.is_error
        and (read.config is None or read.unread or finding.position.path.startswith(f"{folder}/"))
    )


def _settled(findings: Sequence[Diagnostic], read: Reading) -> tuple[Diagnostic, ...]:
    return verdicts.settle(findings, rules=RULES, config=read.config, waivers=())


def _is_private(read: Reading) -> bool:
    return read.config is not None and read.config.publication.source is PublicationSource.PRIVATE


def _listed_as(file: Path, folder: Path, session: TestingSession) -> str | None:
    """How the session lists the raw file itself, if it does."""
    for export in session.exports:
        place = folder / export.file
        if place.exists() and place.samefile(file):
            return export.file
    return None
