"""Generators that do the same steps in turn, each step measured."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_of import counts_in
from measuring import Cost, Failed, measured, median, together

FULL, AGAIN, CHANGED = "full build", "nothing changed", "one page changed"
CHECK_COLD, CHECK_WARM = "check, nothing cached", "check again"
STEPS = (FULL, AGAIN, CHANGED, CHECK_COLD, CHECK_WARM)
# Pages that a generator makes of its own accord.
_OWN_PAGES = frozenset({"404.html", "offline.html", "genindex.html", "search.html", "search/index.html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Commands that run one after the other, what is removed before, and the text file that is changed."""

    commands: Sequence[Sequence[str | Path]]
    removed: tuple[Path, ...] = ()
    changed: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A generator with its project in `folder`. `article` selects what of a page is counted."""

    key: str
    title: str
    folder: Path
    output: Path
    article: str
    steps: Mapping[str, Step]
    env: Mapping[str, str] = field(default_factory=dict)
    versions: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a generator made: pages, their table rows and links, the bytes and number of all files."""

    pages: int
    rows: int
    links: int
    size: int
    files: int


Outcome = Cost | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one command may take at most."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of each step of each contestant, run by run."""

    found: Mapping[tuple[str, str], Sequence[Outcome]]

    def median(self, key: str, step: str) -> Cost | None:
        """None where a run failed, or there is no such step."""
        costs = self._costs(key, step)
        return median(costs) if costs else None

    def ratio(self, key: str, other: str, step: str) -> tuple[float, float] | None:
        """Wall and CPU seconds of one by those of another in the same run: the medians."""
        pairs = list(zip(self._costs(key, step), self._costs(other, step), strict=False))
        if not pairs:
            return None
        shares = [Cost(wall=a.wall / b.wall, cpu=a.cpu / b.cpu, megabytes=0) for a, b in pairs]
        return median(shares).wall, median(shares).cpu

    def failures(self) -> Iterator[tuple[str, str, Failed]]:
        """Contestant, step and why, once each."""
        for (key, step), runs in self.found.items():
            failed = [each for each in runs if isinstance(each, Failed)]
            if failed:
                yield key, step, failed[0]

    def _costs(self, key: str, step: str) -> list[Cost]:
        runs = self.found.get((key, step), ())
        costs = [each for each in runs if isinstance(each, Cost)]
        return costs if len(costs) == len(runs) else []


def contest(contestants: Sequence[Contestant], *, runs: int, limits: Limits) -> Outcomes:
    """All steps of all contestants, in turn, so that what disturbs the machine disturbs all alike."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for run in range(1, runs + 1):
        for name in STEPS:
            for each in (one for one in contestants if name in one.steps):
                outcome = taken(each, each.steps[name], run, limits)
                found.setdefault((each.key, name), []).append(outcome)
                print(f"run {run}: {each.title}, {name}: {said(outcome)}", flush=True)
    return Outcomes(found)


def said(outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        return f"failed: {outcome}"
    return f"{outcome.wall:.2f} s, {outcome.cpu:.2f} CPU s, {outcome.megabytes:.0f} MB"


def taken(contestant: Contestant, step: Step, run: int, limits: Limits) -> Outcome:
    """One step, as it went."""
    for path in step.removed:
        shutil.rmtree(path, ignore_errors=True)
    if step.changed is not None:
        with step.changed.open("a", encoding="utf-8") as file:
            file.write(f"\nA sentence that was not there before run {run}.\n")
    # What a step has to write is not what another left to be written.
    os.sync()
    try:
        costs = [
            measured(
                command,
                env=contestant.env,
                folder=contestant.folder,
                seconds=limits.seconds,
                megabytes=limits.megabytes,
            )
            for command in step.commands
        ]
    except Failed as failed:
        return failed
    return together(costs)


def output_of(contestant: Contestant) -> Output:
    """What lies in a contestant's output."""
    files = [path for path in contestant.output.rglob("*") if path.is_file()]
    counts: Counter[str] = Counter()
    for path in files:
        name = path.relative_to(contestant.output).as_posix()
        if path.suffix == ".html" and name not in _OWN_PAGES:
            counts.update(counts_in(path.read_text(encoding="utf-8"), contestant.article))
    return Output(
        pages=counts["pages"],
        rows=counts["rows"],
        links=counts["links"],
        size=sum(path.stat().st_size for path in files),
        files=len(files),
    )
