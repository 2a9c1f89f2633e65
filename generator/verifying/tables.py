"""Checks what a site tells of results by its own tables: completed testing, of those who may be shown."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.publishing.exports import API_FOLDER, DATA_FOLDER
from generator.verifying.files import SiteFiles
from generator.verifying.markup import PageMarkup

LEAKED_FILE = Rule(
    name="leaked-file",
    severity=Severity.ERROR,
    summary="No file of a root's results, settings or history lies in its site.",
)
LEAKED_OUTCOME = Rule(
    name="leaked-outcome",
    severity=Severity.ERROR,
    summary="Tables of results tell of completed testing alone, and have no column for anything else.",
)
EARLY_EVENT = Rule(
    name="early-event", severity=Severity.ERROR, summary="No event is shown before its results are public."
)
NO_GROUNDS = Rule(
    name="no-grounds",
    severity=Severity.ERROR,
    summary="An organization, system or event is shown only with a published result or statement.",
)
WRONG_COUNT = Rule(
    name="wrong-count", severity=Severity.ERROR, summary="Numbers of results are those of published rows."
)
MISSING_MARK = Rule(
    name="missing-mark", severity=Severity.ERROR, summary="What is made up says so, on pages and in rows."
)
RULES = (LEAKED_FILE, LEAKED_OUTCOME, EARLY_EVENT, NO_GROUNDS, WRONG_COUNT, MISSING_MARK)

_ROWS = {"results": "results", "conformity-assessments": "assessments"}
_KINDS = {"events": "event", "organizations": "organization", "systems": "system"}
_OUTCOMES = re.compile(
    r"(?i)not[- ]completed|did not complete|at[- ]risk|withdrawn|(option )?not[- ]graded|no[- ]peer|"
    r"pass(ed)?|fail(ed)?"
)
_COLUMNS = re.compile(
    r"(?i)results?|outcome|status|verdict|reason|amendment|monitor|peer|partner|type|r/o|[vwpf]"
)
_PRIVATE = re.compile(
    r"(^|/)(results_data|exports|\.git|\.cache)/|(^|/)(amendments|keywords|waivers|site_config)\.ya?ml$"
)
_SHEETS = re.compile(r"\.(xlsx?|ya?ml|feature)$")
_CONTENT = "files/"


class _Row(NamedTuple):
    """A row of a table, and its line."""

    table: str
    line: int
    cells: Mapping[str, str]

    def at(self, rule: Rule, message: str) -> Diagnostic:
        return rule.at(Position(_path(self.table), self.line), message)


def leak_findings(
    files: SiteFiles, pages: Mapping[str, PageMarkup], day: datetime.date | None
) -> Iterator[Diagnostic]:
    """What the site shows that may not be shown, as far as it can be told from the site of that `day`."""
    for path in files.sizes:
        if _PRIVATE.search(path) or (_SHEETS.search(path) and not path.startswith(_CONTENT)):
            yield LEAKED_FILE.at(Position(path), "a file like this is part of a root, and of no site")
    tables = {name: _table(files, name) for name in (*_ROWS, *_KINDS)}
    if all(rows is None for rows in tables.values()):
        return
    known = {name: rows or [] for name, rows in tables.items()}
    for name in _ROWS:
        yield from _outcomes(files, name, known[name])
    for row in known["events"]:
        published = row.cells.get("published", "")
        if day is not None and published > day.isoformat():
            yield row.at(EARLY_EVENT, "its results are not public on the day of the site")
    yield from _existence(files, known)
    yield from _marks(pages, known)


def _path(table: str) -> str:
    return f"{DATA_FOLDER}{table}.csv"


def _table(files: SiteFiles, name: str) -> list[_Row] | None:
    content = files.read(_path(name)) if _path(name) in files.sizes else None
    if content is None:
        return None
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return [
        _Row(name, reader.line_num, {str(key): str(value or "") for key, value in cells.items()})
        for cells in reader
    ]


def _outcomes(files: SiteFiles, name: str, rows: Sequence[_Row]) -> Iterator[Diagnostic]:
    columns = list(rows[0].cells) if rows else []
    for column in columns:
        if _COLUMNS.fullmatch(column):
            yield LEAKED_OUTCOME.at(
                Position(_path(name)), f"it has a column that no table of results has: {column}"
            )
    for row in rows:
        if any(_OUTCOMES.fullmatch(cell.strip()) for cell in row.cells.values()):
            # Whose it is, and what, is not repeated.
            yield row.at(LEAKED_OUTCOME, "a cell of this row names an outcome")
    path = f"{API_FOLDER}{name}.json"
    for number, record in enumerate(_records(files, path), 1):
        words = (str(value).strip() for value in record.values())
        if any(map(_COLUMNS.fullmatch, record)) or any(map(_OUTCOMES.fullmatch, words)):
            yield LEAKED_OUTCOME.at(Position(path), f"record {number} names an outcome")


def _records(files: SiteFiles, path: str) -> list[Mapping[str, object]]:
    try:
        told = json.loads(files.read(path) or b"{}") if path in files.sizes else {}
        return [each for each in told.get("records", []) if isinstance(each, dict)]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return []


def _existence(files: SiteFiles, known: Mapping[str, Sequence[_Row]]) -> Iterator[Diagnostic]:
    stated = {str(each.get("organization")) for each in _records(files, f"{API_FOLDER}statements.json")}
    for kind, column in _KINDS.items():
        listed = {row.cells.get(column, "") for row in known[kind]}
        counts = {
            counted: Counter(row.cells.get(column, "") for row in known[rows])
            for rows, counted in _ROWS.items()
        }
        for row in known[kind]:
            key = row.cells.get(column, "")
            found = {counted: counts[counted][key] for counted in _ROWS.values()}
            # An event is public once its day has come, even if nobody has a result.
            is_grounded = (
                kind == "events" or any(found.values()) or (kind == "organizations" and key in stated)
            )
            if not is_grounded:
                yield row.at(NO_GROUNDS, "it has no published result or statement")
            if any(row.cells.get(counted, "0") != str(number) for counted, number in found.items()):
                yield row.at(WRONG_COUNT, "its number of results is not that of published rows")
        for table in _ROWS:
            for row in known[table]:
                if row.cells.get(column, "") not in listed:
                    yield row.at(NO_GROUNDS, f"its {column} is in no table of {kind}")
        yield from _pages(files, kind, {key.lower() for key in listed})


def _pages(files: SiteFiles, kind: str, keys: set[str]) -> Iterator[Diagnostic]:
    for path in files.sizes:
        folder, _, rest = path.partition("/")
        key, _, file = rest.partition("/")
        if folder == kind and file == "index.html" and not re.fullmatch(r"part-\d+", key) and key not in keys:
            yield NO_GROUNDS.at(Position(path), f"it is in no table of {kind}")


def _marks(pages: Mapping[str, PageMarkup], known: Mapping[str, Sequence[_Row]]) -> Iterator[Diagnostic]:
    made_up = {
        kind: {row.cells.get(column, "") for row in known[kind] if row.cells.get("demonstration") == "true"}
        for kind, column in _KINDS.items()
    }
    for table in _ROWS:
        for row in known[table]:
            is_made_up = any(row.cells.get(column, "") in made_up[kind] for kind, column in _KINDS.items())
            if is_made_up and row.cells.get("demonstration") != "true":
                yield row.at(MISSING_MARK, "it is made up, and does not say so")
    for kind, keys in made_up.items():
        for key in sorted(keys):
            path = f"{kind}/{key.lower()}/index.html"
            if path in pages and not pages[path].is_marked:
                yield MISSING_MARK.at(Position(path), "what it shows is made up, and it does not say so")
