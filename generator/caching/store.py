"""Keeps bytes by name in one file, and gives back nothing that is not just what it was given."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.caching.database import Database

# Where the cache of a root is, below it.
FOLDER = Path(".cache", "tfpub")
_FILE = "cache.sqlite"
_IGNORED = ".gitignore"
_MARK_SIZE = 16


class Store:
    """Contents by room and name, for one user; several processes may use one file at a time.

    What somebody else wrote, what is damaged, and what was kept under another `environment` of its room is
    not there. Where no file can be used, nothing is kept.
    """

    def __init__(self, folder: Path | None, secret: bytes) -> None:
        """`folder` is made where it is missing. A link in its place is not followed: nothing is kept.

        Without a folder, nothing is kept either.
        """
        file = folder / _FILE if folder is not None and _made(folder) else None
        self._secret = secret
        self._database = Database(file) if file is not None and not file.is_symlink() else None

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept here."""
        return self._database is not None and self._database.is_usable

    def get(self, room: str, name: str, environment: bytes) -> bytes | None:
        """What was kept under that name."""
        rows = self._rows("SELECT mark, content FROM kept WHERE room = ? AND name = ?", room, name)
        return next((own for row in rows for own in self._own(room, name, environment, *row)), None)

    def all(self, room: str, environment: bytes) -> Iterator[tuple[str, bytes]]:
        """Everything that is kept in a room, by name."""
        for name, mark, content in self._rows("SELECT name, mark, content FROM kept WHERE room = ?", room):
            for own in self._own(room, str(name), environment, mark, content):
                yield str(name), own

    def put(self, room: str, environment: bytes, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep these contents, in the place of what is there under their names."""
        rows = [(room, name, self._mark(room, name, environment, each), each) for name, each in contents]
        if self._database is not None:
            self._database.write("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def retain(self, room: str, is_wanted: Callable[[str], bool]) -> None:
        """Forget what is kept in a room under names that are not wanted."""
        names = [str(name) for (name,) in self._rows("SELECT name FROM kept WHERE room = ?", room)]
        gone = [(room, name) for name in names if not is_wanted(name)]
        if self._database is not None and gone:
            self._database.write("DELETE FROM kept WHERE room = ? AND name = ?", gone)

    def close(self) -> None:
        """Let go of the file, so that the folder can be removed."""
        if self._database is not None:
            self._database.close()

    def _rows(self, query: str, *values: str) -> list[tuple[object, ...]]:
        return self._database.rows(query, values) if self._database is not None else []

    def _mark(self, room: str, name: str, environment: bytes, content: bytes) -> bytes:
        digest = hashlib.blake2b(key=self._secret, digest_size=_MARK_SIZE)
        for part in (room.encode(), name.encode("utf-8", "surrogatepass"), environment):
            digest.update(len(part).to_bytes(8, "big") + part)
        digest.update(content)
        return digest.digest()

    def _own(self, room: str, name: str, environment: bytes, mark: Any, content: Any) -> Iterator[bytes]:
        """The content, if this user kept it under that name."""
        is_kept = isinstance(mark, bytes) and isinstance(content, bytes)
        if is_kept and hmac.compare_digest(mark, self._mark(room, name, environment, content)):
            yield content


def _made(folder: Path) -> bool:
    """Whether the folder is there, is no link, and is kept out of git and away from other users."""
    try:
        for each in (folder.parent, folder):
            if each.is_symlink():
                return False
            each.mkdir(mode=0o700, exist_ok=True)
        ignored = folder / _IGNORED
        if not os.path.lexists(ignored):
            ignored.write_text("*\n", encoding="utf-8")
    except OSError:
        return False
    return True
