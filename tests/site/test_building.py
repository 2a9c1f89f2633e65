"""A build gives the same bytes everywhere, and never leaves half a site."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_pages import Site
from site_support import (
    BUILD_DATE,
    a_tiny_root,
    build,
    command,
    copy_of_this_root,
    differences,
    digests,
    environment,
    tfpub,
    write,
)


def test_two_builds_give_the_same_bytes(own_site: Site, tmp_path: Path) -> None:
    root = copy_of_this_root(tmp_path / "another place")
    settings = {"PYTHONHASHSEED": "7", "TZ": "XYZ-13:30", "LC_ALL": "C", "HOME": str(tmp_path)}
    jobs = ("--jobs", "3")
    outcome = build(root, tmp_path / "site", *jobs, cwd=root / "framework", settings=settings)
    assert outcome.code == 0, outcome.output
    assert differences(own_site.folder, tmp_path / "site") == []


@pytest.mark.parametrize(
    ("words", "settings", "day"),
    [
        (("--date", "2025-04-15"), {"SOURCE_DATE_EPOCH": "86400"}, 'As of <time datetime="2025-04-15">'),
        ((), {"SOURCE_DATE_EPOCH": "86400"}, 'As of <time datetime="1970-01-02">'),
        ((), {"SOURCE_DATE_EPOCH": ""}, ""),
        ((), {"SOURCE_DATE_EPOCH": "9" * 30}, ""),
    ],
)
def test_home_tells_the_day_that_the_site_speaks_of(
    words: tuple[str, ...], settings: dict[str, str], day: str, tmp_path: Path
) -> None:
    root = a_tiny_root(tmp_path / "root")
    site = tmp_path / "site"
    assert tfpub("build", "--root", root, "--output", site, *words, settings=settings).code == 0
    home = (site / "index.html").read_text(encoding="utf-8")
    assert day in home and ("As of" in home) == bool(day)


def test_a_second_build_over_the_first_changes_nothing(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    assert build(root, tmp_path / "site").code == 0
    before = digests(tmp_path / "site")
    assert build(root, tmp_path / "site").code == 0
    assert digests(tmp_path / "site") == before


def test_a_build_removes_what_is_no_longer_content(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    assert build(root, tmp_path / "site").code == 0
    (root / "framework/pages/about.md").unlink()
    assert build(root, tmp_path / "site").code == 0
    assert build(root, tmp_path / "new").code == 0
    assert differences(tmp_path / "site", tmp_path / "new") == []


def test_nothing_is_written_while_an_error_stands(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    write(root / "framework/pages/bad.md", "---\ntitle: Bad\n---\n\nSee [there](gone.md).\n")
    outcome = build(root, tmp_path / "site")
    assert outcome.code == 1
    assert "framework/pages/bad.md:5:5: error: " in outcome.output
    assert not (tmp_path / "site").exists()


def test_an_error_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    assert build(root, tmp_path / "site").code == 0
    before = digests(tmp_path / "site")
    write(root / "framework/pages/bad.md", "---\ntitel: Bad\n---\n")
    assert build(root, tmp_path / "site").code == 1
    assert digests(tmp_path / "site") == before


@dataclass(frozen=True)
class Rebuild:
    """A site, the root that changes it, the site that comes of it, and how long that takes."""

    old_site: Path
    new_root: Path
    new_site: Path
    seconds: float


@pytest.fixture(scope="module")
def rebuild(tmp_path_factory: pytest.TempPathFactory) -> Rebuild:
    folder = tmp_path_factory.mktemp("rebuild")
    old_root, new_root = a_tiny_root(folder / "old", "Old"), a_tiny_root(folder / "new", "New")
    assert build(old_root, folder / "old-site").code == 0
    started = time.monotonic()
    assert build(new_root, folder / "new-site").code == 0
    return Rebuild(folder / "old-site", new_root, folder / "new-site", time.monotonic() - started)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(
    rebuild: Rebuild, tmp_path: Path, share: float
) -> None:
    site = shutil.copytree(rebuild.old_site, tmp_path / "site")
    kill_after(share * rebuild.seconds, rebuild.new_root, site)
    assert digests(site) in (digests(rebuild.old_site), digests(rebuild.new_site))


@pytest.mark.parametrize("share", [0.6, 0.9])
def test_the_build_after_a_killed_one_is_right(rebuild: Rebuild, tmp_path: Path, share: float) -> None:
    site = shutil.copytree(rebuild.old_site, tmp_path / "site")
    kill_after(share * rebuild.seconds, rebuild.new_root, site)
    assert build(rebuild.new_root, site).code == 0
    assert differences(site, rebuild.new_site) == []
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def kill_after(seconds: float, root: Path, output: Path) -> None:
    """Starts a build and ends it by force, as a power cut would."""
    words = command("build", "--clean", "--root", root, "--output", output, "--date", BUILD_DATE)
    running = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
