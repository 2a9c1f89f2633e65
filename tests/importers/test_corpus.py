"""The published guides of the corpus, imported into one root."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.importers.ihe_ig import Imported, convert
from generator.importers.ihe_ig.drafting import draft_of
from generator.importers.ihe_ig.drafts import Draft
from generator.importers.ihe_ig.guide import read_guide
from generator.importers.ihe_ig.notes import Report
from generator.linking import link
from generator.reading import Reading
from generator.records.framework import Transaction
from generator.records.profiles import Profile, ProfilePage
from guide_support import texts

COUNTS = {
    "DSUBm": (4, 5, 10),
    "MHD": (4, 6, 12),
    "MHDS": (1, 0, 0),
    "NPFS": (3, 4, 8),
    "PDQm": (2, 2, 4),
    "PIXm": (3, 2, 4),
    "PMIR": (6, 4, 9),
    "SVCM": (2, 7, 14),
    "Scheduling": (2, 4, 8),
    "mCSD": (4, 3, 6),
    "mXDE": (2, 0, 0),
    "sIPS": (2, 0, 0),
    "QEDm": (2, 1, 2),
    "mAPS": (2, 0, 0),
    "IDR": (0, 0, 0),
    "IRA": (8, 11, 61),
    "BALP": (2, 0, 0),
}
"""Actors, transactions and rows. The rows of MHDS and mXDE name no transaction, so they are notes."""

KNOWN_FAULTS = [
    ("ITI.PIXm", "ITI-83 carries two names"),
    ("ITI.Scheduling", "ITI-115 carries two names"),
    ("ITI.Scheduling", "ITI-118 carries two names"),
    ("PCC.QEDm", "PCC-44 carries two names"),
    ("ITI.PMIR", "the row of ITI-78 points to ITI-83"),
    ("ITI.Scheduling", "[ITI-16] leads to ITI-116"),
    ("ITI.MHDS", "PIXm has no such actor"),
    ("PCC.mAPS", "section number 1:28.1 stands at line"),
    ("PCC.mAPS", "section number 1:28.2 stands at line"),
    ("ITI.mCSD", "dead fragment"),
    ("ITI.MHDS", "1511-svcm-actorstransactions: dead fragment"),
    ("ITI.MHDS", "146111-care-services-selective-consumer: dead fragment"),
    ("ITI.MHDS", "a row without a transaction"),
]

DEAD = {"volume-1.md#1-46-mobile-care-services-discovery-mcsd"}
"""The one link to a fragment among the guides' own pages that leads nowhere in the source either."""


@pytest.fixture(scope="module")
def profiles(corpus_reading: Reading) -> dict[str, Profile]:
    return {record.key: record for record in corpus_reading.records if isinstance(record, Profile)}


@pytest.fixture(scope="module")
def drafts(corpus: Sequence[Path]) -> list[Draft]:
    report = Report()
    guides = [read_guide(folder, report) for folder in corpus]
    found = [draft_of(guide, report) for guide in guides if guide is not None]
    return [draft for draft in found if draft is not None]


def test_every_file_is_accepted(corpus_reading: Reading) -> None:
    assert [str(finding) for finding in corpus_reading.diagnostics] == []


@pytest.mark.parametrize("key", COUNTS)
def test_tables_give_the_actors_transactions_and_rows_that_were_counted(
    profiles: dict[str, Profile], key: str
) -> None:
    actors = profiles[key].actors
    rows = [use.transaction.key for actor in actors for use in actor.transactions]
    assert (len(actors), len(set(rows)), len(rows)) == COUNTS[key]


def test_tables_name_47_transactions(profiles: dict[str, Profile], corpus_reading: Reading) -> None:
    named = {
        use.transaction.key
        for profile in profiles.values()
        for actor in profile.actors
        for use in actor.transactions
    }
    defined = {record.key for record in corpus_reading.records if isinstance(record, Transaction)}
    assert len(named) == 47
    assert named <= defined


@pytest.mark.parametrize(("guide", "words"), KNOWN_FAULTS)
def test_the_report_names_a_known_fault(imported_corpus: Imported, guide: str, words: str) -> None:
    assert any(note.file.startswith(guide) and words in str(note) for note in imported_corpus.notes)


def test_importing_again_changes_no_text(corpus: Sequence[Path], imported_corpus: Imported) -> None:
    again = convert(corpus, texts(imported_corpus))
    assert texts(again) == {}
    assert again.notes == imported_corpus.notes


def test_importing_one_guide_again_changes_no_text(corpus: Sequence[Path], imported_corpus: Imported) -> None:
    existing = texts(imported_corpus)
    changed = {guide.name: list(texts(convert([guide], existing))) for guide in corpus}
    assert {guide: paths for guide, paths in changed.items() if paths} == {}


def test_no_text_has_markup_that_is_no_markup_here(corpus_reading: Reading) -> None:
    graph = link(corpus_reading.records, externals=corpus_reading.externals, files=corpus_reading.files)
    faults = [
        f"{place}: {fault.value} {words}"
        for text in graph.texts
        for fault, place, words in text.document.faults
    ]
    assert faults == []


def test_no_mark_of_a_table_or_link_is_left_as_text(corpus_reading: Reading) -> None:
    bodies = [
        record.body for record in corpus_reading.records if isinstance(record, ProfilePage | Transaction)
    ]
    left = [
        (str(body.position), token.content)
        for body in bodies
        for block in body.tokens
        for token in block.children or ()
        if token.type == "text" and any(mark in token.content for mark in ("](", "{:", "{{", "<td", "|--"))
    ]
    assert left == []


def test_every_fragment_link_that_resolves_in_the_source_resolves_in_the_content(
    drafts: list[Draft], corpus_reading: Reading
) -> None:
    typed = sum(_own_fragments(draft) for draft in drafts)
    graph = link(corpus_reading.records, externals=corpus_reading.externals, files=corpus_reading.files)
    written = [
        (found, graph.targets.get(found.position))
        for text in graph.texts
        if text.is_body
        for found in text.document.links
        if "#" in found.destination and not found.destination.startswith(("http", "mailto"))
    ]
    dead = {found.destination for found, target in written if target is None}
    assert dead == DEAD
    assert typed >= 740
    assert len(written) >= typed


def _own_fragments(draft: Draft) -> int:
    """How many links of a guide lead to a fragment of one of its own pages."""
    stems = {page.stem for page in draft.pages} | {""}
    links = [destination for page in draft.pages for _, destination, _ in page.links]
    names = [link.partition("#") for link in links if "#" in link]
    return sum(1 for name, _, _ in names if name.removeprefix("./").removesuffix(".html") in stems)


def test_every_note_says_file_line_what_and_why(imported_corpus: Imported, corpus: Sequence[Path]) -> None:
    folder = corpus[0].parent
    for note in imported_corpus.notes:
        assert (folder / note.file).exists()
        assert note.line >= 1
        assert note.what
        assert note.why
