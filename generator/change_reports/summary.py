"""What all forms of a report say alike: its beginning, its counts, and the names of its parts."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.meaning import Comparison, Impact, RecordChange, RowsAdded, Sort

NOTHING = "Nothing changed that may be shown."
_NOUNS = {
    "profile-page": "text of a profile",
    "framework-page": "text of the framework",
    "term": "glossary term",
    "session": "event",
    "statement": "integration statement",
    "external": "name defined elsewhere",
    "tombstone": "removed id",
    "redirect": "moved address",
}
_PLURALS = {
    "profile-page": "texts of profiles",
    "framework-page": "texts of the framework",
    "external": "names defined elsewhere",
    "redirect": "moved addresses",
}
_WORDS = {
    Sort.ADDED: "added",
    Sort.REMOVED: "removed",
    Sort.RENAMED: "renamed",
    Sort.CHANGED: "changed",
    Sort.UNREAD: "not compared, as mistakes keep one side from being read",
}
# Kinds whose keys are paths or numbers that tell a reader less than the title.
_TITLED = frozenset(
    {"session", "organization", "system", "statement", "scenario", "term", "redirect", "file"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What was compared with what, which day decides about results, and whether all could be read."""

    base: str
    other: str
    date: datetime.date | None
    is_whole: bool


def introduction(heading: Heading) -> Iterator[str]:
    """Sentences that say what was compared; names in them are the caller's own words."""
    day = heading.date.isoformat() if heading.date is not None else "no known day, so there are none"
    yield f"From {heading.base} to {heading.other}. Results as they may be shown on {day}."
    if not heading.is_whole:
        yield "One of the two has mistakes (tfpub check shows them): it is compared as far as it can be read."


def counts(comparison: Comparison) -> Iterator[str]:
    """How many records of each kind were changed, and how many results are new."""
    found = Counter((each.id.kind, each.sort) for each in comparison.records)
    for (kind, sort), number in found.items():
        yield f"{number:,} {noun(kind, number)} {_WORDS[sort]}"
    rows = number_of(comparison.rows)
    if rows:
        parties = len({each.organization for each in comparison.rows})
        results = "result" if rows == 1 else "results"
        yield f"{rows:,} published {results} added, of {parties:,} organization{'s' * (parties != 1)}"
    if comparison.retold:
        number = comparison.retold
        yield f"{number:,} published result{'s' * (number != 1)} from another export, or marked otherwise"


def noun(kind: str, number: int = 1) -> str:
    """What readers call a kind of record, or several of them."""
    one = _NOUNS.get(kind, kind.replace("-", " "))
    return one if number == 1 else _PLURALS.get(kind, one + "s")


def title(change: RecordChange) -> str:
    """What a record is called in a list: Transaction ITI-65, Provide Document Bundle."""
    kind = noun(change.id.kind)
    kind = kind[0].upper() + kind[1:]
    if change.id.kind in _TITLED or change.id.kind.endswith("-page"):
        return f"{kind} “{change.title}”"
    return f"{kind} {change.id.key}" + (f", {change.title}" if change.title != change.id.key else "")


def fate(change: RecordChange) -> str:
    """What happened to a record, in a word or two."""
    if change.before is not None and change.before.key != change.id.key:
        return f"renamed, was {change.before.key}"
    return _WORDS[change.sort]


def reach(change: RecordChange, seen: set[Impact]) -> tuple[Sequence[Impact], bool]:
    """The impact of a record that was not told before, and whether some was."""
    new = [each for each in change.impact if each not in seen]
    seen.update(new)
    return new, len(new) < len(change.impact)


def listed(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return "; ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def rows_by_event(rows: Iterable[RowsAdded]) -> dict[str, list[RowsAdded]]:
    """The rows of each event; conformity assessments say so."""
    groups: dict[str, list[RowsAdded]] = {}
    for row in rows:
        words = f"{row.session} (conformity assessment)" if row.is_assessment else row.session
        groups.setdefault(words, []).append(row)
    return groups


def number_of(rows: Iterable[RowsAdded]) -> int:
    """How many published results they are."""
    return sum(len(each.options) for each in rows)


def row_words(row: RowsAdded) -> str:
    """A new result as a sentence may say it."""
    options = [each for each in row.options if each]
    words = f"{row.organization}: completed testing of {row.actor} in {row.profile}"
    if options:
        words += f"{', and' if '' in row.options else ''} with {', '.join(options)}"
    return words + (" (demonstration)" if row.is_demonstration else "")
