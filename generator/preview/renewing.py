"""A site that follows its content: it is renewed when it is told of changes, and says what is wrong."""

from __future__ import annotations

import datetime
import gc
import itertools
import os
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator import pipeline, reading, understanding
from generator.config import ContentConfig
from generator.diagnostics import Diagnostic, Position
from generator.preview.articles import StalePlan, Workshop
from generator.preview.board import Board, State
from generator.preview.frames import frame_for
from generator.preview.snapshot import Shown, Snapshot
from generator.publishing.shell import BROKEN_THEME, BrokenTheme
from generator.reading import CONFIG_PATH, Reading, Remembered
from generator.understanding import Understood

_THEME = "theme/"


class CannotShow(Exception):
    """There is no page to show, not even an earlier one; the board says why."""


class Preview:
    """The site of `root`; its `board` tells what is shown. Any thread may ask it.

    `begun`: when it began to read, in nanoseconds.
    """

    def __init__(
        self,
        root: Path,
        *,
        date: datetime.date | None = None,
        before: Mapping[str, Remembered] | None = None,
    ) -> None:
        """Reads the root. `before` is what an earlier reading of it remembers."""
        self.begun = time.time_ns()
        self.board = Board()
        self.workshop = Workshop(root=root, date=date or pipeline.build_date(root))
        self._remembered: Mapping[str, Remembered] = before or {}
        self._content: Understood | None = None
        self._renewing = threading.Lock()
        self._read_all()
        # What was read stays: searching it for garbage after each change would take a second.
        gc.collect()
        gc.freeze()

    @property
    def folders(self) -> tuple[str, ...]:
        """Where the content lies, relative to the root."""
        config = self._content.reading.config if self._content is not None else None
        content = config.content if config is not None else ContentConfig(position=Position(CONFIG_PATH))
        return content.framework, content.profiles, content.results

    def change(self, paths: Iterable[str]) -> None:
        """Show the site anew, now that files at `paths` may have changed, been made or removed."""
        with self._renewing:
            kept = {path for path in paths if self._matters(path)}
            if kept and not self._read_texts(kept):
                self._read_all()

    def judge(self) -> None:
        """Find everything that is wrong with the content that is shown."""
        with self._renewing:
            state, content = self.board.state, self._content
        if content is not None and state.snapshot is not None and not state.is_behind:
            self.board.judge(state.snapshot, pipeline.judged(content).diagnostics)
            gc.collect()

    def learn(self, divided: Iterable[str]) -> None:
        """Take notice of addresses of pages that are divided: links into them then lead to the right part."""
        self.workshop.long.update(divided)

    def page(self, address: str) -> Shown | None:
        """The page at `address`; None where there is none.

        A page that cannot be made is shown as it was when all was well. Raises: CannotShow.
        """
        state = self.board.state
        if state.snapshot is None:
            raise CannotShow
        try:
            return state.snapshot.page(address)
        except StalePlan:
            with self._renewing:
                if self.board.state.snapshot is state.snapshot:
                    self._read_all()
            return self.page(address)
        except BrokenTheme as error:
            self.board.note(state.snapshot, error.diagnostics)
        except KeyError as error:
            config = state.snapshot.frame.config
            self.board.note(state.snapshot, [BROKEN_THEME.at(config.position, str(error.args[0]))])
        return _sound_page(state, address)

    def _matters(self, path: str) -> bool:
        """Whether `path` is or was something of ours. What an editor makes for a moment is gone by now."""
        if path.rpartition("/")[2].startswith("."):
            return False
        if (
            os.path.lexists(self.workshop.root / path)
            or f"{path}/".startswith(_THEME)
            or self._content is None
        ):
            return True
        read = self._content.reading
        known = itertools.chain(self._remembered, read.sources, read.files, read.exports, read.strays)
        return any(each == path or each.startswith(f"{path}/") for each in known)

    def _read_texts(self, paths: Iterable[str]) -> bool:
        """Show what changed, if that was the words of texts; whether it was."""
        state, content = self.board.state, self._content
        if content is None or state.snapshot is None or state.is_behind:
            return False
        read = reading.reread(self.workshop.root, content.reading, paths)
        revised = understanding.revised(content, read) if read is not None else None
        if revised is None:
            return False
        self._keep(revised)
        if revised.graph is not content.graph:
            self.board.show(Snapshot(revised, state.snapshot.frame, self.workshop, is_replanned=True))
        return True

    def _read_all(self) -> None:
        root, shown = self.workshop.root, self.board.state.snapshot
        read = reading.read(root, before=self._remembered or None)
        content = understanding.understood(root, read, self.workshop.date)
        self._keep(content)
        faults = pipeline.unreadable(content)
        if read.config is None or content.plan is None or _has_lost(read, faults, shown):
            self.board.stay(faults)
            return
        try:
            frame = frame_for(root, read.config, content.plan, shown.frame if shown is not None else None)
            self.board.show(Snapshot(content, frame, self.workshop))
        except BrokenTheme as error:
            self.board.stay(error.diagnostics)

    def _keep(self, content: Understood) -> None:
        self._content = content
        self._remembered = content.reading.remembered or self._remembered


def _has_lost(read: Reading, faults: Iterable[Diagnostic], shown: Snapshot | None) -> bool:
    """Whether a file that has an error held a record of what is shown, which it does not hold any more."""
    wrong = {finding.position.path for finding in faults}
    before = shown.content.reading.records if shown is not None else ()
    kept = {each.id for each in read.records}
    return any(each.position.path in wrong and each.id not in kept for each in before)


def _sound_page(state: State, address: str) -> Shown | None:
    """The page of when all was well. Raises: CannotShow."""
    if state.sound is None or state.sound is state.snapshot:
        raise CannotShow
    try:
        return state.sound.page(address)
    except (StalePlan, BrokenTheme, KeyError) as error:
        raise CannotShow from error
