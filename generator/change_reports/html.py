"""The report as one page with redlines: no script, nothing from elsewhere, readable without colours."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from generator.change_reports.summary import (
    NOTHING,
    Heading,
    counts,
    fate,
    introduction,
    number_of,
    reach,
    row_words,
    rows_by_event,
    title,
)
from generator.meaning import Comparison, Detail, Impact, Piece, PieceSort, RecordChange

_STYLE = Path(__file__).with_name("page.css")


def as_html(comparison: Comparison, heading: Heading) -> str:
    """The whole page."""
    style = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>Changes from {_escaped(heading.base)} to {_escaped(heading.other)}</title>",
        f"<style>{style}</style>",
    )
    opening = ("<!doctype html>", '<html lang="en">', "<head>", *head, "</head>", "<body>")
    return "\n".join((*opening, *_body(comparison, heading), "</body>", "</html>", ""))


def _body(comparison: Comparison, heading: Heading) -> Iterator[str]:
    yield "<main>\n<h1>What this change means</h1>"
    yield from (f"<p>{_escaped(each)}</p>" for each in introduction(heading))
    if not comparison:
        yield f"<p>{NOTHING}</p>\n</main>"
        return
    yield from _list(map(_escaped, counts(comparison)))
    marks = f"{_mark('del', 'removed')} and {_mark('ins', 'added')}"
    yield f"<p>In redlines: {marks}; … stands for words that stayed.</p>"
    if len(comparison.records) > 1:
        links = (
            f'<a href="#change-{number}">{_escaped(title(change))}</a>: {_escaped(fate(change))}'
            for number, change in enumerate(comparison.records, 1)
        )
        yield '<nav aria-label="Changes">'
        yield from _list(links)
        yield "</nav>"
    seen: set[Impact] = set()
    for number, change in enumerate(comparison.records, 1):
        yield from _record(number, change, seen)
    for event, rows in rows_by_event(comparison.rows).items():
        yield f"<section>\n<h2>Results of {_escaped(event)}: {number_of(rows):,} added</h2>"
        yield from _list(_escaped(row_words(row)) for row in rows)
        yield "</section>"
    yield "</main>"


def _record(number: int, change: RecordChange, seen: set[Impact]) -> Iterator[str]:
    yield f'<section id="change-{number}">\n<h2>{_escaped(title(change))}: {_escaped(fate(change))}</h2>'
    yield from _list(map(_detail, change.details))
    new, is_told = reach(change, seen)
    if change.impact:
        yield "<h3>What it reaches</h3>"
        yield from _list(f"{_escaped(each.says)}: {_escaped('; '.join(each.names))}" for each in new)
    if is_told:
        yield "<p>It reaches the same organizations, products or records as above.</p>"
    yield "</section>"


def _detail(detail: Detail) -> str:
    place = "".join(f"<strong>{_escaped(each)}</strong> › " for each in detail.place)
    redline = "".join(map(_piece, detail.redline))
    return f"{place}{_escaped(detail.says)}" + (f'<div class="redline">{redline}</div>' if redline else "")


def _piece(piece: Piece) -> str:
    if piece.sort is PieceSort.SKIPPED:
        return "…"
    if piece.sort is PieceSort.SAME:
        return _escaped(piece.text)
    return _mark("ins" if piece.sort is PieceSort.ADDED else "del", piece.text)


def _mark(tag: str, text: str) -> str:
    opening, closing = ("{+", "+}") if tag == "ins" else ("[−", "−]")
    marks = (f'<span class="mark">{mark}</span>' for mark in (opening, closing))
    return f"<{tag}>{next(marks)}{_escaped(text)}{next(marks)}</{tag}>"


def _list(rows: Iterable[str]) -> Iterator[str]:
    told = [f"<li>{row}</li>" for row in rows]
    if told:
        yield "\n".join(("<ul>", *told, "</ul>"))


def _escaped(text: str) -> str:
    """Text of strangers: no markup, and nothing that turns the direction of what follows."""
    return escape("".join(each if each.isprintable() or each.isspace() else "�" for each in text))
