"""A site is written whole: beside the old one, then in its place."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.publishing.folder import ForeignFolder, recover, remove, replaced, write


def write_site(output: Path, words: str) -> None:
    with replaced(output) as new:
        write(new, "", words.encode())
        write(new, "assets/tf/look.css", b"")
        write(new, "profiles/one/", b"one")


def test_a_page_is_the_index_of_its_folder(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "home")
    assert (tmp_path / "site/index.html").read_text() == "home"
    assert (tmp_path / "site/profiles/one/index.html").read_text() == "one"


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "old")
    (tmp_path / "site/stale.html").write_text("stale")
    write_site(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "site/stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_is_removed_with_all_that_is_in_it_and_nothing_that_it_links_to(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "kept", b"kept")
    for number in range(200):
        write(tmp_path / "site", f"systems/{number}/part-2/", b"page")
    (tmp_path / "site/systems/0/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/systems/1/file").symlink_to(tmp_path / "elsewhere/kept")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("site", "link", "missing"):
        remove(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "link"]
    assert (tmp_path / "elsewhere/kept").read_text() == "kept"


def test_a_failing_build_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "old")
    with pytest.raises(RuntimeError), replaced(tmp_path / "site") as new:
        write(new, "", b"half")
        raise RuntimeError
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "make", [lambda path: path.write_text("mine"), lambda path: _folder_with_a_file(path)]
)
def test_what_is_no_site_is_never_replaced(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "thesis")
    with pytest.raises(ForeignFolder):
        write_site(tmp_path / "thesis", "site")
    assert (tmp_path / "thesis").exists() and not (tmp_path / "thesis/index.html").exists()


def test_a_link_to_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignFolder):
        write_site(tmp_path / "site", "site")


def test_a_swap_that_was_interrupted_is_undone(tmp_path: Path) -> None:
    write_site(tmp_path / "site", "old")
    (tmp_path / "site").rename(tmp_path / ".site.old")
    recover(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "old"


def _folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "chapter.txt").write_text("mine")


def test_what_a_killed_build_left_beside_the_site_is_cleared(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / f".site.new-{ended.pid}").mkdir()
    (tmp_path / f".site.new-{os.getppid()}").mkdir()
    write_site(tmp_path / "site", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".site.new-{os.getppid()}", "site"]
