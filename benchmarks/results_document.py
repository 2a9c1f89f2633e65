"""Writes what was measured into `RESULTS.md`: each command its own part of it."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bars import OURS, Bar, bars_of, exponent_of, growth_bar
from contest import STEPS, Contestant, Outcomes, Output

DOCUMENT = Path(__file__).resolve().parent / "RESULTS.md"
_TITLE = "# Results of the benchmarks\n\nWritten by `python benchmarks/peers.py`; not to be edited by hand.\n"
_PART = re.compile(r"^(?=## )", re.MULTILINE)
# Folders of the machine, of what a generator says when it fails.
_PATH = re.compile(r"(?<![\w.])/(?:[\w.-]+/)+")
_MEGABYTE = 1_000_000


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
    yield f"{machine()}. Runs in turn: {runs}, of which these are medians. {start}\n"
    yield "Ratios are ours by theirs in the same run, wall / CPU seconds; under 1, ours is faster.\n"
    for step in STEPS:
        rows = list(_step_rows(contestants, outcomes, step))
        if rows:
            yield f"### {step.capitalize()}\n"
            yield from table(("generator", "wall s", "CPU s", "peak MB", "ours / theirs"), rows)
    yield "### Promises\n"
    yield from bar_table(bars_of(outcomes, {each.key: each.title for each in contestants}))
    yield "### What they were given, and what they made\n"
    yield (
        "Rows of tables and links are counted in the articles of the finished pages. The others were given these "
        "articles as Markdown; ours makes them from its records, and with them drawings, data files, "
        f"definitions and an index of names. No count differs from ours by more than {_difference(outputs):.1%}.\n"
    )
    yield from table(
        ("generator", "pages", "table rows", "links", "output MB", "files"),
        [
            (
                each.title,
                f"{made.pages:,}",
                f"{made.rows:,}",
                f"{made.links:,}",
                f"{made.size / _MEGABYTE:,.1f}",
                f"{made.files:,}",
            )
            for each in contestants
            if (made := outputs.get(each.key)) is not None
        ],
    )
    for each in contestants:
        known = ": ".join(text for text in (each.versions, each.note) if text)
        yield f"- {each.title}: {known}."
    for key, step, failed in outcomes.failures():
        yield f"\n**{key} failed** ({step}):\n\n```\n{_PATH.sub('', str(failed))}\n```"


def _difference(outputs: Mapping[str, Output]) -> float:
    """By how much a count of pages, rows or links differs from ours, at most."""
    own = outputs[OURS]
    return max(
        abs(other / count - 1)
        for made in outputs.values()
        for count, other in ((own.pages, made.pages), (own.rows, made.rows), (own.links, made.links))
    )


def _step_rows(
    contestants: Sequence[Contestant], outcomes: Outcomes, step: str
) -> Iterator[tuple[str, ...]]:
    for each in contestants:
        if step not in each.steps:
            continue
        cost = outcomes.median(each.key, step)
        ratio = outcomes.ratio(OURS, each.key, step) if each.versions else None
        numbers = (
            (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:,.0f}") if cost else ("failed", "", "")
        )
        yield each.title, *numbers, f"{ratio[0]:.2f} / {ratio[1]:.2f}" if ratio else ""


def growth(
    sizes: Mapping[str, int], contestants: Sequence[Contestant], outcomes: Outcomes, *, runs: int, start: str
) -> Iterator[str]:
    """What ours costs by number of pages; `sizes`: contestant -> pages that it made."""
    yield f"{machine()}. Runs in turn: {runs}, of which these are medians. {start}\n"
    steps = [step for step in STEPS if any(step in each.steps for each in contestants)]
    for title in dict.fromkeys(each.title for each in contestants):
        for step in steps:
            rows, pages, seconds = [], [], []
            for each in contestants:
                cost = outcomes.median(each.key, step) if each.title == title else None
                if cost is not None:
                    count = sizes[each.key]
                    pages.append(count)
                    seconds.append(cost.cpu)
                    numbers = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.megabytes:,.0f}")
                    rows.append((f"{count:,}", *numbers, f"{cost.cpu / count * 1000:.2f}"))
            if rows:
                yield f"### {title}, {step}\n"
                yield from table(("pages", "wall s", "CPU s", "peak MB", "CPU ms a page"), rows)
            if len(rows) > 1:
                yield from bar_table([growth_bar(pages, seconds)])
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
