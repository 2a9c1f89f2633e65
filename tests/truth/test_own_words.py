"""The content is written in our own words: no sentence of it stands in the published guides of the corpus."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from site_support import CORPUS, REPOSITORY
from truth.word_runs import Run, blocks_of, names_in, runs, without

READ = {".adoc", ".fsh", ".json", ".md", ".yaml", ".yml"}
WRITTEN = {".md", ".yml"}
OWN_WORDS_OF_A_LIST = 5
"""A run with at most so many words beside official names lists them; names are facts."""
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
    names = {name for path in our_files() for name in names_in(path)}
    found = runs({str(path.relative_to(REPOSITORY)): list(blocks_of(path)) for path in our_files()}, sources)
    return [run for run in found if is_sentence(run, names)]


def our_files() -> Sequence[Path]:
    folders = [REPOSITORY / "framework", REPOSITORY / "profiles"]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in WRITTEN]


def is_sentence(run: Run, names: Collection[str]) -> bool:
    return len(without(names, run.words)) > OWN_WORDS_OF_A_LIST


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


def test_a_list_of_names_is_no_sentence() -> None:
    names = {"borrow lamp", "tst 7", "return lamp", "tst 8", "lamp lender"}
    listed = "borrow lamp tst 7 and return lamp tst 8 of the lamp lender"
    told = "the lamp lender is asked by borrow lamp tst 7 before anybody else is"
    assert not is_sentence(Run("page.md", listed, "guide.md"), names)
    assert is_sentence(Run("page.md", told, "guide.md"), names)


def planted(page: Path) -> list[Run]:
    return runs({page.name: list(blocks_of(page))}, {"guide.md": f"Some text.\n\n{SENTENCE}\n\nMore text."})
