"""How soon a preview shows what was saved: the command as it runs, an open window, a file that changes."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import write_corpus
from rich.console import Console
from rich.table import Table

REPOSITORY = Path(__file__).resolve().parents[1]
CONTENT = ("site_config.yml", "waivers.yml", "framework", "profiles", "results_data")
DATE = "2026-11-01"
BAR = 0.3
_SHOWN = re.compile(r'data-shown="([^"]+)"')
_QUIET = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of a file that `page` shows: `old` is replaced by words that are new each time."""

    name: str
    path: str
    old: str
    page: str
    bar: float | None = BAR


@dataclass(frozen=True, slots=True)
class Served:
    """The command, running."""

    process: subprocess.Popen[str]
    url: str

    def get(self, address: str) -> str:
        """The page at `address`, as it is sent."""
        with urllib.request.urlopen(self.url + address) as answer:
            return str(answer.read().decode())

    @property
    def cpu(self) -> float:
        """Processor seconds of the command itself, all of its threads together; Linux tells."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(root: Path) -> Iterator[tuple[Served, float]]:
    """The running command, and the seconds from its start to its first page."""
    begun = time.perf_counter()
    words = [sys.executable, "-m", "generator.cli", "serve", "--root", root, "--date", DATE, "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        running = Served(process, process.stdout.readline().split()[0])
        running.get("")
        try:
            yield running, time.perf_counter() - begun
        finally:
            process.send_signal(signal.SIGINT)


def times_of(running: Served, root: Path, edit: Edit, runs: int) -> tuple[list[float], list[float]]:
    """Seconds from saving to the new page, and processor seconds of the command meanwhile, for each run."""
    walls, cpus = [], []
    for run in range(runs):
        found = _SHOWN.search(running.get(edit.page))
        assert found is not None
        stream = f"{running.url}__tfpub__/events?page=/{edit.page}&shown={found[1]}"
        with urllib.request.urlopen(stream) as events:
            # Findings of the change before come first.
            time.sleep(_QUIET)
            new = f"{edit.old} changed{time.monotonic_ns()}x{run}"
            text = (root / edit.path).read_text(encoding="utf-8")
            cpu, begun = running.cpu, time.perf_counter()
            (root / edit.path).write_text(text.replace(edit.old, new, 1), encoding="utf-8")
            while events.readline() != b"event: reload\n":
                pass
            page = running.get(edit.page)
            walls.append(time.perf_counter() - begun)
            cpus.append(running.cpu - cpu)
            assert new.rpartition(" ")[2] in page, f"{new!r} of {edit.path} is not on /{edit.page}"
            (root / edit.path).write_text(text, encoding="utf-8")
        while new.rpartition(" ")[2] in running.get(edit.page):
            time.sleep(_QUIET)
    return walls, cpus


def edits_of(root: Path) -> Iterator[Edit]:
    """A text of each kind, and a name that other pages show."""
    for name, pattern in (
        ("text of a profile", "profiles/*/*/*.md"),
        ("transaction", "framework/*/transactions/*.md"),
    ):
        files = sorted(path for path in root.glob(pattern) if path.name != "index.md")
        path = files[len(files) // 2]
        word = max(re.findall(r"^[A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+", path.read_text(), re.MULTILINE), key=len)
        parts = path.relative_to(root).with_suffix("").parts
        page = "/".join(parts) if parts[0] == "profiles" else "/".join(parts[2:])
        yield Edit(name=name, path=path.relative_to(root).as_posix(), old=word, page=f"{page}/")
        if parts[0] == "profiles":
            profile = path.with_name("profile.yml")
            title = re.search(r"^name: (.*)$", profile.read_text(), re.MULTILINE)
            assert title is not None
            yield Edit(
                name="name of a profile",
                path=profile.relative_to(root).as_posix(),
                old=title[1],
                page=f"{'/'.join(parts[:3])}/",
                bar=None,
            )


def main() -> None:
    """Measures this repository's content and a made one, and says whether the promise is kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=5)
    wanted = arguments.parse_args()
    table = Table("root", "what", "median s", "slowest s", "CPU s", f"at most {BAR} s")
    is_kept = True
    with tempfile.TemporaryDirectory() as folder:
        own, made = Path(folder, "own"), Path(folder, "made")
        for name in CONTENT:
            copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
            own.mkdir(exist_ok=True)
            if (REPOSITORY / name).exists():
                copy(REPOSITORY / name, own / name)
        write_corpus(made, wanted.pages)
        for title, root in (("this repository", own), (f"{wanted.pages:,} pages", made)):
            with served(root) as (running, first):
                table.add_row(title, "start to first page", f"{first:.2f}", "", f"{running.cpu:.2f}", "")
                for edit in edits_of(root):
                    walls, cpus = times_of(running, root, edit, wanted.runs)
                    median = statistics.median(walls)
                    kept = edit.bar is None or median <= edit.bar
                    is_kept = is_kept and kept
                    verdict = "" if edit.bar is None else "yes" if kept else "no"
                    cells = (median, max(walls), statistics.median(cpus))
                    table.add_row(title, edit.name, *(f"{each:.3f}" for each in cells), verdict)
    Console(width=110).print(table)
    sys.exit(0 if is_kept else 1)


if __name__ == "__main__":
    main()
