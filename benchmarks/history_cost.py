"""Measures how long reading the history of a large repository takes: `python benchmarks/history_cost.py`."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.history import history_of

_DAY, _BEGIN = 86_400, 1_577_836_800
_TIMES = 5
_EVERY = 50
_SECONDS = 5.0


def main() -> int:
    """Makes a repository, reads its history some times, prints the seconds that it took: 1 if too many."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--files", type=int, default=5_000)
    wanted.add_argument("--commits", type=int, default=10_000)
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_repository(root, asked.files, asked.commits)
        seconds = []
        for _ in range(_TIMES):
            begun = time.perf_counter()
            found = history_of(root, results="results_data")
            seconds.append(time.perf_counter() - begun)
        changes = sum(len(each) for each in found.by_path.values())
        print(
            f"{asked.files} files, {asked.commits} commits: {len(found.by_path)} files have {changes} changes"
        )
        print(f"{statistics.median(seconds):.2f} s (median of {_TIMES}; at most {max(seconds):.2f})")
    return int(statistics.median(seconds) > _SECONDS)


def make_repository(root: Path, files: int, commits: int) -> None:
    """A repository in which each commit changes a few files, and one in fifty renames one."""
    subprocess.run(["git", "-C", str(root), "init", "-q", "-b", "main"], check=True)
    stream = b"".join(_stream(files, commits))
    importing = ["git", "-C", str(root), "fast-import", "--quiet"]
    subprocess.run(importing, input=stream, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})


def _stream(files: int, commits: int) -> Iterator[bytes]:
    names = [f"profiles/d{number % 20}/p{number // 20}/text-{number}.md" for number in range(files)]
    for commit in range(commits):
        subject = f"Change {commit}: say it in other words".encode()
        yield b"commit refs/heads/main\n"
        yield f"committer Editor <editor@example.org> {_BEGIN + commit * _DAY // 4} +0000\n".encode()
        yield b"data %d\n%s\n" % (len(subject), subject)
        # The first commit adds all; later ones touch neighbours, as an edit of a profile does.
        touched = range(files) if commit == 0 else [(commit * 7 + more) % files for more in range(3)]
        for number in touched:
            text = f"# Text {number}\n\n{'One sentence of it. ' * 20}\n\nState {commit}.\n".encode()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (names[number].encode(), len(text), text)
        if commit and commit % _EVERY == 0:
            number = (commit * 11) % files
            renamed = f"{names[number].removesuffix('.md')}-{commit}.md"
            yield f"R {names[number]} {renamed}\n".encode()
            names[number] = renamed


if __name__ == "__main__":
    sys.exit(main())
