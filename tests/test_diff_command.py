"""`tfpub diff` compares with revisions and folders, and refuses what is neither in plain words."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from change_specs import changed, the_base
from generator.cli import main

DATE = ("--date", "2026-11-01")


def git(folder: Path, *words: str) -> str:
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, env=settings, text=True).stdout.strip()


def diff(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", "--root", str(root), *DATE, *map(str, words)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose working folder has moved a profile to final text since the commit `first`."""
    folder = the_base(tmp_path / "root")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "first")
    profile = folder / "profiles/dom/one/profile.yml"
    entry = 'history:\n  - {version: "2.0", status: final-text, date: 2026-01-01}\n'
    profile.write_text(profile.read_text().replace("history:\n", entry))
    return folder


def test_a_change_since_a_revision_is_told(root: Path) -> None:
    told = diff(root, "first")
    assert told.exit_code == 0
    assert "now Final Text, version 2.0; was Trial Implementation, version 1.0" in told.output
    assert "completed testing of ONE 1.0: First Post; Second Mail" in told.output


def test_what_equals_the_working_folder_did_not_change(root: Path) -> None:
    git(root, "commit", "-qam", "second")
    told = diff(root, "HEAD")
    assert told.exit_code == 0 and "Nothing changed that may be shown." in told.output


def test_a_folder_may_be_the_base(root: Path, tmp_path: Path) -> None:
    other = changed("option-added", tmp_path / "other")
    assert "removed: option Green" in diff(root, other).output


def test_any_two_can_be_compared(root: Path, tmp_path: Path) -> None:
    other = changed("option-added", tmp_path / "other")
    told = diff(root, "first", "--against", other)
    assert "added: option Green" in told.output and "Final Text" not in told.output


def test_published_versions_are_compared_by_their_labels(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    git(root, "commit", "-qam", "second")
    second = git(root, "rev-parse", "HEAD")
    rows = [
        f"- {{label: {label}, commit: {commit}, digest: {'0' * 64}, date: {day}}}\n"
        for label, commit, day in (("2026.1", second, "2026-02-01"), ("2025.1", first, "2025-02-01"))
    ]
    (root / "framework/versions.yml").write_text("".join(rows))
    told = diff(root, "2025.1", "--against", "2026.1")
    assert f"From 2025.1 \\({first[:12]}\\) to 2026.1 \\({second[:12]}\\)." in told.output
    assert "now Final Text" in told.output
    assert "Nothing changed that may be shown." in diff(root, "2026.1").output


@pytest.mark.parametrize("form", ["markdown", "json", "html"])
def test_the_same_input_gives_the_same_bytes(form: str, root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert diff(root, "first", "--format", form, "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", ["nowhere", "--upload-pack=x", "HEAD:framework", "", "a\x1b[31m", ".."])
def test_what_is_no_revision_is_wrong_use(name: str, root: Path) -> None:
    told = diff(root, "--", name)
    assert told.exit_code == 2 and "Traceback" not in told.output and "\x1b" not in told.output


def test_without_a_repository_a_revision_is_wrong_use(tmp_path: Path) -> None:
    told = diff(the_base(tmp_path / "root"), "HEAD")
    assert told.exit_code == 2 and "is in no repository" in told.output


def test_a_revision_without_a_root_is_wrong_use(root: Path) -> None:
    git(root, "rm", "-q", "--cached", "site_config.yml")
    git(root, "commit", "-qm", "without")
    assert "has no site_config.yml" in diff(root, "HEAD").output and diff(root, "HEAD").exit_code == 2


def test_a_side_with_mistakes_is_compared_as_far_as_it_can_be_read(root: Path) -> None:
    (root / "profiles/dom/two/profile.yml").write_text("key: TWO\nname: [no name]\n")
    told = diff(root, "first")
    assert told.exit_code == 0
    assert "it is compared as far as it can be read" in told.output
    assert "Profile TWO, Sample Time: not compared" in told.output
    assert "now Final Text" in told.output


def test_a_base_full_of_harm_is_no_traceback(root: Path, tmp_path: Path) -> None:
    other = the_base(tmp_path / "other")
    (other / "framework/domains.yml").write_bytes(b"\xff\x00: [")
    (other / "framework/glossary.yml").unlink()
    (other / "framework/glossary.yml").symlink_to("/etc/passwd")
    (other / "site_config.yml").write_text("site: [\n")
    assert diff(root, other).exit_code == 0


def test_the_json_of_a_command_is_alone_on_the_output(root: Path) -> None:
    told = diff(root, "first", "--format", "json")
    assert json.loads(told.stdout)["changed"] is True


def test_a_file_that_cannot_be_written_is_wrong_use(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert diff(root, "first", "--output", tmp_path / "file/below").exit_code == 2
