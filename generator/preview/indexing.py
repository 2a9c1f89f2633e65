"""Makes what search reads in a process of its own, while the site is read and written."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator import reading
from generator.batches import searchable
from generator.caching.kept import kept_of
from generator.publishing.search import SearchablePage, write_index
from generator.publishing.shell import BrokenTheme
from generator.remembering import remember, remembered
from generator.source import Source, reported, source_of
from generator.understanding import understood

# What the process tells besides the index: a digest of what was indexed, and which pages are divided.
ABOUT = "about.json"
_POLITENESS = 10
_AT_ONCE = 64


def started(root: Path, folder: Path, date: datetime.date | None, digest: str) -> subprocess.Popen[bytes]:
    """A process that reads `root` and writes its index into `folder`.

    Where it would be that of `digest` again, it writes no more than what it tells about it.
    """
    package = Path(__file__).resolve().parents[2]
    known = os.environ.get("PYTHONPATH", "")
    return subprocess.Popen(
        [sys.executable, "-m", __name__, str(root), str(folder), date.isoformat() if date else "", digest],
        env={**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{known}" if known else str(package)},
        cwd=package,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def write_search(root: Path, folder: Path, date: datetime.date | None, digest: str) -> None:
    """Writes the index of `root` into the empty `folder`. Raises: BrokenTheme, SearchError."""
    with kept_of(root) as kept:
        before = remembered(kept)
        read = reading.read(root, before)
        remember(kept, read, before)
        content = understood(root, read, date)
        config, plan = read.config, content.plan
        if config is None or plan is None:
            return
        source = source_of(root, content.public, plan, config, date=date, kept=kept)
        with tempfile.TemporaryFile() as store, reported(config):
            found = _stored(source, store)
            if found.digest != digest:
                write_index(_restored(store), folder, config.site.language, pack=config.build.pack)
        about = {"digest": found.digest, "long": found.long}
        (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


class _Stored(NamedTuple):
    """A digest of what search finds, and the addresses of pages that are divided."""

    digest: str
    long: list[str]


def _stored(source: Source, store: BinaryIO) -> _Stored:
    """Puts what search finds into `store`. Fragments come from earlier builds, and serve later ones."""
    digest = hashlib.sha256(f"{source.config.site.language} {source.config.build.pack}".encode())
    long: list[str] = []
    for number, page in enumerate(source.plan.pages, 1):
        fragments = source.fragments.of(page).fragments
        long += [page.address] if len(fragments) > 1 else []
        for found in searchable(fragments):
            content = pickle.dumps(found)
            digest.update(content)
            store.write(content)
        if number % _AT_ONCE == 0:
            source.fragments.flush()
    source.fragments.flush()
    store.seek(0)
    return _Stored(digest.hexdigest(), long)


def _restored(store: BinaryIO) -> Iterator[SearchablePage]:
    with contextlib.suppress(EOFError):
        while True:
            yield pickle.load(store)


def main() -> None:
    """What the process does."""
    root, folder, day, digest = sys.argv[1:]
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_POLITENESS)
    date = datetime.date.fromisoformat(day) if day else None
    with contextlib.suppress(BrokenTheme):
        write_search(Path(root), Path(folder), date, digest)


if __name__ == "__main__":
    main()
