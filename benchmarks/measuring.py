"""Runs a command and measures it: seconds, processor time, and the memory of all its processes together."""

from __future__ import annotations

import math
import os
import resource
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS = 0.1
_LINES_SAID = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took: wall and processor seconds, and the most memory at one time, in MB.

    Memory is that of the command and all that it started, what they share counted once (Linux: the
    sum of PSS, looked at ten times a second; elsewhere that of the largest process).
    """

    wall: float
    cpu: float
    megabytes: float


class Failed(Exception):
    """A command ended with an error or was not done in time; says which, and the last that it printed."""


def measured(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    seconds: float | None = None,
    megabytes: float = math.inf,
) -> Cost:
    """One run of `command` in `folder`.

    Raises: Failed if it fails, takes longer than `seconds`, or needs more memory than `megabytes`.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = [0.0]
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        with subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            cwd=folder,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            watcher = threading.Thread(target=_watch, args=(process, peak, megabytes))
            watcher.start()
            code = _ended(process, seconds)
            wall = time.perf_counter() - started
            watcher.join()
        if peak[0] > megabytes:
            raise Failed(f"more than {megabytes:,.0f} MB of memory")
        if code:
            printed.seek(0)
            said = printed.read().decode(errors="replace").strip().splitlines()[-_LINES_SAID:]
            raise Failed("\n".join([f"exit {code}", *said]))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall=wall, cpu=cpu, megabytes=peak[0] or after.ru_maxrss / 1000)


def _ended(process: subprocess.Popen[bytes], seconds: float | None) -> int:
    """The exit code; where time is up, or we are stopped, the process and all it started are ended."""
    try:
        return process.wait(seconds)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        if isinstance(error, subprocess.TimeoutExpired):
            raise Failed(f"not done after {seconds:g} s") from error
        raise


def together(costs: Sequence[Cost]) -> Cost:
    """What commands cost that ran one after the other."""
    return Cost(
        wall=sum(each.wall for each in costs),
        cpu=sum(each.cpu for each in costs),
        megabytes=max(each.megabytes for each in costs),
    )


def median(costs: Sequence[Cost]) -> Cost:
    """Each number's median."""
    return Cost(
        wall=statistics.median(each.wall for each in costs),
        cpu=statistics.median(each.cpu for each in costs),
        megabytes=statistics.median(each.megabytes for each in costs),
    )


def _watch(process: subprocess.Popen[bytes], peak: list[float], most: float) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_proportional, _family(process.pid))))
        if peak[0] > most:
            os.killpg(process.pid, signal.SIGKILL)
            return
        time.sleep(_BETWEEN_LOOKS)


def _family(process: int) -> Iterator[int]:
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(process: int) -> float:
    """The memory of a process in MB, of what it shares only its part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)
