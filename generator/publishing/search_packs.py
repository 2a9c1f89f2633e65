"""Texts that search shows, several in one file, for hosts that take only so many files."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

FOLDER = "packs/"
# A reader reads a whole pack for each result that is shown, so it is no larger than a long page alone.
_MOST_BYTES = 32_000


class Packs(NamedTuple):
    """The files that hold texts, and the name by which each text is now asked for, by its own."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]


def packs_of(texts: Sequence[tuple[str, bytes]]) -> Packs:
    """The texts, which have names, in files: those that stand beside each other are in the same one.

    A text's new name is its own, `-` and the number of its file in hexadecimal digits, so that no list has to
    say which file holds it. A file is compressed; it holds a line for each text, with its new name before it.
    The folder of the files bears a digest of them all.
    Raises: ValueError if a text has several lines.
    """
    names: dict[str, str] = {}
    packs: list[bytes] = []
    for number, group in enumerate(_groups(texts)):
        names |= {name: f"{name}-{number:x}" for name, _ in group}
        packs.append(gzip.compress(b"\n".join(_line(names[name], text) for name, text in group), mtime=0))
    digest = hashlib.sha256(b"".join(hashlib.sha256(pack).digest() for pack in packs)).hexdigest()[:10]
    return Packs({f"{FOLDER}{digest}/{number:x}.pf_pack": pack for number, pack in enumerate(packs)}, names)


def texts_in(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """The new names and the texts that a file holds."""
    for line in gzip.decompress(pack).split(b"\n"):
        name, _, text = line.partition(b" ")
        yield name.decode(), text


def folder_of(paths: Sequence[str]) -> str:
    """The folder of the packs among the files at `paths`; empty if there are none."""
    first = next((path for path in paths if path.startswith(FOLDER)), "")
    return first[: first.rfind("/") + 1]


def _groups(texts: Sequence[tuple[str, bytes]]) -> Iterator[Sequence[tuple[str, bytes]]]:
    group: list[tuple[str, bytes]] = []
    size = 0
    for name, text in texts:
        if group and size + len(text) > _MOST_BYTES:
            yield group
            group, size = [], 0
        group.append((name, text))
        size += len(text)
    if group:
        yield group


def _line(name: str, text: bytes) -> bytes:
    if b"\n" in text:
        raise ValueError(f"the text {name} has several lines")
    return name.encode() + b" " + text
