"""What a command came to the last time: it is told again where nothing changed, before anything is loaded.

Only what Python brings, and little of this program, is imported here: that is what makes it quick.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from generator.caching.secret import secret
from generator.caching.store import FOLDER, Store

_ROOM = "outcomes"
_DRAWING = "TFPUB_PLANTUML_JAR"
_VARIABLES = ("SOURCE_DATE_EPOCH", _DRAWING, "PATH")
_PACKAGE = Path(__file__).resolve().parents[1]
_ALWAYS = ("site_config.yml", "waivers.yml", "theme")
_NOT_WALKED = frozenset({"__pycache__"})
# Files that changed so shortly before they were looked at may change once more and look the same, in
# nanoseconds: by far more than a tick of the clock, or where a file system tells seconds alone, by two.
_TICK, _COARSE_TICK = 50_000_000, 2_000_000_000
_FINE = 1_000_000


class Outcome(NamedTuple):
    """What a command told: findings with their hints, its last line, and the code it ended with.

    Or a `document` instead of them, which holds all that there is to tell.
    """

    findings: tuple[str, ...]
    last: str
    code: int
    document: str = ""

    def tell(self, *, quiet: bool = False) -> None:
        """Prints it, and ends the command if that ended with a code."""
        for line in self.findings:
            click.echo(line, err=True)
        if self.document:
            click.echo(self.document, nl=False)
        if self.last and not quiet:
            click.echo(self.last)
        if self.code:
            sys.exit(self.code)


class _Kept(NamedTuple):
    """An outcome, the places of the root that decided it with their digest, and what was written with its."""

    outcome: Outcome
    places: tuple[str, ...]
    inputs: str
    output: str
    digest: str
    names: tuple[str, ...]


class Look:
    """A look at what a command with its options came to before."""

    def __init__(self, root: Path, name: str, asked: Sequence[object], *, is_clean: bool = False) -> None:
        """`asked` are the command's options, as far as they change the outcome.

        Of several looks of one `name` the last one alone is kept.
        """
        self._started = time.time_ns()
        self._root = root
        self._name = name
        self._asked = repr([str(each) for each in asked])
        key = None if is_clean else secret()
        self._store = Store(root / FOLDER, key) if key is not None and (root / _ALWAYS[0]).is_file() else None

    def outcome(self) -> Outcome | None:
        """What it came to, if everything is as it was then, what it wrote included."""
        content = self._store.get(_ROOM, self._name, b"") if self._store is not None else None
        if content is None:
            return None
        kept = _loaded(content)
        is_same = (
            self._inputs(kept.places)[0] == kept.inputs and _digest(kept.output, kept.names) == kept.digest
        )
        return kept.outcome if is_same else None

    def keep(
        self, outcome: Outcome, places: Iterable[str], output: Path | None = None, files: Iterable[str] = ()
    ) -> None:
        """Remembers an outcome that follows from these `places` of the root, unless they changed meanwhile.

        `files` are those that were written into `output`.
        """
        if self._store is None:
            return
        named = tuple(dict.fromkeys((*_ALWAYS, *places)))
        inputs, newest = self._inputs(named)
        tick = _TICK if newest % _FINE else _COARSE_TICK
        if newest + tick < self._started:
            folder, names = (str(output), _with_folders(files)) if output is not None else ("", [])
            content = json.dumps([outcome, named, inputs, folder, _digest(folder, names), names])
            self._store.put(_ROOM, b"", [(self._name, content.encode("utf-8", "surrogatepass"))])
        self._store.close()

    def _inputs(self, places: Sequence[str]) -> tuple[str, int]:
        """A digest of the state of all that decides an outcome, and when the newest content changed."""
        states = [state for place in places for state in _below(str(self._root / place))]
        newest = max((max(state.modified, state.changed) for state in states), default=0)
        found = hashlib.blake2b(repr(states).encode("utf-8", "surrogatepass"), digest_size=16)
        for text in (self._asked, *_surroundings(self._root)):
            found.update(f"{text}\0".encode("utf-8", "surrogatepass"))
        return found.hexdigest(), newest


class _State(NamedTuple):
    path: str
    size: int
    node: int
    modified: int
    changed: int


def _below(path: str) -> Iterator[_State]:
    """The state of a file, or of a folder and of all below it; of nothing where there is nothing."""
    try:
        found = os.lstat(path)
    except OSError:
        return
    yield _State(path, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
    if stat.S_ISDIR(found.st_mode):
        with os.scandir(path) as entries:
            names = sorted(entry.path for entry in entries if entry.name not in _NOT_WALKED)
        for name in names:
            yield from _below(name)


def _surroundings(root: Path) -> Iterator[str]:
    """What decides an outcome besides content: this program, its packages, the machine, the commit."""
    yield sys.version
    for name in _VARIABLES:
        yield os.environ.get(name, "")
    jar = os.environ.get(_DRAWING, "")
    for folder in (str(_PACKAGE), str(_PACKAGE.parent / "theme"), jar):
        yield repr(list(_below(folder)) if folder else "")
    yield repr(sorted(name for name in os.listdir(Path(click.__file__).parents[1]) if name.endswith("-info")))
    words = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository", "HEAD"]
    try:
        done = subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        yield repr(done.stdout)
    except OSError:
        yield ""


def _with_folders(files: Iterable[str]) -> list[str]:
    """The files, and all folders that hold some: a file more changes its folder."""
    listed = sorted(files)
    folders = {"."}
    for file in listed:
        above = file.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return [*listed, *(f"{folder}/" for folder in sorted(folders))]


def _digest(output: str, names: Sequence[str]) -> str:
    """A digest of the state of files and folders of `output`; the latter end in a slash."""
    states: list[object] = []
    for name in names:
        try:
            found = os.lstat(f"{output}/{name}")
        except OSError:
            states.append(None)
        else:
            is_file = not name.endswith("/")
            states.append((found.st_size, found.st_ino, found.st_mtime_ns) if is_file else found.st_mtime_ns)
    return hashlib.blake2b(repr(states).encode(), digest_size=16).hexdigest()


def _loaded(content: bytes) -> _Kept:
    told, places, inputs, output, digest, names = json.loads(content)
    findings, *others = told
    # What an earlier version of this program kept may have fewer parts.
    outcome = Outcome(tuple(findings), *others)
    return _Kept(outcome, tuple(places), inputs, output, digest, tuple(names))
