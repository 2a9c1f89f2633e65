"""Tells a preview what changes on disk, and has it judged when nobody has saved anything for a moment."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import watchfiles

from generator.preview.board import State
from generator.preview.renewing import Preview
from generator.reading import CONFIG_PATH, WAIVERS_PATH
from generator.source import theme_folders

# Findings wait for so many seconds without news: first come the pages.
_QUIET = 0.15
# A file may be written in several steps; what follows within so many milliseconds is one change.
_STEP, _LONGEST_STEP = 15, 200
# How often it is asked whether there are other folders to watch, or whether to end.
_TICK = 100
# The clock of a file system may go so many nanoseconds behind.
_CLOCK = 20_000_000
_SINGLE_FILES = frozenset({CONFIG_PATH, WAIVERS_PATH})


@contextmanager
def followed(preview: Preview, judged: Callable[[State], None] | None = None) -> Iterator[None]:
    """Keeps `preview` up to date meanwhile; `judged` gets each state of which all is known."""
    end = threading.Event()
    works = (
        lambda: _watch_folders(preview, end),
        lambda: _watch_files(preview, end),
        lambda: _judge(preview, end, judged),
    )
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _watch_folders(preview: Preview, end: threading.Event) -> None:
    """Watch the folders of content and theme; where there are none yet, wait for some."""
    since = dict.fromkeys(_folders(preview), preview.begun)
    while not end.is_set():
        folders = _folders(preview)
        if not folders:
            end.wait(_TICK / 1000)
            continue
        missed = {folder: since.pop(folder, 0) for folder in folders}
        for changes in _changes(folders, end, is_recursive=True):
            # What changed before a folder was watched is noticed at the first tick.
            paths = changes | {path for folder in missed for path in _touched(folder, missed[folder])}
            missed, since = {}, dict.fromkeys(folders, time.time_ns())
            if paths:
                preview.change(_relative(preview, paths))
            if _folders(preview) != folders:
                break


def _touched(folder: Path, since: int) -> Iterator[str]:
    """The files and folders below `folder` that changed after that time, in nanoseconds."""
    for path, _, names in os.walk(folder):
        for each in (path, *(os.path.join(path, name) for name in names)):
            with suppress(OSError):
                if os.lstat(each).st_ctime_ns > since - _CLOCK:
                    yield each


def _watch_files(preview: Preview, end: threading.Event) -> None:
    """Watch the files that lie in the root itself, and which folders there are."""
    root = preview.workshop.root
    while not end.is_set():
        for changes in _changes([root], end, is_recursive=False):
            paths = set(_relative(preview, changes))
            folders = {path for path in paths if (root / path).is_dir()} & set(preview.folders)
            if paths & _SINGLE_FILES or folders:
                preview.change((paths & _SINGLE_FILES) | folders)


def _changes(folders: Sequence[Path], end: threading.Event, *, is_recursive: bool) -> Iterator[set[str]]:
    """Paths that changed, together where they changed at once; none from time to time.

    It ends when a folder is gone, and soon after `end`.
    """
    for is_polled in (False, True):
        watched = watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST_STEP,
            step=_STEP,
            stop_event=end,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=is_polled or None,
            recursive=is_recursive,
            ignore_permission_denied=True,
        )
        try:
            for changes in watched:
                yield {path for _, path in changes}
            return
        except FileNotFoundError:
            end.wait(_TICK / 1000)
            return
        except OSError:
            # The system watches no more files than it allows; then they are looked at again and again.
            continue


def _folders(preview: Preview) -> list[Path]:
    root = preview.workshop.root
    own = [root / folder for folder in preview.folders]
    return [folder for folder in dict.fromkeys((*own, *theme_folders(root))) if folder.is_dir()]


def _relative(preview: Preview, paths: set[str]) -> Iterator[str]:
    """The paths as content names them; those of the theme that lies elsewhere stay as they are."""
    root = preview.workshop.root
    for path in paths:
        yield Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path


def _judge(preview: Preview, end: threading.Event, judged: Callable[[State], None] | None) -> None:
    number = -1
    while not end.is_set():
        state = preview.board.wait(number, _TICK / 1000)
        if state.number == number:
            continue
        number = state.number
        if not state.is_judged and preview.board.wait(number, _QUIET).number == number:
            preview.judge()
        elif state.is_judged and judged is not None:
            judged(state)
