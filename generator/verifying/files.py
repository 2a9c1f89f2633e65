"""The files of a built site in a folder or zip file of anybody's making, which is read and never unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.publishing.manifest import MANIFEST

_MOST_FILES = 500_000
_MOST_BYTES = 4_000_000_000
_LARGEST_FILE = 500_000_000
# Text is packed to a tenth, and what repeats itself to a hundredth; more than that is made to harm.
_MOST_PACKED = 500
_SMALL = 1_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
_ENCRYPTED = 0x1

UNSAFE_ENTRY = Rule(
    name="unsafe-entry",
    severity=Severity.ERROR,
    summary="A site has plain files in its folder, each once, and none that harms whoever unpacks it.",
)


class NoSite(ValueError):
    """What was named is no folder and no zip file that holds a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """The plain files of a site: path -> size in bytes; `findings` are about whatever else lies there."""

    sizes: Mapping[str, int]
    findings: tuple[Diagnostic, ...]
    content: Callable[[str, int], bytes]

    def read(self, path: str) -> bytes | None:
        """The content of a file; None if it cannot be read, or has another size than was told."""
        try:
            content = self.content(path, self.sizes[path] + 1)
        except _BROKEN:
            return None
        return content if len(content) == self.sizes[path] else None


@contextmanager
def opened(place: Path) -> Iterator[SiteFiles]:
    """The files of the site at `place`. Raises: NoSite."""
    if place.is_dir():
        yield _in_folder(place)
        return
    try:
        archive = zipfile.ZipFile(place)
    except _BROKEN as error:
        raise NoSite(f"{place} is no folder and no zip file: {error}") from error
    with archive:
        yield _in_archive(archive)


def _in_folder(folder: Path) -> SiteFiles:
    sizes: dict[str, int] = {}
    findings = []
    for path, entry in _below(folder, ""):
        state = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(state.st_mode):
            findings.append(_unsafe(path, "this is a link or another special file, which is not followed"))
        elif state.st_size > _LARGEST_FILE or len(sizes) >= _MOST_FILES:
            findings.append(_unsafe(path, "the file is too large, or one too many, to be looked at"))
        else:
            sizes[path] = state.st_size

    def content(path: str, most: int) -> bytes:
        handle = os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            return file.read(most)

    return SiteFiles(sizes=sizes, findings=tuple(findings), content=content)


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder / prefix) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder, f"{path}/")
        else:
            yield path, entry


def _in_archive(archive: zipfile.ZipFile) -> SiteFiles:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    counts = Counter(entry.filename for entry in entries)
    prefix = _prefix(counts)
    sizes: dict[str, int] = {}
    findings = []
    total = 0
    for entry in entries:
        total += entry.file_size
        fault = _fault(entry, counts[entry.filename])
        if not fault and (total > _MOST_BYTES or len(sizes) >= _MOST_FILES):
            fault = "the zip file holds more than is looked at"
        if fault:
            findings.append(_unsafe(entry.filename.removeprefix(prefix), fault))
        elif not entry.filename.startswith(prefix):
            findings.append(_unsafe(entry.filename, "it lies beside the site's folder"))
        else:
            sizes[entry.filename.removeprefix(prefix)] = entry.file_size

    def content(path: str, most: int) -> bytes:
        with archive.open(f"{prefix}{path}") as file:
            return file.read(most)

    return SiteFiles(sizes=sizes, findings=tuple(dict.fromkeys(findings)), content=content)


def _prefix(names: Mapping[str, int]) -> str:
    """The folder that holds the site, with a slash: where the manifest is that lies highest."""
    found = [name for name in names if name == MANIFEST or name.endswith(f"/{MANIFEST}")]
    return min(found, key=lambda name: name.count("/"), default="").removesuffix(MANIFEST)


def _fault(entry: zipfile.ZipInfo, count: int) -> str:
    """What is wrong with an entry of a zip file; empty where nothing is."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or not name.isprintable():
        return "this name leads out of the folder that the file would be unpacked into, or might"
    if kind not in (0, stat.S_IFREG):
        return "this is a link or another special file, which is not followed"
    if count > 1:
        return "this name is there more than once"
    if entry.flag_bits & _ENCRYPTED:
        return "the file is encrypted"
    is_dense = entry.file_size > max(entry.compress_size, 1) * _MOST_PACKED and entry.file_size > _SMALL
    return "the file is too large to be looked at" if is_dense or entry.file_size > _LARGEST_FILE else ""


def _unsafe(path: str, message: str) -> Diagnostic:
    return UNSAFE_ENTRY.at(Position(path), message)
