"""Writes a site whole: beside the old one, then in its place, so that no reader meets half of it."""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = Path("assets", "tf")
_AT_WORKING_FOLDER = -100
_EXCHANGE = 2


class ForeignFolder(ValueError):
    """The output folder holds something that is no site of ours, so it is not replaced."""


@contextmanager
def replaced(output: Path) -> Iterator[Path]:
    """A new folder to write a whole site into; it takes the place of `output` when all went well.

    Raises: ForeignFolder if `output` is a folder with something else in it, before anything is written.
    """
    recover(output)
    if output.is_symlink() or (output.exists() and not _is_ours(output)):
        raise ForeignFolder(f"{output} holds something that is not a site made by this command")
    output.parent.mkdir(parents=True, exist_ok=True)
    new = output.with_name(f".{output.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        _take_place(new, output)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def recover(output: Path) -> None:
    """Put back an old site whose replacement was interrupted, and clear what killed builds left beside it."""
    for left in output.parent.glob(f".{glob.escape(output.name)}.new-*"):
        process = left.name.rpartition("-")[2]
        if process.isdecimal() and not _is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    old = _old(output)
    if old.exists():
        if output.exists():
            shutil.rmtree(old)
        else:
            old.rename(output)


def write(folder: Path, address: str, content: bytes | Path) -> None:
    """Write one file of the site: bytes, or the copy of a file. A page's address ends in `/`."""
    path = folder / (f"{address}index.html" if not address or address.endswith("/") else address)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)


def write_whole(path: Path, content: bytes | Path) -> None:
    """Write one file, or the copy of one, so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        if isinstance(content, Path):
            shutil.copyfile(content, new)
        else:
            new.write_bytes(content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_ours(output: Path) -> bool:
    return output.is_dir() and ((output / _MARK).is_dir() or not any(output.iterdir()))


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _take_place(new: Path, output: Path) -> None:
    if not output.exists():
        new.rename(output)
    elif not _exchange(new, output):
        old = _old(output)
        output.rename(old)
        new.rename(output)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can; afterwards `one` is the old site."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = swap(
        _AT_WORKING_FOLDER, os.fsencode(one), _AT_WORKING_FOLDER, os.fsencode(other), ctypes.c_uint(_EXCHANGE)
    )
    return bool(done == 0)
