"""Measures our generator and others over the same pages, in turn, and writes `benchmarks/RESULTS.md`.

`python benchmarks/peers.py --pages 10000 --runs 3` compares; with `--growth`, ours alone is measured by size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bars import OURS, UNSEARCHED
from contest import AGAIN, CHANGED, CHECK_COLD, CHECK_WARM, FULL, Contestant, Limits, Step, contest, output_of
from corpus import CHANGED_PAGE, DAY, write_corpus
from made_up import REPOSITORY
from markdown_sites import pages_of
from measuring import Failed, measured
from peer_sites import PEERS, Peer
from results_document import comparison, growth, load, record

SIZES = (500, 2_000, 10_000, 50_000)
GROWTH_STEPS = (FULL, AGAIN, CHECK_COLD)
ENVIRONMENTS = REPOSITORY / ".cache" / "benchmarks"
GENERATOR = (sys.executable, "-m", "generator.cli")
WITHOUT_SEARCH = (sys.executable, REPOSITORY / "benchmarks" / "unsearched.py")


def ours(root: Path, *, key: str = OURS) -> Contestant:
    """Our generator over the root in the folder `root`, by its command line."""
    options = ("--root", root, "--date", DAY)
    output = root.with_name(f"{root.name}-site")
    build = (*GENERATOR, "build", *options, "--output", output)
    check = (*GENERATOR, "check", *options)
    cache = root / ".cache"
    return Contestant(
        key=key,
        title="tfpub",
        folder=root,
        output=output,
        article="article",
        env={"PYTHONPATH": str(REPOSITORY)},
        note="its search; rebuilds by the same command",
        steps={
            FULL: Step(commands=[build], removed=(output, cache)),
            AGAIN: Step(commands=[build]),
            CHANGED: Step(commands=[build], changed=root / f"{CHANGED_PAGE}.md"),
            CHECK_COLD: Step(commands=[check], removed=(cache,)),
            CHECK_WARM: Step(commands=[check]),
        },
    )


def without_search(root: Path, pages: int, *, key: str = UNSEARCHED) -> Contestant:
    """The same without a search index, over a root of its own: caches are kept in roots."""
    write_corpus(root, pages)
    own = ours(root, key=key)
    full = own.steps[FULL]
    build = (*WITHOUT_SEARCH, *full.commands[0][len(GENERATOR) :])
    return replace(
        own,
        title="tfpub without search",
        note="the same without an index",
        steps={FULL: replace(full, commands=[build])},
    )


def contestant_of(peer: Peer, folder: Path, programs: Path) -> Contestant:
    """A peer over its project in `folder`."""
    again = peer.again(programs)
    return Contestant(
        key=peer.key,
        title=peer.title,
        folder=folder,
        output=folder / peer.output,
        article=peer.article,
        versions=peer.versions,
        note=peer.note,
        steps={
            FULL: Step(commands=peer.full(programs), removed=tuple(folder / name for name in peer.made)),
            AGAIN: Step(commands=again),
            CHANGED: Step(commands=again, changed=folder / peer.content / f"{CHANGED_PAGE}.md"),
        },
    )


def compare(folder: Path, pages: int, peers: Sequence[Peer], *, runs: int, limits: Limits) -> bool:
    """Whether nothing failed."""
    root = folder / "root"
    write_corpus(root, pages)
    own = ours(root)
    # The others are given what ours shows.
    measured(own.steps[FULL].commands[0], env=own.env, folder=root)
    shown = pages_of(own.output)
    contestants = [own, without_search(folder / "root-unsearched", pages)]
    for peer in peers:
        peer.write(shown, folder / peer.key)
        contestants.append(contestant_of(peer, folder / peer.key, peer.installed(ENVIRONMENTS)))
    start = load()
    outcomes = contest(contestants, runs=runs, limits=limits)
    outputs = {each.key: output_of(each) for each in contestants}
    record("Against others", comparison(contestants, outcomes, outputs, runs=runs, start=start))
    return not list(outcomes.failures())


def grow(folder: Path, sizes: Sequence[int], *, runs: int, limits: Limits) -> bool:
    """Whether nothing failed."""
    contestants = []
    for size in sizes:
        root = folder / f"root-{size}"
        write_corpus(root, size)
        own = ours(root, key=f"{OURS}-{size}")
        contestants.append(replace(own, steps={step: own.steps[step] for step in GROWTH_STEPS}))
        contestants.append(
            without_search(folder / f"root-{size}-unsearched", size, key=f"{UNSEARCHED}-{size}")
        )
    start = load()
    outcomes = contest(contestants, runs=runs, limits=limits)
    made = {each.key: output_of(each).pages for each in contestants}
    record("Growth", growth(made, contestants, outcomes, runs=runs, start=start))
    return not list(outcomes.failures())


def main() -> int:
    """0 where nothing failed, else 1. Promises that are missed are told, and are no failure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--peers", nargs="*", choices=[each.key for each in PEERS], help="all by default")
    arguments.add_argument("--growth", action="store_true", help="measure ours alone, by size")
    arguments.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="those of --growth")
    arguments.add_argument("--seconds", type=float, default=1800.0, help="the most that one command may take")
    arguments.add_argument("--megabytes", type=float, default=16_000.0, help="the most memory of one command")
    arguments.add_argument("--folder", type=Path, help="an empty folder to work in, which is kept")
    asked = arguments.parse_args()
    limits = Limits(seconds=asked.seconds, megabytes=asked.megabytes)
    with tempfile.TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        try:
            if asked.growth:
                is_whole = grow(folder, sorted(asked.sizes), runs=asked.runs, limits=limits)
            else:
                peers = [each for each in PEERS if asked.peers is None or each.key in asked.peers]
                is_whole = compare(folder, asked.pages, peers, runs=asked.runs, limits=limits)
        except Failed as failed:
            sys.exit(f"our own site could not be built: {failed}")
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
