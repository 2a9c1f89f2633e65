"""A Dask scheduler with workers on this machine, each a process of its own that a test may end."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_support import environment, missing

_SECONDS = 120


@dataclass(frozen=True)
class Cluster:
    """The address of the scheduler, `host:port`, and its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def a_cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    if importlib.util.find_spec("distributed") is None:
        missing("dask.distributed")
    file = folder / "scheduler.json"
    scheduler = _started(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
    hands = [
        _started(folder / f"{number}", "worker", "--scheduler-file", file, "--no-nanny", "--nthreads", "1")
        for number in range(workers)
    ]
    try:
        yield Cluster(_address(file), tuple(hands))
    finally:
        for process in (*hands, scheduler):
            process.kill()
            process.wait()


def _started(folder: Path, part: str, *words: str | Path) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard", *map(str, words)]
    with (folder / f"{part}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=environment(), stdout=log, stderr=log)


def _address(file: Path) -> str:
    for _ in range(_SECONDS * 10):
        if file.exists():
            return str(json.loads(file.read_bytes())["address"]).removeprefix("tcp://")
        time.sleep(0.1)
    raise TimeoutError("the scheduler does not start")
