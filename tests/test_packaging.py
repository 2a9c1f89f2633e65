"""The installed package has all it needs to build a root that has no theme of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from site_support import REPOSITORY, a_tiny_root, build


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(words, cwd=REPOSITORY, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    (built,) = folder.glob("*.whl")
    return built


def files_below(folder: str) -> list[str]:
    files = (REPOSITORY / folder).rglob("*")
    return sorted(path.relative_to(REPOSITORY / folder).as_posix() for path in files if path.is_file())


def test_the_theme_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert files_below("theme") != []
    assert [name for name in files_below("theme") if f"generator/_theme/{name}" not in names] == []


@pytest.mark.parametrize("folder", ["generator/schemas", "generator/drafting/skeletons"])
def test_the_files_that_modules_read_are_in_the_wheel(folder: str, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert files_below(folder) != []
    assert [name for name in files_below(folder) if f"{folder}/{name}" not in names] == []


def test_what_a_preview_adds_to_pages_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"generator/live/live.js", "generator/live/live.css"} <= names


def test_only_the_generator_is_in_the_wheel(wheel: Path) -> None:
    folders = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert [folder for folder in folders if folder != "generator" and not folder.endswith(".dist-info")] == []


def test_the_wheel_builds_a_root_without_a_theme(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    settings = {"PYTHONPATH": str(tmp_path / "installed")}
    outcome = build(a_tiny_root(tmp_path / "root"), tmp_path / "site", cwd=tmp_path, settings=settings)
    assert outcome.code == 0, outcome.output
    assert (tmp_path / "site/index.html").exists()
