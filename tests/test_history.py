"""What git knows of the content, and silence where it does not know enough."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

from generator.history import head_date, last_changes


def git(folder: Path, *words: str, day: str = "2024-01-01") -> None:
    stamp = f"{day}T12:00:00+0000"
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env={**os.environ, **person, **dates, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def repository(folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "old.md").write_text("1")
    (folder / "größe 1.md").write_text("1")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first", day="2024-01-01")
    (folder / "größe 1.md").write_text("2")
    git(folder, "commit", "-qam", "second", day="2024-02-02")
    return folder


def test_each_file_has_the_day_of_its_last_commit(tmp_path: Path) -> None:
    changes = last_changes(repository(tmp_path / "repository"))
    assert changes == {"old.md": datetime.date(2024, 1, 1), "größe 1.md": datetime.date(2024, 2, 2)}


def test_paths_are_relative_to_a_root_inside_the_repository(tmp_path: Path) -> None:
    folder = repository(tmp_path / "repository")
    (folder / "below").mkdir()
    (folder / "below/new.md").write_text("1")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "third", day="2024-03-03")
    assert last_changes(folder / "below") == {"new.md": datetime.date(2024, 3, 3)}


def test_a_shallow_clone_dates_nothing(tmp_path: Path) -> None:
    folder = repository(tmp_path / "repository")
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "shallow")
    assert last_changes(tmp_path / "shallow") == {}


def test_a_folder_without_a_repository_dates_nothing(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {} and head_date(tmp_path) is None


def test_the_head_has_a_day(tmp_path: Path) -> None:
    assert head_date(repository(tmp_path / "repository")) == datetime.date(2024, 2, 2)
