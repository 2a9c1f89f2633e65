"""What an output depends on besides content: the code that makes it, the packages it uses, and the theme."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.caching.fingerprints import digest_of

_PACKAGE = Path(__file__).resolve().parents[1]
_NO_CODE = ("__pycache__",)


@functools.cache
def code_digest() -> bytes:
    """A digest of this program, of the packages that are installed beside its own, and of its Python."""
    packages = sorted(path.name for path in Path(click.__file__).parents[1].glob("*.dist-info"))
    return digest_of(sys.version.encode(), *(name.encode() for name in packages), folder_digest([_PACKAGE]))


def folder_digest(folders: Sequence[Path]) -> bytes:
    """A digest of all files below some folders, their places and their contents."""
    parts = [part for folder in folders for path in _files(folder) for part in _described(folder, path)]
    return digest_of(*parts)


def _described(folder: Path, path: Path) -> tuple[bytes, bytes]:
    return os.fsencode(path.relative_to(folder).as_posix()), path.read_bytes()


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _NO_CODE)
        yield from (Path(path, name) for name in sorted(names) if Path(path, name).is_file())
