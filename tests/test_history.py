"""What git knows of the content, and silence where it does not know enough."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.changes import History
from generator.history import head_date, history_of, plain_subject
from git_support import commit, git, new_repository

FIRST, SECOND, THIRD = "2024-01-01", "2024-02-02", "2024-03-03"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits: the first adds two files, the second changes one of them."""
    folder = new_repository(tmp_path / "repository")
    (folder / "old.md").write_text("1")
    (folder / "größe 1.md").write_text("1")
    commit(folder, "first", FIRST)
    (folder / "größe 1.md").write_text("2")
    commit(folder, "second", SECOND)
    return folder


def told(history: History, paths: Iterable[str]) -> list[tuple[str, str]]:
    """The day and the words of each change of these files."""
    return [(change.day.isoformat(), change.subject) for change in history.of(paths)]


def test_each_file_has_its_changes_with_the_newest_first(repository: Path) -> None:
    history = history_of(repository)
    assert told(history, ["größe 1.md"]) == [(SECOND, "second"), (FIRST, "first")]
    assert told(history, ["old.md"]) == [(FIRST, "first")]


def test_several_files_share_the_commits_that_changed_them_together(repository: Path) -> None:
    history = history_of(repository)
    assert told(history, ["old.md", "größe 1.md"]) == [(SECOND, "second"), (FIRST, "first")]


def test_a_change_bears_the_id_of_its_commit(repository: Path) -> None:
    newest = git(repository, "rev-parse", "HEAD").strip()
    history = history_of(repository)
    assert history.of(["größe 1.md"])[0].commit == newest and history.head == newest


def test_a_file_that_was_renamed_keeps_its_changes(repository: Path) -> None:
    git(repository, "mv", "old.md", "new.md")
    commit(repository, "third", THIRD)
    assert told(history_of(repository), ["new.md"]) == [(THIRD, "third"), (FIRST, "first")]


def test_a_file_that_was_renamed_twice_keeps_its_changes(repository: Path) -> None:
    for day, before, after in ((THIRD, "old.md", "mid.md"), ("2024-04-04", "mid.md", "new.md")):
        git(repository, "mv", before, after)
        commit(repository, after, day)
    found = told(history_of(repository), ["new.md"])
    assert found == [("2024-04-04", "new.md"), (THIRD, "mid.md"), (FIRST, "first")]


def test_a_new_file_at_a_place_that_was_left_begins_anew(repository: Path) -> None:
    git(repository, "mv", "old.md", "new.md")
    commit(repository, "third", THIRD)
    (repository / "old.md").write_text("something else, and much longer than what was there")
    commit(repository, "fourth", "2024-04-04")
    assert told(history_of(repository), ["old.md"]) == [("2024-04-04", "fourth")]


def test_paths_are_relative_to_a_root_inside_the_repository(repository: Path) -> None:
    (repository / "below").mkdir()
    (repository / "below/new.md").write_text("3")
    commit(repository, "third", THIRD)
    history = history_of(repository / "below")
    assert list(history.by_path) == ["new.md"] and told(history, ["new.md"]) == [(THIRD, "third")]


def test_a_shallow_clone_tells_nothing_and_says_so(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    history = history_of(tmp_path / "shallow")
    assert history.by_path == {} and history.is_cut


def test_a_folder_without_a_repository_tells_nothing(tmp_path: Path) -> None:
    assert history_of(tmp_path) == History() and head_date(tmp_path) is None


def test_a_repository_without_a_commit_tells_nothing(tmp_path: Path) -> None:
    assert history_of(new_repository(tmp_path / "empty")) == History()


def test_the_head_has_a_day(repository: Path) -> None:
    assert head_date(repository) == datetime.date(2024, 2, 2)


def test_what_a_commit_says_that_touches_results_is_not_told(repository: Path) -> None:
    (repository / "results_data").mkdir()
    (repository / "results_data/rows.csv").write_text("rows")
    (repository / "old.md").write_text("2")
    commit(repository, "Add rows of Acme", THIRD)
    found = history_of(repository, results="results_data")
    assert told(found, ["results_data/rows.csv"]) == [(THIRD, "")]
    assert told(found, ["old.md"]) == [(THIRD, ""), (FIRST, "first")]
    assert found.of(["old.md"])[0].commit


def test_of_a_private_root_only_days_are_told_and_of_its_results_nothing(repository: Path) -> None:
    (repository / "results_data").mkdir()
    (repository / "results_data/rows.csv").write_text("rows")
    commit(repository, "Add rows of Acme", THIRD)
    found = history_of(repository, results="results_data", is_private=True)
    assert list(found.by_path) == ["größe 1.md", "old.md"]
    assert told(found, found.by_path) == [(SECOND, ""), (FIRST, "")]
    assert not any(change.commit for change in found.of(found.by_path))


def test_results_that_moved_into_a_private_roots_framework_have_no_past(repository: Path) -> None:
    (repository / "results_data").mkdir()
    (repository / "results_data/rows.csv").write_text("rows")
    commit(repository, "rows", THIRD)
    git(repository, "mv", "results_data/rows.csv", "rows.csv")
    commit(repository, "moved", "2024-04-04")
    found = history_of(repository, results="results_data", is_private=True)
    assert told(found, ["rows.csv"]) == []


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("two\twords", "two words"),
        ("\x01\x02 marks", "marks"),
        ("turned \u202eround\u202c", "turned round"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("é" * 100, "é" * 100),
        ("long " * 40, ("long " * 20).rstrip()[:99] + "…"),
    ],
)
def test_a_subject_is_one_short_line_of_plain_text(subject: str, plain: str) -> None:
    assert plain_subject(subject) == plain


def test_names_that_look_like_a_log_are_names(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "repository")
    for name in ("M", "R100", "\x01" + "0" * 40 + " 1 x", "A\nB"):
        (folder / name).write_text(f"text of {name!r}")
    commit(folder, "\x01" + "f" * 40 + " 5 no commit", FIRST)
    history = history_of(folder)
    assert set(history.by_path) == {"M", "R100", "\x01" + "0" * 40 + " 1 x", "A\nB"}
    assert {len(each) for each in history.by_path.values()} == {1}
