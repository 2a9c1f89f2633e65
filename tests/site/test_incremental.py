"""A build that takes over what earlier ones made gives what a clean build gives, byte for byte."""

from __future__ import annotations

import datetime
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from generator import pipeline
from generator.caching import secret as secrets
from generator.caching.store import FOLDER
from incremental_edits import EDITS, OFTEN, Place
from results_root import results_root
from site_support import REPOSITORY

DAYS = [datetime.date(2026, 11, 1), datetime.date(2026, 11, 2), datetime.date(2023, 1, 1)]
STEPS, AT_ONCE = 26, 3


@pytest.fixture(autouse=True)
def own_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))


def files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def build(root: Path, site: Path, *, is_clean: bool, day: datetime.date = DAYS[0]) -> pipeline.Built:
    return pipeline.build(root, site, date=day, jobs=1, is_clean=is_clean)


def make_private(root: Path) -> None:
    config = root / "site_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("source: public", "source: private"), encoding="utf-8")


def differing(one: Path, other: Path) -> list[str]:
    first, second = files(one), files(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(seed: int, tmp_path: Path) -> None:
    """Some hundreds of edits in all, several between one build and the next."""
    chance = random.Random(seed)
    root, site, clean = results_root(tmp_path), tmp_path / "site", tmp_path / "clean"
    if seed % 2:
        # Where the root is public, whatever may not be published is an error, and no site is built.
        make_private(root)
    place = Place(root=root, site=site, chance=chance)
    done: list[str] = []
    for step in range(STEPS):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(root, before, ignore=shutil.ignore_patterns(".cache"))
        names = chance.choices([*EDITS, *OFTEN, *OFTEN], k=chance.randint(1, 2 * AT_ONCE - 1))
        done += [f"step {step}", *names]
        for name in names:
            EDITS[name](place)
        day = chance.choice([DAYS[0], *DAYS])
        kept, fresh = build(root, site, is_clean=False, day=day), build(root, clean, is_clean=True, day=day)
        assert kept.checked.diagnostics == fresh.checked.diagnostics, done
        if fresh.folder is None:
            # Content with a fault is not built; the next edits begin where there was none.
            for path in root.iterdir():
                if path.name != ".cache":
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(before, root, dirs_exist_ok=True)
            continue
        assert differing(site, clean) == [], done
        assert kept.pages == fresh.pages


def test_what_did_not_change_is_the_same_file(tmp_path: Path) -> None:
    root, site = results_root(tmp_path), tmp_path / "site"
    build(root, site, is_clean=False)
    before = {path.relative_to(site): path.stat() for path in site.rglob("*") if path.is_file()}
    text = root / "framework/pages/about.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    build(root, site, is_clean=False)
    changed = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file()
        and (old := before.get(path.relative_to(site))) is not None
        and (old.st_ino, old.st_mtime_ns) != (path.stat().st_ino, path.stat().st_mtime_ns)
    }
    assert "framework/about/index.html" in changed
    assert {path for path in changed if path.endswith(".html")} == {"framework/about/index.html"}


@pytest.mark.parametrize(
    ("path", "old", "new", "page"),
    [
        ("framework/standards.yml", "Sample Standard", "Renamed Standard", "transactions/dom-1"),
        ("profiles/dom/two/profile.yml", "key: TWO\n", "key: TWO\naliases: [SECOND]\n", "a-z"),
        ("framework/dom/transactions/dom-1.md", "name: Send Parcel", "name: Send Box", "profiles/dom/one"),
    ],
)
def test_what_a_page_says_of_another_record_follows_that(
    path: str, old: str, new: str, page: str, tmp_path: Path
) -> None:
    root, site, clean = results_root(tmp_path), tmp_path / "site", tmp_path / "clean"
    build(root, site, is_clean=False)
    before = (site / page / "index.html").read_bytes()
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")
    build(root, site, is_clean=False)
    assert (site / page / "index.html").read_bytes() != before
    build(root, clean, is_clean=True)
    assert differing(site, clean) == []


def test_one_row_touches_the_pages_that_show_it_alone(tmp_path: Path) -> None:
    root, site = results_root(tmp_path), tmp_path / "site"
    build(root, site, is_clean=False)
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    rows = root / "results_data/2024-na/exports/results.csv"
    rows.write_text(
        rows.read_text(encoding="utf-8") + "made-up,fir-24,ONE,receiver,,completed\n", encoding="utf-8"
    )
    build(root, site, is_clean=False)
    changed = {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if before.get(path) != path.stat().st_ino
    }
    assert {
        "organizations/made-up",
        "systems/fir-24",
        "events/2024-na",
        "profiles/dom/one/results",
    } <= changed
    assert not {"profiles/dom/two", "transactions/dom-2", "actors/sender", "organizations/acme"} & changed
    assert len(changed) < len(before) / 3


def test_a_cache_that_somebody_else_filled_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request may hold a `.cache/`; what is in it must not reach a page, nor be unpacked."""
    root, site = results_root(tmp_path), tmp_path / "site"
    with monkeypatch.context() as other:
        other.setenv(secrets.VARIABLE, "somebody else's")
        build(root, tmp_path / "theirs", is_clean=False)
    with sqlite3.connect(root / FOLDER / "cache.sqlite") as forged:
        # Unpacking this would end the process.
        bomb = b"cos\n_exit\n(I3\ntR."
        forged.execute("UPDATE kept SET content = ?", (bomb,))
    build(root, site, is_clean=False)
    build(root, tmp_path / "clean", is_clean=True)
    assert differing(site, tmp_path / "clean") == []


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_where_nothing_can_be_kept_the_site_is_built_all_the_same(tmp_path: Path, what: str) -> None:
    root, site = results_root(tmp_path), tmp_path / "site"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if what == "file":
        (root / ".cache").write_text("in the way", encoding="utf-8")
    elif what == "link":
        (root / ".cache").symlink_to(elsewhere)
    else:
        (root / FOLDER / "cache.sqlite").mkdir(parents=True)
    build(root, site, is_clean=False)
    build(root, tmp_path / "clean", is_clean=True)
    assert differing(site, tmp_path / "clean") == [] and list(elsewhere.iterdir()) == []


def test_what_is_withdrawn_is_forgotten_too(tmp_path: Path) -> None:
    root, site = results_root(tmp_path), tmp_path / "site"
    make_private(root)
    build(root, site, is_clean=False)
    shown = kept_pages(root)
    assert "system/fir-24" in shown
    session = root / "results_data/2024-na/session.yml"
    text = session.read_text(encoding="utf-8").replace("publish_on: 2024-05-06", "publish_on: 2030-01-01")
    session.write_text(text, encoding="utf-8")
    build(root, site, is_clean=False)
    gone = shown - kept_pages(root)
    assert {"system/fir-24", "organization/made-up", "session/2024-na"} <= gone
    assert "profile/ONE" in kept_pages(root)


def kept_pages(root: Path) -> set[str]:
    with sqlite3.connect(root / FOLDER / "cache.sqlite") as kept:
        rooms = [
            {name for (name,) in kept.execute("SELECT name FROM kept WHERE room = ?", [room])}
            for room in ("pages", "fragments")
        ]
    assert rooms[0] == rooms[1]
    return rooms[0]


def test_a_clean_build_keeps_nothing(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    build(root, tmp_path / "site", is_clean=True)
    assert not (root / ".cache").exists()


def test_two_builds_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    command = [sys.executable, "-m", "generator.cli", "build", "--root", root, "--date", "2026-11-01"]
    sites = [tmp_path / "one", tmp_path / "two", tmp_path / "one"]
    for _ in range(2):
        running = [subprocess.Popen([*command, "--output", site], cwd=REPOSITORY) for site in sites]
        assert [each.wait() for each in running] == [0, 0, 0]
        text = root / "framework/pages/about.md"
        build(root, tmp_path / "clean", is_clean=True)
        assert [differing(site, tmp_path / "clean") for site in sites] == [[], [], []]
        text.write_text(text.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
