"""What search reads in a preview: made once, and anew when nobody has saved anything for a while."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.preview.indexing import ABOUT, started
from generator.preview.renewing import Preview
from generator.preview.snapshot import Snapshot
from generator.publishing.search import INDEX_FOLDERS

# So many seconds without news must pass, and at least as many as the last index took, up to so many.
_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
_TICK = 0.2


class Search:
    """The index of a preview; `indexed` is what it is of. While a new one is made, the old one answers."""

    def __init__(self, preview: Preview, store: Path) -> None:
        """`store` is an empty folder."""
        self._preview = preview
        self._store = store
        self._ready = threading.Condition()
        self._folder: Path | None = None
        self._digest = ""
        self._pause = _PAUSE
        self.indexed: Snapshot | None = None

    def at(self, address: str, seconds: float) -> Path | None:
        """The file at `address`; a first index is waited for, unless it cannot be made.

        None where there is no such file.
        """
        if not address.startswith(INDEX_FOLDERS):
            return None
        with self._ready:
            self._ready.wait_for(lambda: self._folder is not None or self.indexed is not None, seconds)
            folder = self._folder
        # The address may be anything that somebody asks for.
        path = (folder / address).resolve() if folder is not None else None
        return (
            path if folder is not None and path and path.is_relative_to(folder) and path.is_file() else None
        )

    def follow(self, end: threading.Event) -> None:
        """Make indexes as they are needed, until `end`."""
        for number in range(1, 1 << 30):
            snapshot = self._wanted(end)
            if snapshot is None:
                return
            before = self._folder
            self._make(snapshot, self._store / str(number), end)
            for folder in self._store.iterdir():
                # Pages that are open may still ask for what was there before.
                if folder not in (before, self._folder):
                    shutil.rmtree(folder, ignore_errors=True)

    def _wanted(self, end: threading.Event) -> Snapshot | None:
        """The snapshot that is to be indexed, when it has been shown for a while."""
        snapshot, since = None, 0.0
        while not end.wait(_TICK):
            state = self._preview.board.state
            if state.snapshot is not snapshot:
                snapshot, since = state.snapshot, time.monotonic()
            is_new = snapshot is not self.indexed and not state.is_behind
            is_due = self._folder is None or time.monotonic() - since >= self._pause
            if snapshot is not None and is_new and is_due:
                return snapshot
        return None

    def _make(self, snapshot: Snapshot, folder: Path, end: threading.Event) -> None:
        begun, workshop = time.monotonic(), self._preview.workshop
        folder.mkdir()
        with started(workshop.root, folder, workshop.date, self._digest) as process:
            while process.poll() is None:
                is_old = self._folder is not None and self._preview.board.state.snapshot is not snapshot
                if end.wait(_TICK) or is_old:
                    process.terminate()
        if end.is_set() or process.returncode < 0:
            return
        self._pause = min(max(time.monotonic() - begun, _PAUSE), _LONGEST_PAUSE)
        with self._ready:
            self._take(folder)
            self.indexed = snapshot
            self._ready.notify_all()

    def _take(self, folder: Path) -> None:
        if (folder / ABOUT).exists():
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            self._preview.learn(about["long"])
            if about["digest"] != self._digest:
                self._digest, self._folder = about["digest"], folder


@contextmanager
def searched(preview: Preview) -> Iterator[Search]:
    """The index of `preview`, which is kept up to date meanwhile."""
    end = threading.Event()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as store:
        search = Search(preview, Path(store).resolve())
        thread = threading.Thread(target=search.follow, args=(end,), daemon=True)
        thread.start()
        try:
            yield search
        finally:
            end.set()
            thread.join()
