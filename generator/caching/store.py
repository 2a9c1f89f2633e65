"""Keeps bytes by name in one file, and gives back nothing that is not just what it was given."""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_FILE = "cache.sqlite"
_IGNORED = ".gitignore"
_WAIT = 30.0
_FORM = "CREATE TABLE IF NOT EXISTS kept (room TEXT, name TEXT, mark BLOB, content BLOB, UNIQUE (room, name))"
_MARK_SIZE = 16


class Store:
    """Contents by room and name, for one user; several processes may use one file at a time.

    What somebody else wrote, what is damaged, and what was kept under another `environment` of its room is
    not there. A file that cannot be used is begun anew; where even that fails, nothing is kept.
    """

    def __init__(self, folder: Path, secret: bytes) -> None:
        """`folder` is made where it is missing. A link in its place is not followed: nothing is kept."""
        self._file = folder / _FILE
        self._secret = secret
        # A process that was forked must not use its parent's connection.
        self._connections: dict[int, sqlite3.Connection | None] = {}
        self._is_allowed = _made(folder) and not self._file.is_symlink()

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept here."""
        return self._connection() is not None

    def get(self, room: str, name: str, environment: bytes) -> bytes | None:
        """What was kept under that name."""
        rows = self._rows("SELECT mark, content FROM kept WHERE room = ? AND name = ?", (room, name))
        return next((own for row in rows for own in self._own(room, name, environment, *row)), None)

    def all(self, room: str, environment: bytes) -> Iterator[tuple[str, bytes]]:
        """Everything that is kept in a room, by name."""
        for name, mark, content in self._rows("SELECT name, mark, content FROM kept WHERE room = ?", (room,)):
            for own in self._own(room, str(name), environment, mark, content):
                yield str(name), own

    def put(self, room: str, environment: bytes, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep these contents, in the place of what is there under their names."""
        rows = [(room, name, self._mark(room, name, environment, each), each) for name, each in contents]
        self._write("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def drop(self, room: str, names: Iterable[str]) -> None:
        """Forget what is kept under these names."""
        self._write("DELETE FROM kept WHERE room = ? AND name = ?", [(room, name) for name in names])

    def close(self) -> None:
        """Let go of the file, so that this process can be forked, or the folder removed."""
        connection = self._connections.pop(os.getpid(), None)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

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

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        try:
            connection = self._connection()
            return connection.execute(query, values).fetchall() if connection is not None else []
        except sqlite3.Error:
            self._begin_anew()
            return []

    def _write(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            connection = self._connection()
            if connection is not None:
                with connection:
                    connection.executemany(query, rows)
        except sqlite3.OperationalError:
            # Somebody else writes for very long, or the disk is full: the next build does without.
            pass
        except sqlite3.Error:
            self._begin_anew()

    def _connection(self) -> sqlite3.Connection | None:
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = self._opened()
        return self._connections[process]

    def _opened(self) -> sqlite3.Connection | None:
        if not self._is_allowed:
            return None
        for _ in range(2):
            try:
                connection = sqlite3.connect(self._file, timeout=_WAIT)
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA journal_mode = WAL")
                # What a power cut leaves is damaged, and known to be by its marks.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_FORM)
                connection.execute("SELECT room, name, mark, content FROM kept LIMIT 1")
                return connection
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    return None
                self._remove()
            except sqlite3.Error:
                self._remove()
        return None

    def _begin_anew(self) -> None:
        self.close()
        self._remove()

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


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
