"""The glossary: every term with its expansion, definition and synonyms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message
from generator.pages.facts import trail
from generator.records.framework import GlossaryTerm
from generator.site import Page, SearchEntry
from generator.sorting import alphabetical, without_accents


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFacts:
    """The terms by their first letter, letters and terms in alphabetical order."""

    letters: dict[str, list[GlossaryTerm]]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """The one glossary page, where there are terms."""
    terms = sorted(graph.all(GlossaryTerm).values(), key=lambda term: alphabetical(term.term))
    if not terms:
        return
    letters: dict[str, list[GlossaryTerm]] = {}
    for term in terms:
        letters.setdefault(first_letter(term.term), []).append(term)
    anchors = _anchors(terms)
    yield Page(
        kind="glossary",
        name="page/glossary",
        address="glossary/",
        title=message("Glossary"),
        description=message("The words of the field, with their expansions and synonyms"),
        facts_of=lambda: GlossaryFacts(letters=letters),
        position=Position(terms[0].position.path),
        section="glossary",
        breadcrumbs=trail(),
        source=terms[0].position.path,
        search=SearchEntry(kind=message("Glossary"), synonyms=tuple(anchors), anchors=anchors),
    )


def first_letter(name: str) -> str:
    """The letter that `name` is filed under, without its accent; `#` for digits and signs."""
    letter = without_accents(name)[:1].upper()
    return letter if letter.isalpha() else "#"


def _anchors(terms: list[GlossaryTerm]) -> dict[str, str]:
    """Where on the page each name of a term stands; a term's own name goes before another's synonym."""
    anchors = {term.term: _anchor(term) for term in terms}
    for term in terms:
        for name in (*((term.expansion,) if term.expansion else ()), *term.synonyms):
            anchors.setdefault(name, _anchor(term))
    return anchors


def _anchor(term: GlossaryTerm) -> str:
    return f"tf-term-{term.key.lower()}"
