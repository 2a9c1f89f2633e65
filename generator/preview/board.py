"""What a preview shows, and who waits for something new."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic
from generator.preview.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a preview shows at one time; each has a `number` of its own, higher than those before.

    `snapshot`: None if there never was anything to show. `is_behind` if it is of earlier content, as the
    present one cannot be shown. `sound`: the last one without errors. `findings`: what is wrong with the
    content, all of it once `is_judged`. `faults`: what was wrong with pages when they were asked for.
    """

    number: int = 0
    snapshot: Snapshot | None = None
    sound: Snapshot | None = None
    is_behind: bool = False
    is_judged: bool = False
    findings: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()

    @property
    def known(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong, as far as it is known."""
        return tuple(dict.fromkeys((*self.findings, *self.faults)))


class Board:
    """The present state. Any thread may look at it, or wait for another one."""

    def __init__(self) -> None:
        self._state = State()
        self._news = threading.Condition()

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    def wait(self, number: int, seconds: float) -> State:
        """The first state with a higher number than that; the present one, if none comes in time."""
        with self._news:
            self._news.wait_for(lambda: self._state.number > number, seconds)
            return self._state

    def show(self, snapshot: Snapshot) -> None:
        """From now on show `snapshot`, of which it is not known yet whether anything is wrong with it."""
        with self._news:
            self._tell(replace(self._state, snapshot=snapshot, is_behind=False, is_judged=False, faults=()))

    def stay(self, findings: tuple[Diagnostic, ...]) -> None:
        """Go on with what is shown: there is newer content, but for `findings` it cannot be shown."""
        with self._news:
            self._tell(replace(self._state, is_behind=True, is_judged=True, findings=findings, faults=()))

    def judge(self, snapshot: Snapshot, findings: tuple[Diagnostic, ...]) -> None:
        """`findings` are all that is wrong with `snapshot`, if that is still shown."""
        with self._news:
            if self._state.snapshot is snapshot and not self._state.is_behind:
                is_sound = not any(each.is_error for each in findings)
                sound = snapshot if is_sound else self._state.sound
                self._tell(replace(self._state, findings=findings, is_judged=True, sound=sound))

    def note(self, snapshot: Snapshot, faults: Iterable[Diagnostic]) -> None:
        """A page of `snapshot` cannot be made for `faults`."""
        with self._news:
            new = tuple(dict.fromkeys((*self._state.faults, *faults)))
            if snapshot is self._state.snapshot and new != self._state.faults:
                self._tell(replace(self._state, faults=new))

    def _tell(self, state: State) -> None:
        self._state = replace(state, number=self._state.number + 1)
        self._news.notify_all()
