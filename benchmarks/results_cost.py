"""Measures what 100,000 published rows add to a build: seconds and memory, in turn with a few rows."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from made_up import REPOSITORY, model_of
from made_up_results import write_results
from measuring import Cost, measured, median
from rich.console import Console
from rich.table import Table

ROWS, ORGANIZATIONS, SESSIONS = 100_000, 1_500, 80
SECONDS, MEGABYTES = 30.0, 1_000.0


def make_roots(folder: Path) -> tuple[Path, Path]:
    """This repository's framework with one small event, as texts link to results, and with many."""
    plain, full = folder / "plain", folder / "full"
    for root in (plain, full):
        for name in ("framework", "profiles"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "site_config.yml", root)
    model = model_of(plain)
    sizes = ((plain, 1, 8, 8), (full, SESSIONS, ORGANIZATIONS, ROWS))
    for root, sessions, organizations, rows in sizes:
        write_results(
            root, model=model, sessions=sessions, organizations=organizations, rows=rows, seed="benchmark"
        )
    return plain, full


def build(root: Path) -> Cost:
    """One build by the command line."""
    command = [
        sys.executable,
        "-m",
        "generator.cli",
        "build",
        "--no-downloads",
        "--root",
        root,
        "--clean",
        "--date",
        "2026-11-01",
    ]
    return measured(command, env={"PYTHONPATH": str(REPOSITORY)})


def main() -> int:
    """0 where both promises are kept, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        roots = make_roots(Path(folder))
        builds = [[build(root) for root in roots] for _ in range(runs)]
    plain, full = (median(list(each)) for each in zip(*builds, strict=True))
    table = Table(
        "build", "wall", "CPU", "memory, all processes", title=f"{ROWS:,} rows, medians of {runs} runs"
    )
    for name, each in (("with a few results", plain), ("with all results", full)):
        table.add_row(name, f"{each.wall:.1f} s", f"{each.cpu:.1f} s", f"{each.megabytes:.0f} MB")
    seconds, megabytes = full.wall - plain.wall, full.megabytes - plain.megabytes
    cpu = f"{full.cpu - plain.cpu:.1f} s"
    table.add_row("they add", f"{seconds:.1f} s of {SECONDS:g}", cpu, f"{megabytes:.0f} MB of {MEGABYTES:g}")
    Console().print(table)
    return 0 if seconds <= SECONDS and megabytes <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
