"""`tfpub check` with a form, with paths and with changed files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from pull_request_support import base

ABOUT = "framework/pages/about.md"
INDEX = "profiles/dom/one/index.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root in a repository of git, with a wrong line in two texts; one of them is not committed."""
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)
    root = base(tmp_path)
    append(root / ABOUT, "\nSee [DOM-12].\n")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    append(root / INDEX, "\nSee [DOM-13].\n")
    return root


def append(path: Path, words: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=A", "-c", "user.email=a@a.example", "commit", "-q", "-m", "Change")


def check(root: Path, *words: str) -> Result:
    runner = CliRunner(catch_exceptions=False)
    return runner.invoke(main, ["check", "--root", str(root), "--date", "2026-01-01", *words])


def rows(result: Result) -> list[tuple[str, bool]]:
    return [(row["path"], row["changed"]) for row in json.loads(result.stdout)["findings"]]


def test_what_is_not_committed_comes_first(root: Path) -> None:
    result = check(root, "--format", "json")
    assert (result.exit_code, rows(result)) == (1, [(INDEX, True), (ABOUT, False), (ABOUT, False)])


def test_what_differs_from_a_revision_comes_first(root: Path) -> None:
    git(root, "tag", "before")
    append(root / ABOUT, "\nSee [DOM-14].\n")
    commit(root)
    assert [path for path, is_changed in rows(check(root, "--format", "json")) if is_changed] == []
    since = rows(check(root, "--format", "json", "--changed-since", "before"))
    assert {path for path, is_changed in since if is_changed} == {ABOUT, INDEX}


def test_on_a_pull_request_the_branch_that_it_goes_to_is_compared(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "update-ref", "refs/remotes/origin/release", "HEAD")
    commit(root)
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    assert rows(check(root, "--format", "json"))[0] == (INDEX, True)
    monkeypatch.setenv("GITHUB_BASE_REF", "never-fetched")
    assert not any(is_changed for _, is_changed in rows(check(root, "--format", "json")))


@pytest.mark.parametrize("revision", ["gone", "--output=x", "HEAD:framework"])
def test_a_revision_that_is_none_is_refused(root: Path, revision: str) -> None:
    result = check(root, "--changed-since", revision)
    assert (result.exit_code, f"no revision {revision}" in result.stderr) == (2, True)


def test_paths_limit_what_is_told_and_how_the_command_ends(root: Path) -> None:
    assert rows(check(root, "--format", "json", str(root / "profiles"))) == [(INDEX, True)]
    result = check(root, "--format", "json", str(root / "framework/dom"), str(root / "waivers.yml"))
    assert (result.exit_code, rows(result)) == (0, [])
    assert len(rows(check(root, "--format", "json", str(root)))) == 3


def test_a_path_outside_of_the_root_is_refused(root: Path) -> None:
    assert check(root, str(root.parent)).exit_code == 2


def test_a_document_is_all_that_goes_to_the_standard_output(root: Path) -> None:
    for form in ("json", "sarif"):
        result = check(root, "--format", form, "--quiet")
        assert json.loads(result.stdout) and result.stderr == ""


def test_what_was_told_in_one_form_is_not_told_for_another(root: Path) -> None:
    told = [check(root, "--format", form).output for form in ("text", "json", "json", "github", "text")]
    assert told[0] == told[4] and told[1] == told[2]
    assert len(set(told)) == 3
