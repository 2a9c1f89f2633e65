"""Findings for people: place, what is wrong, the line with a mark below, what to do, and where to read on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic
from generator.telling.printable import printable
from generator.telling.report import Report, Told, counts_of

# Of a longer line, so much is shown around its mark.
_BEFORE, _AFTER = 60, 60
_CUT = "…"
_CHANGED, _OTHERS = "In files that are changed:", "In other files:"


def lines_of(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """The lines that tell findings, their hints, and why one is waived."""
    for finding in findings:
        yield printable(str(finding))
        yield from _advice(finding)


def summary(findings: Iterable[Diagnostic]) -> str:
    """How many errors, warnings and waived findings there are."""
    counts = counts_of(findings)
    errors, warnings, waived = counts["error"], counts["warning"], counts["waived"]
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}, {waived} waived"


def told(report: Report) -> Iterator[str]:
    """The same as `lines_of`, with the source line of each finding and the address of its rule's page.

    Where some findings are in changed files and some are not, a line says which.
    """
    is_mixed = len({each.is_changed for each in report.told}) > 1
    previous = False
    for each in report.told:
        if is_mixed and each.is_changed != previous:
            yield _CHANGED if each.is_changed else _OTHERS
            previous = each.is_changed
        yield printable(str(each.finding))
        yield from _excerpt(each)
        yield from _advice(each.finding)
        if each.page:
            yield f"  see: {printable(each.page)}"


def _advice(finding: Diagnostic) -> Iterator[str]:
    if finding.waiver_reason is not None:
        yield f"  waived: {printable(finding.waiver_reason)}"
    elif finding.hint:
        yield f"  hint: {printable(finding.hint)}"


def _excerpt(told: Told) -> Iterator[str]:
    """The line, and below it a mark under the column."""
    if told.line is None or not told.line.strip():
        return
    column = min(told.finding.position.column - 1, len(told.line))
    start = max(0, column - _BEFORE)
    before, after = printable(told.line[start:column]), printable(told.line[column : column + _AFTER + 1])
    # What is spelled out takes more room.
    before = (_CUT if start or len(before) > _BEFORE else "") + before[-_BEFORE:]
    after = after[:_AFTER] + (_CUT if len(after) > _AFTER else "")
    number = str(told.finding.position.line)
    yield f"  {number} | {before}{after}"
    yield f"  {' ' * len(number)} | {' ' * _width(before)}^"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )
