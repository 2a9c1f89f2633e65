"""Writes what was measured into `RESULTS.md`: each command its own part of it."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bars import OURS, Bar, bars_of, growth_bar
from contest import STEPS, Contestant, Outcomes, Output
from measuring import Cost

DOCUMENT = Path(__file__).resolve().parent / "RESULTS.md"
_TITLE = "# Results of the benchmarks\n\nWritten by `python benchmarks/peers.py`; not to be edited by hand.\n"
_PART = re.compile(r"^(?=## )", re.MULTILINE)
# Folders of the machine, of what a generator says when it fails.
_PATH = re.compile(r"(?<![\w.])/(?:[\w.-]+/)+")
_MEGABYTE = 1_000_000

MADE = """\
Rows of tables and links are counted in the articles of the finished pages. The others were given these
articles as Markdown. Ours makes them from its records, and with them drawings, data files, definitions and an
index of names, which are in its numbers. No count of pages, rows or links differs from ours by more than
{difference:.1%}.
"""


def record(title: str, lines: Iterable[str], document: Path = DOCUMENT) -> None:
    """Writes a part of the document anew, and leaves the others."""
    text = document.read_text(encoding="utf-8") if document.is_file() else _TITLE
    parts = [part for part in _PART.split(text)[1:] if not part.startswith(f"## {title}\n")]
    parts.append("\n".join([f"## {title}\n", *lines]) + "\n")
    parts.sort()
    document.write_text("\n".join([_TITLE, *(f"{part.rstrip()}\n" for part in parts)]), encoding="utf-8")


def machine() -> str:
    """What it was measured on, on a line."""
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return (
        f"{datetime.datetime.now(tz=datetime.UTC).date()}, {found[1] if found else platform.processor()}, "
        f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, "
        f"tfpub {importlib.metadata.version('tfpub')}"
    )


def load() -> str:
    return f"{os.getloadavg()[0]:.1f} other processes wanted the processors at the start."


def comparison(
    contestants: Sequence[Contestant],
    outcomes: Outcomes,
    outputs: Mapping[str, Output],
    *,
    runs: int,
    start: str,
) -> Iterator[str]:
    """What came of all generators over the same pages."""
    pages = outputs[OURS].pages
    yield f"{pages:,} pages. {machine()}. Runs in turn: {runs}, of which these are medians. {start}\n"
    yield "Ratios are ours by theirs in the same run, wall / CPU seconds; under 1, ours is faster.\n"
    for step in STEPS:
        rows = list(_step_rows(contestants, outcomes, step))
        if rows:
            yield f"### {step.capitalize()}\n"
            yield from table(("generator", "wall s", "CPU s", "peak MB", "ours / theirs"), rows)
    yield "### Promises\n"
    yield "They are made for 10,000 pages and two processors.\n"
    yield from bar_table(bars_of(outcomes, {each.key: each.title for each in contestants}))
    yield "### What they were given, and what they made\n"
    yield MADE.format(difference=_difference(outputs))
    yield from table(
        ("generator", "pages", "table rows", "links", "output MB", "files"),
        list(_output_rows(contestants, outputs)),
    )
    for each in contestants:
        known = ": ".join(text for text in (each.versions, each.note) if text)
        yield f"- {each.title}: {known}."
    yield from _failures(outcomes)


def _output_rows(
    contestants: Sequence[Contestant], outputs: Mapping[str, Output]
) -> Iterator[tuple[str, ...]]:
    for each in contestants:
        made = outputs[each.key]
        counts = (f"{count:,}" for count in (made.pages, made.rows, made.links))
        yield each.title, *counts, f"{made.size / _MEGABYTE:,.1f}", f"{made.files:,}"


def _difference(outputs: Mapping[str, Output]) -> float:
    """By how much a count of pages, rows or links differs from ours, at most."""
    own = outputs[OURS]
    return max(
        abs(other / count - 1)
        for made in outputs.values()
        for count, other in ((own.pages, made.pages), (own.rows, made.rows), (own.links, made.links))
        if count
    )


def _step_rows(contestants: Sequence[Contestant], outcomes: Outcomes, step: str) -> Iterator[tuple[str, ...]]:
    for each in contestants:
        if step not in each.steps:
            continue
        cost = outcomes.median(each.key, step)
        ratio = outcomes.ratio(OURS, each.key, step) if each.versions else None
        numbers = _numbers(cost) if cost else ("failed", "", "")
        yield each.title, *numbers, f"{ratio[0]:.2f} / {ratio[1]:.2f}" if ratio else ""


def growth(
    sizes: Mapping[str, int], contestants: Sequence[Contestant], outcomes: Outcomes, *, runs: int, start: str
) -> Iterator[str]:
    """What ours costs by number of pages, smaller ones first. `sizes`: contestant -> pages that it made."""
    yield f"{machine()}. Runs in turn: {runs}, of which these are medians. {start}\n"
    for title in dict.fromkeys(each.title for each in contestants):
        kind = [each for each in contestants if each.title == title]
        for step in (step for step in STEPS if step in kind[0].steps):
            yield f"### {title}, {step}\n"
            yield from _growth_of(step, kind, sizes, outcomes)
    yield from _failures(outcomes)


def _growth_of(
    step: str, kind: Sequence[Contestant], sizes: Mapping[str, int], outcomes: Outcomes
) -> Iterator[str]:
    costs = [(each, outcomes.median(each.key, step)) for each in kind]
    made = [(sizes[each.key], cost) for each, cost in costs if cost is not None]
    rows = [(f"{pages:,}", *_numbers(cost), f"{cost.cpu / pages * 1000:.2f}") for pages, cost in made]
    rows += [(each.key, "failed", "", "", "") for each, cost in costs if cost is None]
    yield from table(("pages", "wall s", "CPU s", "peak MB", "CPU ms a page"), rows)
    if len(made) > 1:
        pages, seconds = [pages for pages, _ in made], [cost.cpu for _, cost in made]
        yield from bar_table([growth_bar(pages, seconds, is_whole=len(made) == len(kind))])


def _numbers(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:,.0f}"


def _failures(outcomes: Outcomes) -> Iterator[str]:
    for key, step, failed in outcomes.failures():
        yield f"\n**{key} failed** ({step}):\n\n```\n{_PATH.sub('', str(failed))}\n```"


def bar_table(bars: Iterable[Bar]) -> Iterator[str]:
    rows = [(each.name, each.most, each.value, each.verdict) for each in bars]
    return table(("promise", "at most", "measured", "verdict"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'--:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
