"""Runs a command and measures it: seconds, processor time, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took: wall and processor seconds, and the most memory at one time, in MB.

    Memory is that of the command and all that it started, what they share counted once (Linux: the
    sum of PSS, looked at ten times a second; elsewhere that of the largest process).
    """

    wall: float
    cpu: float
    megabytes: float


def measured(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> Cost:
    """One run of `command`. Raises: CalledProcessError if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    peak = [0.0]
    with subprocess.Popen(
        command, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        watcher = threading.Thread(target=_watch, args=(process, peak))
        watcher.start()
        code = process.wait()
        wall = time.perf_counter() - started
        watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, [str(word) for word in command])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall=wall, cpu=cpu, megabytes=peak[0] or after.ru_maxrss / 1000)


def median(costs: Sequence[Cost]) -> Cost:
    """Each number's median."""
    return Cost(
        wall=statistics.median(each.wall for each in costs),
        cpu=statistics.median(each.cpu for each in costs),
        megabytes=statistics.median(each.megabytes for each in costs),
    )


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_proportional, _family(process.pid))))
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
