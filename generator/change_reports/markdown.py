"""The report as Markdown for a comment on a pull request: short, folded, and safe whatever names hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.change_reports.summary import (
    NOTHING,
    Heading,
    counts,
    fate,
    introduction,
    listed,
    number_of,
    reach,
    row_words,
    rows_by_event,
    title,
)
from generator.meaning import Comparison, Detail, Impact, Piece, PieceSort, RecordChange, RowsAdded, Sort

# Hosts take comments of 65,536 characters; bytes are counted, so that no alphabet exceeds it.
_LARGEST = 60_000
_MOST_DETAILS = 40
_MOST_NAMES = 15
_MOST_HEADLINES = 15
_LARGEST_PART = 12_000
_LONGEST_LINE = 3_000
# Of no width: it parts what hosts would make a link of, or a message for somebody.
_UNSEEN = "\u200b"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~$^=])")
_STARTS = re.compile(r"^(\d+(?=[.)])|)([-.):])")
# People, issues, addresses.
_CALLS = re.compile(r"@|#|GH-(?=\d)|(?<=:)//|\bwww\.", re.IGNORECASE)


def as_markdown(comparison: Comparison, heading: Heading) -> str:
    """The report, at most 60,000 bytes; what does not fit is counted at its end."""
    head = ["### What this change means", "", *map(escaped, introduction(heading)), ""]
    if not comparison:
        return "\n".join((*head, NOTHING, ""))
    head += [f"**{escaped(', '.join(counts(comparison)))}.**", "", *_headlines(comparison.records), ""]
    events = rows_by_event(comparison.rows)
    parts = len(comparison.records) + len(events)
    return _fitted("\n".join(head), _parts(comparison.records, events), parts)


def _parts(changes: Iterable[RecordChange], events: Mapping[str, Sequence[RowsAdded]]) -> Iterator[str]:
    """Made one by one, as far as there is room for them."""
    seen: set[Impact] = set()
    for change in changes:
        yield _folded(f"{title(change)}: {fate(change)}", _of_record(change, seen))
    for event, rows in events.items():
        yield _folded(f"Results of {event}: {number_of(rows):,} added", _of_rows([*map(row_words, rows)]))


def escaped(text: str) -> str:
    """A text as Markdown shows it, on one line: no markup, no HTML, nobody called, nothing linked."""
    return _STARTS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", _in_html(text)))


def _in_html(text: str) -> str:
    """The same within a line of HTML, where Markdown is not obeyed."""
    line = "".join(each for each in " ".join(text.split()) if each.isprintable())
    line = line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + " …"
    line = _CALLS.sub(lambda found: found[0][0] + _UNSEEN + found[0][1:], line)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _headlines(changes: Iterable[RecordChange]) -> Iterator[str]:
    """The first thing that changed of each record, but for texts."""
    found = [
        change
        for change in changes
        if change.sort is not Sort.ADDED and change.details and not change.details[0].redline
    ]
    for change in found[:_MOST_HEADLINES]:
        yield f"- {escaped(title(change))}: {_says(change.details[0])}"
    if len(found) > _MOST_HEADLINES:
        yield f"- … and {len(found) - _MOST_HEADLINES:,} more, below"


def _says(detail: Detail) -> str:
    return escaped(" › ".join((*detail.place, detail.says)))


def _of_record(change: RecordChange, seen: set[Impact]) -> Iterator[str]:
    for detail in change.details[:_MOST_DETAILS]:
        yield f"- {_says(detail)}{_redline(detail.redline)}"
    if len(change.details) > _MOST_DETAILS:
        yield f"- … and {len(change.details) - _MOST_DETAILS:,} more"
    new, is_told = reach(change, seen)
    for each in new:
        yield f"- ⇒ {escaped(each.says)}: {escaped(listed(each.names, _MOST_NAMES))}"
    if is_told:
        yield "- ⇒ the same organizations, products or records as above"


def _of_rows(told: Sequence[str]) -> Iterator[str]:
    yield from (f"- {escaped(each)}" for each in told[:_MOST_DETAILS])
    if len(told) > _MOST_DETAILS:
        yield f"- … and {len(told) - _MOST_DETAILS:,} more"


def _folded(summary: str, lines: Iterable[str]) -> str:
    """A part that opens; one without lines is a line itself. What is too long for a part is not in it."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line.encode())
        if size > _LARGEST_PART:
            kept.append("- … and more that is too long for a comment")
            break
        kept.append(line)
    if not kept:
        return f"- {escaped(summary)}"
    return "\n".join(
        ("", f"<details><summary>{_in_html(summary)}</summary>", "", *kept, "", "</details>", "")
    )


def _redline(pieces: Iterable[Piece]) -> str:
    told = "".join(_piece(piece) for piece in pieces)
    return f"<br>{told}" if told else ""


def _piece(piece: Piece) -> str:
    if piece.sort is PieceSort.SKIPPED:
        return "…"
    text = re.sub(r"\s*\n\s*\n\s*", " ¶ ", piece.text)
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    inner = escaped(text)
    if not inner:
        return before
    if piece.sort is PieceSort.SAME:
        return f"{before}{inner}{after}"
    tag = "ins" if piece.sort is PieceSort.ADDED else "del"
    return f"{before}<{tag}>{inner}</{tag}>{after}"


def _fitted(head: str, parts: Iterable[str], number: int) -> str:
    kept, size = [head], len(head.encode())
    for place, part in enumerate(parts):
        size += len(part.encode()) + 1
        if size > _LARGEST:
            left = number - place
            kept.append(
                f"\n{left:,} more parts are left out here; `tfpub diff --format html` shows everything."
            )
            break
        kept.append(part)
    return "\n".join(kept).rstrip() + "\n"
