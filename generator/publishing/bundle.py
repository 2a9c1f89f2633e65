"""Packs a folder into one zip file whose bytes depend on nothing but the files and a day."""

from __future__ import annotations

import datetime
import hashlib
import stat
import zipfile
from pathlib import Path

from generator.site import CopyFile

_LEVEL = 9
_READABLE = stat.S_IFREG | 0o644
_UNIX = 3
_EARLIEST = datetime.date(1980, 1, 1)
_READ_AT_ONCE = 1 << 20


def pack(folder: Path, file: Path, *, name: str, day: datetime.date | None) -> CopyFile:
    """Writes all files below `folder` to the zip `file`, in a folder called `name`; says what came of it.

    Files stand in the order of their paths, bear that `day`, and can be read by anybody.
    """
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
        for address, path in sorted(paths.items()):
            packed.writestr(_entry(f"{name}/{address}", day), path.read_bytes(), compresslevel=_LEVEL)
    return described(file)


def described(file: Path) -> CopyFile:
    """How large a packed file is, and the digest of it."""
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return CopyFile(size=file.stat().st_size, sha256=digest)


def _entry(address: str, day: datetime.date | None) -> zipfile.ZipInfo:
    # A zip file knows no day before this one.
    dated = max(day or _EARLIEST, _EARLIEST)
    entry = zipfile.ZipInfo(address, (dated.year, dated.month, dated.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE << 16
    return entry
