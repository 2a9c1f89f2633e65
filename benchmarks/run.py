"""Measures what is promised: checking 3,000 content files, and putting a page into its shell."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content import write_root
from rich.console import Console
from rich.table import Table

from generator import checks, pipeline, reading
from generator.linking import link
from generator.publishing.links import LinkStyle
from generator.publishing.shell import Shells
from generator.reading import Reading, parse
from generator.rendering.templates import Renderer
from generator.results import FullGraph, full_graph
from generator.site import Fragment
from generator.source import theme_folders

CHECKED_FILES = 3000
SHELL_FILES = 600
CHECK_SECONDS = 5.0
SHELL_MILLISECONDS = 0.2
LOAD = f"{os.getloadavg()[0]:.1f} other processes wanted the {os.cpu_count()} processors at the start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Medians of several runs of one thing, and the most that its wall time may be."""

    name: str
    unit: str
    wall: float
    cpu: float
    bar: float | None = None

    @property
    def is_kept(self) -> bool:
        return self.bar is None or self.wall <= self.bar


def measure(name: str, runs: int, work: Callable[[], object], bar: float | None = None) -> Measure:
    """Seconds that `work` takes."""
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Measure(name=name, unit="s", wall=statistics.median(walls), cpu=statistics.median(cpus), bar=bar)


def linked(read: Reading) -> FullGraph:
    graph = link(
        read.records,
        externals=read.externals,
        tombstones=read.tombstones,
        redirects=read.redirects,
        files=read.files,
        unread=read.unread,
    )
    return full_graph(graph)


def check_root(root: Path) -> None:
    """What `tfpub check` does, without printing. Raises: SystemExit if the made content has a finding."""
    findings = pipeline.check(root).diagnostics
    if findings:
        sys.exit(f"the made content has findings, the first: {findings[0]}")


def check_measures(root: Path, runs: int) -> list[Measure]:
    files = write_root(root, CHECKED_FILES)
    return [
        *stage_measures(root, files, runs),
        measure(f"read, link and check {files} files", runs, lambda: check_root(root), bar=CHECK_SECONDS),
    ]


def stage_measures(root: Path, files: int, runs: int) -> Iterator[Measure]:
    read = reading.read(root)
    graph = linked(read)
    yield measure(f"read {files} files", runs, lambda: reading.read(root))
    yield measure("link them", runs, lambda: linked(read))
    yield measure("check them", runs, lambda: list(checks.check_all(graph)))


def shell_measures(root: Path, runs: int) -> Iterator[Measure]:
    write_root(root, SHELL_FILES)
    checked = pipeline.check(root)
    config, plan, theme = checked.reading.config, checked.plan, theme_folders(root)
    assert config is not None and plan is not None
    style = LinkStyle.http(config.site.url)
    yield measure("make the shells of all sections", runs, lambda: Shells(config, plan, theme, style))
    renderer, shells = Renderer(checked.public, theme, parse), Shells(config, plan, theme, style)
    fragments = [renderer.render(page) for page in plan.pages]
    whole = measure("", runs, lambda: fill(shells, fragments))
    thousands = len(fragments) / 1000
    yield Measure(
        name="put a page into its shell",
        unit="ms",
        wall=whole.wall / thousands,
        cpu=whole.cpu / thousands,
        bar=SHELL_MILLISECONDS,
    )


def fill(shells: Shells, fragments: list[Fragment]) -> None:
    for fragment in fragments:
        shells.page(fragment)


def table_of(measures: list[Measure], runs: int) -> Table:
    table = Table("measure", "wall", "CPU", "bar", "", title=f"Medians of {runs} runs", caption=LOAD)
    for each in measures:
        bar = "" if each.bar is None else f"{each.bar:g} {each.unit}"
        verdict = "" if each.bar is None else "kept" if each.is_kept else "missed"
        table.add_row(each.name, f"{each.wall:.3f} {each.unit}", f"{each.cpu:.3f} {each.unit}", bar, verdict)
    return table


def main() -> int:
    """0 where every bar is kept, else 1."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        checking = check_measures(Path(folder, "check"), runs)
        shells = list(shell_measures(Path(folder, "shell"), runs))
    Console().print(table_of(checking + shells, runs))
    return 0 if all(each.is_kept for each in checking + shells) else 1


if __name__ == "__main__":
    sys.exit(main())
