"""A site that is being written: what an earlier build wrote alike is taken over, not written again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """A file of a site as the system knew it when it was written (size, time in nanoseconds, node).

    `digest` is the SHA-256 of its content; `key` what the content was made of, empty where nobody asked.
    """

    size: int
    modified: int
    node: int
    digest: bytes
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSite:
    """The site of an earlier build: its folder, and its files by address."""

    folder: Path
    entries: Mapping[str, Entry]


@dataclass(slots=True)
class Target:
    """An empty `folder` to write a site into; what is taken over from the `old` one shares its place on disk.

    Several processes may write into one folder, each by its own copy of this; `entries` are those of one.
    """

    folder: Path
    old: OldSite | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    _folders: set[Path] = field(default_factory=set)

    def write(self, address: str, content: bytes | Path, key: bytes = b"") -> int:
        """Write one file: bytes, or the copy of a file; says its size. A page's address ends in `/`."""
        content = content.read_bytes() if isinstance(content, Path) else content
        digest = hashlib.sha256(content).digest()
        before = self.old.entries.get(address) if self.old is not None else None
        if before is not None and before.digest == digest and self._take_over(address, before, key):
            return len(content)
        path = self._free_path(address)
        path.write_bytes(content)
        self._note(address, path, digest, key)
        return len(content)

    def keep(self, address: str, key: bytes) -> int | None:
        """Take over the file of the earlier site if it was made of the same; says its size, else None."""
        before = self.old.entries.get(address) if self.old is not None else None
        if before is None or not key or before.key != key or not self._take_over(address, before, key):
            return None
        return before.size

    def keep_all(self, key: bytes) -> bool:
        """Take over all files of the earlier site that were made of the same; whether that is all of them."""
        entries = self.old.entries if self.old is not None and key else {}
        addresses = [address for address, each in entries.items() if each.key == key]
        return bool(addresses) and all(self.keep(address, key) is not None for address in addresses)

    def adopt(self, address: str, key: bytes) -> None:
        """Count a file in that somebody else wrote into the folder."""
        path = self.folder / file_name(address)
        self._note(address, path, hashlib.sha256(path.read_bytes()).digest(), key)

    def taken(self) -> dict[str, Entry]:
        """The files that this process wrote since it was last asked."""
        entries, self.entries = self.entries, {}
        return entries

    def _take_over(self, address: str, before: Entry, key: bytes) -> bool:
        assert self.old is not None
        old = self.old.folder / file_name(address)
        path = self._free_path(address)
        try:
            found = os.lstat(old)
            if (found.st_size, found.st_mtime_ns, found.st_ino) != before[:3]:
                return False
            os.link(old, path, follow_symlinks=False)
        except OSError:
            return False
        # Whoever changes the old file meanwhile would change the new one too.
        after = os.lstat(path)
        if (after.st_size, after.st_mtime_ns, after.st_ino) != before[:3]:
            path.unlink()
            return False
        self.entries[address] = before._replace(key=key)
        return True

    def _free_path(self, address: str) -> Path:
        path = self.folder / file_name(address)
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        # What is there may be the old site's file too, which must not change.
        with suppress(FileNotFoundError):
            path.unlink()
        return path

    def _note(self, address: str, path: Path, digest: bytes, key: bytes) -> None:
        found = os.lstat(path)
        self.entries[address] = Entry(found.st_size, found.st_mtime_ns, found.st_ino, digest, key)


def file_name(address: str) -> str:
    """The file that holds what stands at `address`."""
    return f"{address}index.html" if not address or address.endswith("/") else address
