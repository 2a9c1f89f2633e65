"""A reading that remembers an earlier one finds what a fresh one finds, and reads what changed alone."""

from __future__ import annotations

import os
import pickle
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.packed import packed
from generator.reading import memory, read
from generator.records.walking import documents
from spec_root import SPECS

LONG_AGO = 1_600_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root whose files have not changed for years."""
    folder = tmp_path / "root"
    shutil.copytree(SPECS / "base", folder)
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are taken apart from now on."""
    paths: list[str] = []
    real = memory.read_entries

    def noted(place: memory.Place, text: str, is_discreet: bool = False) -> memory.Entries:
        paths.append(place.path)
        return real(place, text, is_discreet)

    monkeypatch.setattr(memory, "read_entries", noted)
    return paths


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files have been looked at long after they were made."""
    now = time.time_ns
    monkeypatch.setattr(memory.time, "time_ns", lambda: now() + 10_000_000_000)


def test_nothing_is_taken_apart_twice(root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    first = read(root)
    assert first.remembered and len(parsed) == len(first.remembered)
    parsed.clear()
    assert read(root, first.remembered) == first and parsed == []


def test_what_was_put_away_is_the_same(
    root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    first = read(root)
    parsed.clear()
    second = read(root, pickle.loads(packed(first.remembered)))
    assert second == first and parsed == []
    tokens = [
        [
            [token.as_dict() for token in text.tokens]
            for record in each.records
            for _, text in documents(record)
        ]
        for each in (first, second)
    ]
    assert tokens[0] == tokens[1]


def _edit(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("e", "E", 1), encoding="utf-8")


def _edit_in_the_same_tick(path: Path) -> None:
    _edit(path)
    os.utime(path, (LONG_AGO, LONG_AGO))


def _replace_by_an_older_one(path: Path) -> None:
    other = path.with_name("other.md")
    shutil.copyfile(path, other)
    _edit(other)
    os.utime(other, (LONG_AGO - 5, LONG_AGO - 5))
    other.replace(path)


@pytest.mark.parametrize("change", [_edit, _edit_in_the_same_tick, _replace_by_an_older_one])
def test_a_file_that_changed_is_read_again(
    root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    settled(monkeypatch)
    first = read(root)
    path = next(path for path in sorted(first.remembered) if path.endswith(".md"))
    change(root / path)
    parsed.clear()
    assert read(root, first.remembered).sources[path] == read(root).sources[path] != first.sources[path]
    assert parsed.count(path) == 2  # by each of the two readings


def test_a_file_that_was_seen_at_once_is_compared(root: Path, parsed: list[str]) -> None:
    """Whether a file changed within a tick of the clock, its times do not tell."""
    path = next(path for path in sorted(read(root).remembered) if path.endswith(".md"))
    (root / path).write_text((root / path).read_text(encoding="utf-8"), encoding="utf-8")
    first = read(root)
    state = first.remembered[path].state
    _edit(root / path)
    os.utime(root / path, ns=(state.modified, state.modified))
    forged = {**first.remembered}
    found = (root / path).stat()
    looks = state._replace(node=found.st_ino, changed=found.st_ctime_ns, seen=found.st_ctime_ns)
    forged[path] = memory.replace(forged[path], state=looks)
    parsed.clear()
    assert read(root, forged).sources[path] != first.sources[path] and path in parsed


def test_files_come_and_go(root: Path) -> None:
    first = read(root)
    path = next(path for path in sorted(first.remembered) if path.endswith(".md"))
    (root / path).unlink()
    second = read(root, first.remembered)
    assert path not in second.remembered and second == read(root)
    assert read(root, {}) == second


def test_a_file_that_another_folder_makes_something_else_is_read_as_that(root: Path) -> None:
    first = read(root)
    config = root / "site_config.yml"
    (root / "framework").rename(root / "texts")
    config.write_text(config.read_text(encoding="utf-8") + "content: {framework: texts}\n", encoding="utf-8")
    assert read(root, first.remembered) == read(root)
