"""Writes a site whole: beside the old one, then in its place, so that no reader meets half of it."""

from __future__ import annotations

import ctypes
import glob
import itertools
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

_MARK = Path("assets", "tf")
_AT_WORKING_FOLDER = -100
_EXCHANGE = 2
# So many threads remove files, so many at a time each.
_REMOVING = 8
_AT_ONCE = 64


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
    remove(new)
    new.mkdir()
    try:
        yield new
        _take_place(new, output)
    finally:
        remove(new)


def recover(output: Path) -> None:
    """Put back an old site whose replacement was interrupted, and clear what killed builds left beside it."""
    for left in output.parent.glob(f".{glob.escape(output.name)}.new-*"):
        process = left.name.rpartition("-")[2]
        if process.isdecimal() and not _is_running(int(process)):
            remove(left)
    old = _old(output)
    if old.exists():
        if output.exists():
            remove(old)
        else:
            old.rename(output)


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that can be.

    A file system lets one wait for each file that it forgets; several threads wait at the same time.
    """
    if folder.is_symlink():
        return
    found = [(Path(place), names) for place, _, names in os.walk(folder)]
    files = (place / name for place, names in found for name in names)
    with ThreadPoolExecutor(_REMOVING) as pool:
        list(pool.map(_remove_files, _batches(files)))
        # Those within others first: they are empty by now, but for what could not be removed.
        by_depth = itertools.groupby(
            sorted((place for place, _ in found), key=_depth, reverse=True), key=_depth
        )
        for _, places in by_depth:
            list(pool.map(_remove_folders, _batches(places)))
    shutil.rmtree(folder, ignore_errors=True)


def _depth(folder: Path) -> int:
    return len(folder.parts)


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    rest = iter(paths)
    while batch := list(itertools.islice(rest, _AT_ONCE)):
        yield batch


def _remove_files(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()


def _remove_folders(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.rmdir()


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


def is_in_site(path: Path) -> bool:
    """Whether `path` lies in a folder that holds a site of ours."""
    return any((folder / _MARK).is_dir() for folder in path.resolve().parents)


def _old(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _take_place(new: Path, output: Path) -> None:
    if not output.exists():
        new.rename(output)
    elif not _exchange(new, output):
        old = _old(output)
        output.rename(old)
        new.rename(output)
        remove(old)


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
