"""Reads the results exports of testing sessions from where they lie."""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Position, Rule
from generator.graph import Graph
from generator.records.sessions import Keywords, Outcome, System, TestingSession
from generator.results import AipoResult

RULES: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the exports of a root say, and what is wrong with them.

    `results`: by session, file and row. `excess`: places that hold more than a redacted copy may.
    """

    results: tuple[AipoResult, ...] = ()
    excess: tuple[Position, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read(root: Path, graph: Graph, keywords: Iterable[Keywords]) -> Exported:
    """Every row of every export that a session lists."""
    rows = [
        row
        for session in graph.all(TestingSession).values()
        for export in session.exports
        for row in _rows(root, graph, session, export.file)
    ]
    return Exported(results=tuple(rows))


def _rows(root: Path, graph: Graph, session: TestingSession, file: str) -> Iterator[AipoResult]:
    path = posixpath.join(posixpath.dirname(session.position.path), file)
    reader = csv.DictReader(io.StringIO((root / path).read_text("utf-8")))
    for number, cells in enumerate(reader, start=2):
        system = graph.get(System, cells["system"])
        organization = graph.find(system.organization) if system is not None else None
        if system is not None and organization is not None:
            yield AipoResult(
                session=session.key,
                organization=organization.key,
                system=system.key,
                profile=cells["profile"],
                actor=cells["actor"],
                option=cells["option"] or None,
                outcome=Outcome(cells["result"] or "ungraded"),
                file=file,
                position=Position(path, number),
            )
