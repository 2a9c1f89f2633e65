"""The content is written in our own words: no sentence of it stands in the published guides of the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from site_support import CORPUS, REPOSITORY
from truth.word_runs import Run, blocks_of, runs

READ = {".adoc", ".fsh", ".json", ".md", ".yaml", ".yml"}
WRITTEN = {".md", ".yml"}
SHARED = Path(__file__).with_name("shared_words.yml")

SENTENCE = (
    "The Lamp Lender shall keep every lamp that it lends in a clean cupboard, and shall light it once a day."
)


@pytest.fixture(scope="module")
def sources() -> Mapping[str, str]:
    found = [path for path in sorted(CORPUS.rglob("*")) if path.suffix in READ and path.is_file()]
    if not found:
        pytest.skip(f"there is no corpus at {CORPUS}; TFPUB_CORPUS names another place")
    return {
        str(path.relative_to(CORPUS)): path.read_text(encoding="utf-8", errors="replace") for path in found
    }


@pytest.fixture(scope="module")
def found(sources: Mapping[str, str]) -> Sequence[Run]:
    return runs(our_blocks(), sources)


def our_blocks() -> dict[str, list[list[str]]]:
    paths = [
        path
        for folder in ("framework", "profiles")
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.suffix in WRITTEN
    ]
    return {str(path.relative_to(REPOSITORY)): list(blocks_of(path)) for path in paths}


def allowed() -> list[dict[str, str]]:
    return yaml.safe_load(SHARED.read_text(encoding="utf-8"))


def test_no_sentence_stands_in_a_source(found: Sequence[Run]) -> None:
    reasons = {entry["words"] for entry in allowed()}
    assert [str(run) for run in found if run.words not in reasons] == []


def test_every_exception_is_needed(found: Sequence[Run]) -> None:
    shared = {run.words for run in found}
    assert [entry["words"] for entry in allowed() if entry["words"] not in shared] == []


def test_every_exception_has_a_reason() -> None:
    assert [entry for entry in allowed() if not entry.get("reason", "").strip()] == []


@pytest.mark.parametrize(
    "copy",
    [
        SENTENCE,
        SENTENCE.upper().replace(",", " –"),
        SENTENCE.replace("lamp", "**lamp**").replace("cupboard", "[cupboard](term:cupboard)"),
        f"Our own beginning, then {SENTENCE[20:]}",
        f"| Lamp | {SENTENCE} |",
        f"- {SENTENCE.replace(' clean', chr(10) + '  clean')}",
        f"§LAMPS-1:{SENTENCE}§",
    ],
    ids=["plain", "capitals", "markup", "part", "cell", "entry", "requirement"],
)
def test_a_copied_sentence_is_found_in_a_text(tmp_path: Path, copy: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"---\ntitle: Lamps\n---\nA text of our own.\n\n{copy}\n", encoding="utf-8")
    assert [run.source for run in planted(page)] == ["guide.md"]


def test_a_copied_sentence_is_found_in_a_field(tmp_path: Path) -> None:
    page = tmp_path / "profile.yml"
    page.write_text(f"actors:\n  - description: |\n      {SENTENCE}\n", encoding="utf-8")
    assert len(planted(page)) == 1


def test_a_copied_sentence_is_found_in_front_matter(tmp_path: Path) -> None:
    page = tmp_path / "iti-1.md"
    page.write_text(f'---\nroles:\n  - name: "{SENTENCE}"\n---\nText.\n', encoding="utf-8")
    assert len(planted(page)) == 1


@pytest.mark.parametrize(
    "ours",
    [
        "Lamps that are lent stand in a clean cupboard and are lit every day.",
        f"```\n{SENTENCE}\n```",
        "| The Lamp Lender | shall keep every lamp that | it lends in a clean cupboard |",
        "The Lamp Lender shall keep every lamp that it lends in order.",
    ],
    ids=["own", "code", "cells", "short"],
)
def test_own_words_code_and_short_cells_are_no_copies(tmp_path: Path, ours: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(ours + "\n", encoding="utf-8")
    assert planted(page) == []


def planted(page: Path) -> list[Run]:
    return runs({page.name: list(blocks_of(page))}, {"guide.md": f"Some text.\n\n{SENTENCE}\n\nMore text."})
