"""A section number stands once: in a profile's text, and among a domain's profiles and transactions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.graph import Graph
from generator.records.base import Record
from generator.records.framework import ContentModule, Transaction
from generator.records.profiles import Profile, ProfilePage
from generator.records.prose import Heading

RULE = Rule(
    name="duplicate-section",
    severity=Severity.ERROR,
    summary="A section number names one section, so that a citation can find it.",
)
RULES = (RULE,)

_NUMBERED = re.compile(r"([0-9][a-z]?:[A-Z0-9]+(?:\.[A-Za-z0-9]+)+|[0-9]+(?:\.[A-Za-z0-9]+)+)(?![A-Za-z0-9])")


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Headings and records that claim a number which another of the same document claims."""
    pages: dict[str, list[Heading]] = {}
    for page in graph.all(ProfilePage).values():
        pages.setdefault(page.profile.key, []).extend(page.body.headings)
    for headings in pages.values():
        yield from _repeated(_numbers(headings))
    for kind in (Profile, Transaction, ContentModule):
        yield from _repeated(_sections(graph.all(kind).values()))


def _numbers(headings: Iterable[Heading]) -> Iterator[tuple[str, str, Position]]:
    for heading in headings:
        found = _NUMBERED.match(heading.text)
        if found is not None:
            yield found[1], heading.text, heading.position


def _sections(records: Iterable[Record]) -> Iterator[tuple[str, str, Position]]:
    for record in records:
        domain = getattr(record, "domain", None)
        section = getattr(record, "section", None)
        if section is not None and domain is not None:
            yield f"{domain.key.upper()} {section}", record.key, record.place_of("section")


def _repeated(rows: Iterable[tuple[str, str, Position]]) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Position]] = {}
    for number, title, position in rows:
        if number in first:
            other, place = first[number]
            yield RULE.at(
                position, f"section {number} is {title} and also {other}", f"the first stands at {place}"
            )
        else:
            first[number] = (title, position)
