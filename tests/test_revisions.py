"""What a root held at an earlier commit comes back whole, and nothing of a repository gets any further."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import revisions
from generator.reading import CONFIG_PATH, content_folders
from generator.revisions import UnknownRevision, commit_of, root_as_of

CONFIG = "site: {name: Small, url: https://site.example/}\npublication: {source: public}\n"


def git(folder: Path, *words: str, fed: bytes = b"") -> str:
    person = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        input=fed,
        env={**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    return done.stdout.decode().strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a page, whose first commit had another one beside it."""
    folder = tmp_path / "repository"
    (folder / "framework/pages").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / CONFIG_PATH).write_text(CONFIG)
    (folder / "framework/pages/größe 1.md").write_text("then")
    (folder / "framework/pages/gone.md").write_text("gone")
    (folder / "tests").mkdir()
    (folder / "tests/other.md").write_text("none of the content")
    commit(folder)
    git(folder, "tag", "first")
    (folder / "framework/pages/größe 1.md").write_text("now")
    (folder / "framework/pages/gone.md").unlink()
    commit(folder)
    return folder


def then(root: Path, name: str, folders: Sequence[str] | None = None) -> dict[str, str]:
    """Path -> text of every file that `root` held at a revision."""
    looked = content_folders if folders is None else lambda folder: folders
    with root_as_of(root, commit_of(root, name), [CONFIG_PATH], looked) as folder:
        found = {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in sorted(folder.rglob("*"))
            if path.is_file() or path.is_symlink()
        }
    assert not folder.exists()
    return found


def test_the_content_is_as_it_was_and_nothing_else_comes(root: Path) -> None:
    (root / "framework/pages/uncommitted.md").write_text("later")
    pages = {"framework/pages/gone.md": "gone", "framework/pages/größe 1.md": "then"}
    assert then(root, "first") == {CONFIG_PATH: CONFIG, **pages}
    assert then(root, "HEAD") == {CONFIG_PATH: CONFIG, "framework/pages/größe 1.md": "now"}


def test_the_content_folders_are_those_of_then(root: Path) -> None:
    git(root, "mv", "framework", "texts")
    (root / CONFIG_PATH).write_text(CONFIG + "content: {framework: texts}\n")
    commit(root)
    assert list(then(root, "HEAD")) == [CONFIG_PATH, "texts/pages/größe 1.md"]
    assert "framework/pages/gone.md" in then(root, "first")


def test_a_root_may_be_a_folder_of_its_repository(root: Path) -> None:
    (root / "below").mkdir()
    git(root, "mv", "framework", CONFIG_PATH, "below")
    commit(root)
    assert list(then(root / "below", "HEAD")) == ["framework/pages/größe 1.md", CONFIG_PATH]
    assert then(root / "below", "first") == {}


def test_a_name_gives_the_id_of_its_commit(root: Path) -> None:
    first = git(root, "rev-parse", "first")
    git(root, "tag", "-a", "-m", "a tag", "annotated", "first")
    for name in ("first", "annotated", "HEAD~1", "main^", first, first[:10]):
        assert commit_of(root, name) == first


@pytest.mark.parametrize(
    "name", ["", "--output=x", "-h", "nowhere", "HEAD\n", "a\0b", "HEAD:framework", "x" * 600, "main..first"]
)
def test_what_names_no_commit_is_refused(name: str, root: Path) -> None:
    with pytest.raises(UnknownRevision):
        commit_of(root, name)


def test_a_revision_is_never_an_option(root: Path) -> None:
    with pytest.raises(UnknownRevision, match="is no name of a revision"):
        commit_of(root, "--git-dir=elsewhere")


def test_where_there_is_no_repository_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownRevision, match="is in no repository"):
        commit_of(tmp_path, "HEAD")


def test_a_shallow_clone_has_what_it_has_and_says_what_is_missing(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    assert CONFIG_PATH in then(tmp_path / "shallow", "HEAD")
    with pytest.raises(UnknownRevision, match="shallow, so fetch it first"):
        commit_of(tmp_path / "shallow", "HEAD~1")


def test_links_and_submodules_are_left_out(root: Path) -> None:
    (root / "framework/pages/link.md").symlink_to("/etc/passwd")
    (root / "framework/folder").symlink_to("/etc")
    commit(root)
    git(
        root, "update-index", "--add", "--cacheinfo", f"160000,{git(root, 'rev-parse', 'HEAD')},framework/sub"
    )
    git(root, "commit", "-qm", "submodule")
    assert list(then(root, "HEAD")) == ["framework/pages/größe 1.md", CONFIG_PATH]


@pytest.mark.parametrize("name", ["..", ".", ".git", ".GIT"])
def test_a_made_up_tree_does_not_lead_out_of_the_folder(name: str, root: Path) -> None:
    blob = git(root, "hash-object", "-w", "--stdin", fed=b"planted")
    for entry, kind in ((b"planted.md", b"100644"), (name.encode(), b"40000"), (b"framework", b"40000")):
        raw = kind + b" " + entry + b"\0" + bytes.fromhex(blob)
        blob = git(root, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", fed=raw)
    made = git(root, "commit-tree", blob, "-m", "made up")
    assert then(root, made) == {}


def test_attributes_of_the_repository_are_not_obeyed(root: Path) -> None:
    (root / ".gitattributes").write_text("*.md export-ignore export-subst filter=shout\n")
    git(root, "config", "filter.shout.smudge", "touch touched; tr a-z A-Z")
    commit(root)
    assert then(root, "HEAD")["framework/pages/größe 1.md"] == "now"
    assert not (root / "touched").exists()


def test_too_large_files_are_left_out_and_too_much_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "_LARGEST_FILE", 3)
    assert then(root, "first", ["framework"]) == {}
    monkeypatch.setattr(revisions, "_LARGEST_FILE", 1000)
    for limit in ("_MOST_BYTES", "_MOST_FILES"):
        with monkeypatch.context() as limited, pytest.raises(UnknownRevision, match="holds more than"):
            limited.setattr(revisions, limit, 1)
            then(root, "first")
