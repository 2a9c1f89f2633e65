"""Measures what 100,000 published rows add to a build: seconds and memory, with and without them in turn."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from made_up import REPOSITORY, model_of
from made_up_results import write_results
from rich.console import Console
from rich.table import Table

ROWS, ORGANIZATIONS, SESSIONS = 100_000, 1_500, 80
SECONDS, MEGABYTES = 30.0, 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Wall seconds of one build, and the memory of its largest process in MB."""

    seconds: float
    megabytes: float


def make_roots(folder: Path) -> tuple[Path, Path]:
    """This repository's framework without results, and with many."""
    plain, full = folder / "plain", folder / "full"
    for root in (plain, full):
        for name in ("framework", "profiles"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "site_config.yml", root)
    model = model_of(plain)
    write_results(
        full, model=model, sessions=SESSIONS, organizations=ORGANIZATIONS, rows=ROWS, seed="benchmark"
    )
    return plain, full


def build(root: Path) -> Build:
    """One build by the command line, in a process whose own children count too."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    command = [sys.executable, "-m", "generator.cli", "build", "--root", str(root), "--date", "2026-11-01"]
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    # macOS counts bytes where Linux counts kB
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Build(seconds=time.perf_counter() - started, megabytes=int(done.stdout) / unit)


def median(builds: list[Build]) -> Build:
    return Build(
        seconds=statistics.median(each.seconds for each in builds),
        megabytes=statistics.median(each.megabytes for each in builds),
    )


def main() -> int:
    """0 where both promises are kept, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        roots = make_roots(Path(folder))
        builds = [[build(root) for root in roots] for _ in range(runs)]
    plain, full = (median(list(each)) for each in zip(*builds, strict=True))
    table = Table("build", "wall", "largest process", title=f"{ROWS:,} rows, medians of {runs} runs")
    for name, each in (("without results", plain), ("with results", full)):
        table.add_row(name, f"{each.seconds:.1f} s", f"{each.megabytes:.0f} MB")
    seconds, megabytes = full.seconds - plain.seconds, full.megabytes - plain.megabytes
    table.add_row("they add", f"{seconds:.1f} s of {SECONDS:g}", f"{megabytes:.0f} MB of {MEGABYTES:g}")
    Console().print(table)
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
