"""Roots to build, the command line to build them with, and what tests need to share one build."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("TFPUB_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
BUILD_DATE = "2026-11-01"
AWKWARD = "My Docs #1 (v2) 100% été?"
"""A folder such as readers have, whose name no address bears as it is."""

CONTENT = ("site_config.yml", "waivers.yml", "framework", "profiles", "results_data")
"""What makes this repository a root; its theme is the shipped one and needs no copy."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and everything it said."""

    code: int
    output: str


def tfpub(*words: str | Path, cwd: Path | None = None, settings: Mapping[str, str] | None = None) -> Outcome:
    """The outcome of the real command line, run in a process of its own."""
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )
    return Outcome(done.returncode, done.stdout)


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "generator.cli", *(str(word) for word in words)]


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **(settings or {})}


def build(root: Path, output: Path, *words: str | Path, **where: object) -> Outcome:
    """How a clean build ended. It makes no copies for reading offline: these have tests of their own."""
    where_to = ("--root", root, "--output", output, "--date", BUILD_DATE, "--no-downloads", "--clean")
    return tfpub("build", *where_to, *words, **where)  # type: ignore[arg-type]


def copy_of_this_root(folder: Path) -> Path:
    """This repository's content without its history, so that a build's cache stays out of the repository."""
    for name in CONTENT:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def a_tiny_root(folder: Path, name: str = "A tiny framework") -> Path:
    """The least that has a page: settings, a domain and a text."""
    write(folder / "site_config.yml", TINY_CONFIG.format(name=name))
    write(folder / "framework/domains.yml", TINY_DOMAIN)
    write(folder / "framework/pages/about.md", f"---\ntitle: About\n---\n\nThis is {name}.\n")
    return folder


TINY_CONFIG = """\
site:
  name: {name}
  url: https://tiny.example/
publication:
  source: public
"""

TINY_DOMAIN = """\
- key: TST
  name: Testing
  summary: A domain that exists for tests.
  committee: {name: Testing committee, url: "https://tiny.example/committee"}
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    """Path below `folder` -> SHA-256 of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(first: Path, second: Path) -> list[str]:
    """Files that are not in both folders with the same bytes."""
    one, other = digests(first), digests(second)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the file `path` against the other processes of this test run."""
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def once(folder: Path, name: str, make: Callable[[Path], Sequence[Outcome]]) -> tuple[Path, list[Outcome]]:
    """`make(folder/name)`, called by the first process of this run that asks; others get its outcomes."""
    made, notes = folder / name, folder / f"{name}.json"
    with locked(folder / f"{name}.lock"):
        if not notes.exists():
            made.mkdir()
            notes.write_text(json.dumps([asdict(outcome) for outcome in make(made)]), encoding="utf-8")
    return made, [Outcome(**fields) for fields in json.loads(notes.read_text(encoding="utf-8"))]


def missing(what: str) -> NoReturn:
    """Skips a test whose tool is not installed here; where CI must have it, fails it."""
    reason = f"{what} is missing: ./run test installs it, or says how"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)
