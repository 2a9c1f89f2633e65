"""A command that nothing changed for tells what it told before; anything that changed makes it work again."""

from __future__ import annotations

import datetime
import os
import random
import subprocess
import time
from pathlib import Path

import pytest

from generator.caching.outcomes import Look, Outcome
from generator.commands import building, checking
from incremental_edits import EDITS, Place
from results_root import results_root
from site_support import REPOSITORY, command, environment

DAY = datetime.datetime(2026, 11, 1)
OF_THE_CACHE = ("cache_damaged", "cache_gone")


@pytest.fixture(autouse=True)
def own_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = results_root(tmp_path)
    # Longer than a tick of the clock, so that a state tells whether a file changed.
    time.sleep(0.1)
    return found


def look(root: Path) -> Look:
    return Look(root, "build site", (DAY,))


def build(root: Path, site: Path) -> Outcome:
    return building.build(root, site, DAY, jobs=1, look=look(root))[0]


def test_what_a_build_told_is_told_again(root: Path, tmp_path: Path) -> None:
    told = build(root, tmp_path / "site")
    assert told.code == 0 and "pages in" in told.last
    assert look(root).outcome() == told
    assert Look(root, "build other", (DAY,)).outcome() is None
    assert Look(root, "build site", (DAY, "strict")).outcome() is None
    assert Look(root, "build site", (DAY,), is_clean=True).outcome() is None


@pytest.mark.parametrize("name", [name for name in EDITS if name not in OF_THE_CACHE])
def test_whatever_changed_is_noticed(root: Path, tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    build(root, site)
    before = states(root, site)
    for seed in range(9):
        EDITS[name](Place(root=root, site=site, chance=random.Random(seed)))
        if states(root, site) != before:
            break
    else:
        raise AssertionError("this edit changes nothing")
    assert look(root).outcome() is None


def states(*folders: Path) -> list[tuple[str, int, int, int]]:
    found = (path for folder in folders for path in sorted(folder.rglob("*")) if ".cache" not in path.parts)
    return [
        (str(path), each.st_ino, each.st_size, each.st_mtime_ns) for path in found if (each := path.lstat())
    ]


@pytest.mark.parametrize("variable", ["SOURCE_DATE_EPOCH", "TFPUB_PLANTUML_JAR", "PATH"])
def test_settings_of_the_machine_count(
    root: Path, tmp_path: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, tmp_path / "site")
    monkeypatch.setenv(variable, f"{os.environ.get(variable, '')}:1793000000")
    assert look(root).outcome() is None


def test_a_commit_counts(root: Path, tmp_path: Path) -> None:
    """Pages say when they changed, and that is what git knows."""
    author = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "one"]):
        subprocess.run(["git", "-C", root, *words], check=True)
    build(root, tmp_path / "site")
    assert look(root).outcome() is not None
    subprocess.run(["git", "-C", root, *author, "commit", "-qm", "two", "--allow-empty"], check=True)
    assert look(root).outcome() is None


def test_what_changed_while_it_was_read_is_not_remembered(root: Path, tmp_path: Path) -> None:
    begun = look(root)
    (root / "framework/pages/about.md").touch()
    building.build(root, tmp_path / "site", DAY, jobs=1, look=begun)
    assert look(root).outcome() is None


def test_what_was_checked_is_told_again_with_its_findings(root: Path) -> None:
    text = root / "framework/pages/about.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nSee [DOM-99].\n", encoding="utf-8")
    time.sleep(0.1)
    told = checking.check(root, DAY, strict=False, look=Look(root, "check", ()))
    assert told.code == 1 and any("DOM-99" in line for line in told.findings)
    assert Look(root, "check", ()).outcome() == told
    text.write_text(text.read_text(encoding="utf-8").replace("[DOM-99]", "[DOM-1]"), encoding="utf-8")
    assert Look(root, "check", ()).outcome() is None


def test_a_broken_configuration_is_looked_at_each_time(root: Path) -> None:
    (root / "site_config.yml").write_text("site: {}\n", encoding="utf-8")
    time.sleep(0.1)
    assert checking.check(root, DAY, strict=False, look=Look(root, "check", ())).code == 1
    assert Look(root, "check", ()).outcome() is None


def test_nothing_but_what_it_needs_is_loaded_to_tell_it(root: Path, tmp_path: Path) -> None:
    words = ("build", "--root", root, "--output", tmp_path / "site", "--date", "2026-11-01")
    first = subprocess.run(command(*words), env=environment(), capture_output=True, text=True, check=True)
    second = subprocess.run(
        [command()[0], "-X", "importtime", *command(*words)[1:]],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    assert second.stdout == first.stdout
    loaded = {line.rpartition("|")[2].strip() for line in second.stderr.splitlines()}
    assert "generator.caching.outcomes" in loaded
    assert not loaded & {"generator.pipeline", "generator.graph", "jinja2", "mkdocs", "markdown_it", "babel"}
