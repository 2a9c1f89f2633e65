"""One SQLite file that processes share, and that may be damaged or lost at any time: then it begins anew."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_WAIT = 30.0
_FORM = "CREATE TABLE IF NOT EXISTS kept (room TEXT, name TEXT, mark BLOB, content BLOB, UNIQUE (room, name))"
_COLUMNS = "SELECT room, name, mark, content FROM kept LIMIT 1"


class Database:
    """A table `kept` of room, name, mark and content; where no file can be used, it is empty and stays so."""

    def __init__(self, file: Path) -> None:
        self._file = file
        # A process that was forked must not use its parent's connection.
        self._connections: dict[int, sqlite3.Connection | None] = {}

    @property
    def is_usable(self) -> bool:
        """Whether anything can be kept."""
        return self._connection() is not None

    def rows(self, query: str, values: tuple[str, ...]) -> list[tuple[object, ...]]:
        """What a query finds."""
        try:
            connection = self._connection()
            return connection.execute(query, values).fetchall() if connection is not None else []
        except sqlite3.Error:
            self._begin_anew()
            return []

    def write(self, query: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Change the table, once for each of `rows`, all or nothing."""
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

    def close(self) -> None:
        """Let go of the file."""
        connection = self._connections.pop(os.getpid(), None)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _connection(self) -> sqlite3.Connection | None:
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = self._opened()
        return self._connections[process]

    def _opened(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                connection = sqlite3.connect(self._file, timeout=_WAIT)
                # Whoever sent content may have sent this file too.
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA journal_mode = WAL")
                # What a power cut leaves is damaged, and known to be by its marks.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_FORM)
                connection.execute(_COLUMNS)
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
