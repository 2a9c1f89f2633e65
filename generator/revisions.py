"""What a root held at an earlier commit of its repository, as files in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

_LONGEST_NAME = 500
_PLAIN_FILES = (b"100644", b"100755", b"100664")
_LARGEST_FILE = 10_000_000
_MOST_BYTES = 1_000_000_000
_MOST_FILES = 200_000
_CHUNK = 1 << 16
# What git would do beyond reading what is here: ask another host or a person, or take other objects.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}


class UnknownRevision(ValueError):
    """That git does not know a revision, or cannot give what it held; says what to do."""


class _Blob(NamedTuple):
    """A plain file of a commit: its object, size in bytes, and path below the root."""

    object: bytes
    size: int
    path: str


def commit_of(root: Path, name: str) -> str:
    """The full id of the commit that a revision such as `main`, `HEAD~3` or `v2026.1` names.

    Raises: UnknownRevision, also where `root` is in no repository.
    """
    if not name or len(name) > _LONGEST_NAME or name.startswith("-") or not name.isprintable():
        raise UnknownRevision(f"{name[:_LONGEST_NAME]!r} is no name of a revision")
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = (_git(root, *asked) or "").strip()
    if found:
        return found
    is_shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if is_shallow is None:
        raise UnknownRevision(f"{name} cannot be looked up: {root} is in no repository that git can read")
    missing = f"git knows no revision {name} here"
    if is_shallow.strip() == "true":
        missing += "; this clone is shallow, so fetch it first: git fetch --depth=1 origin and its name"
    raise UnknownRevision(missing)


def has_changes(root: Path) -> bool:
    """Whether anything below `root` is not committed as it is, new files included."""
    return bool(_git(root, "status", "--porcelain", "--", ".") or "")


def is_in_history(root: Path, commit: str) -> bool:
    """Whether a commit is the current one of `root`, or one that led to it."""
    return _git(root, "merge-base", "--is-ancestor", "--end-of-options", commit, "HEAD") is not None


@contextmanager
def root_as_of(
    root: Path, commit: str, files: Sequence[str], folders: Callable[[Path], Iterable[str]]
) -> Iterator[Path]:
    """A temporary folder with what `root` held at `commit` (see `commit_of`); it is gone afterwards.

    First its `files` are written; then what lies in the `folders` that a look at these names. Links,
    submodules, too large files and paths that would leave the folder are left out, as content cannot be in
    them. Nothing is checked out, and no attribute or filter of the repository is obeyed.

    Raises: UnknownRevision if the repository does not hold all of it, or more than content may be.
    """
    prefix = (_git(root, "rev-parse", "--show-prefix") or "").removesuffix("\n")
    with tempfile.TemporaryDirectory(prefix="tfpub-") as made:
        folder = Path(made)
        _write(root, commit, [prefix + name for name in files], prefix, folder)
        wanted = [prefix + name for name in folders(folder)]
        if wanted:
            _write(root, commit, wanted, prefix, folder)
        yield folder


def _write(root: Path, commit: str, paths: Sequence[str], prefix: str, folder: Path) -> None:
    blobs = list(_blobs(root, commit, paths, prefix))
    if sum(blob.size for blob in blobs) > _MOST_BYTES:
        raise UnknownRevision(f"{commit} holds more than {_MOST_BYTES:,} bytes of content")
    try:
        for blob, content in _contents(root, blobs):
            _write_file(folder / blob.path, content)
    except OSError as error:
        raise UnknownRevision(f"{commit} cannot be written: {error.strerror or error}") from error


def _write_file(path: Path, content: bytes) -> None:
    """A new file; where a made-up tree has a file and a folder of one name, the first of them counts."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except (FileExistsError, NotADirectoryError):
        return


def _blobs(root: Path, commit: str, paths: Sequence[str], prefix: str) -> Iterator[_Blob]:
    words = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths)
    with _started(root, words, subprocess.DEVNULL) as listing:
        for count, entry in enumerate(_entries(listing)):
            if count == _MOST_FILES:
                raise UnknownRevision(f"{commit} holds more than {_MOST_FILES:,} files of content")
            facts, _, name = entry.partition(b"\t")
            mode, kind, id, size = facts.split()
            path = os.fsdecode(name).removeprefix(prefix)
            if kind != b"blob" or mode not in _PLAIN_FILES or not _stays_inside(path):
                continue
            if not size.isdigit():
                raise UnknownRevision(_not_whole(path))
            if int(size) <= _LARGEST_FILE:
                yield _Blob(id, int(size), path)


def _not_whole(path: str) -> str:
    return f"this clone does not hold {path} as it was then; fetch all of it first"


def _stays_inside(path: str) -> bool:
    return all(part not in ("", ".", "..") and part.lower() != ".git" for part in path.split("/"))


def _entries(listing: IO[bytes]) -> Iterator[bytes]:
    """What stands between NUL bytes, as it comes: a tree may be made to list more than memory holds."""
    rest = b""
    while chunk := listing.read(_CHUNK):
        *entries, rest = (rest + chunk).split(b"\0")
        yield from entries


def _contents(root: Path, blobs: Sequence[_Blob]) -> Iterator[tuple[_Blob, bytes]]:
    with tempfile.TemporaryFile() as asked:
        asked.write(b"".join(blob.object + b"\n" for blob in blobs))
        asked.seek(0)
        with _started(root, ("cat-file", "--batch"), asked) as answers:
            for blob in blobs:
                header = answers.readline().split()
                if header[1:] != [b"blob", str(blob.size).encode()]:
                    raise UnknownRevision(_not_whole(blob.path))
                yield blob, answers.read(blob.size)
                answers.read(1)


@contextmanager
def _started(root: Path, words: Sequence[str], asked: IO[bytes] | int) -> Iterator[IO[bytes]]:
    """What a git command says, as it says it; who stops listening ends it."""
    command = ["git", "-C", str(root), *words]
    environment = {**os.environ, **_QUIET}
    with subprocess.Popen(
        command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        assert running.stdout is not None
        yield running.stdout
    if running.returncode:
        raise UnknownRevision(f"git {words[0]} ended with {running.returncode}")


def _git(root: Path, *words: str) -> str | None:
    """What a git command says; None where it fails, or where there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_QUIET},
        )
    except OSError:
        return None
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
