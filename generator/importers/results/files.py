"""Opens the file of an export: nothing but a plain file below the root, of bounded size, is read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 10_000_000
_FOLDER = "exports"


class Unreadable(Exception):
    """The export cannot be read; `row` is where, if that is known."""

    def __init__(self, message: str, hint: str = "", *, row: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.row = row


class Missing(Exception):
    """There is no such export."""


def read_export(root: Path, folder: str, file: str) -> bytes:
    """The bytes of `file`, which lies in the `exports/` of the session's `folder`.

    Raises: Missing if it lies nowhere there; Unreadable if it is no plain file of fair size.
    """
    parts = file.split("/")
    if parts[0] != _FOLDER or len(parts) < 2 or any(part in ("", ".", "..") for part in parts):
        raise Missing(f"an export lies in the session's {_FOLDER}/")
    if any(part.startswith(".") for part in parts):
        raise Missing("a file whose name begins with a dot is no export")
    path = root / folder
    for part in parts[:-1]:
        path /= part
        if path.is_symlink():
            raise Unreadable("a symbolic link is not followed")
    return read_plain(path / parts[-1])


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file of fair size.

    Raises: Missing if there is none; Unreadable if it is something else.
    """
    try:
        # O_NONBLOCK: a pipe is refused, not waited for
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise Missing("there is no such file") from error
        is_link = error.errno == errno.ELOOP
        reason = "a symbolic link is not followed" if is_link else "the file cannot be opened"
        raise Unreadable(reason) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise Unreadable("this is not a plain file")
    with open(handle, "rb") as opened:
        if state.st_size > LARGEST:
            raise Unreadable(f"the file is larger than {LARGEST:,} bytes", "split it into several exports")
        return opened.read(LARGEST)
