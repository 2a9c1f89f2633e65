"""What speed is promised, and whether it is kept."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contest import AGAIN, CHANGED, CHECK_COLD, CHECK_WARM, FULL, Outcomes

OURS, UNSEARCHED = "tfpub", "tfpub-unsearched"
# Peer -> the most that our full build may take, as a share of its.
MOST_OF = {"hugo": 0.3, "zensical": 0.12, "mkdocs-material": 0.08}
# Contestant and step -> the most seconds.
MOST_SECONDS = {
    (OURS, AGAIN): 0.3,
    (OURS, CHANGED): 0.4,
    (OURS, CHECK_COLD): 4.0,
    (OURS, CHECK_WARM): 0.5,
}
MOST_MEGABYTES = {OURS: 1_200.0, UNSEARCHED: 400.0}
MOST_GROWTH = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A promise with what was measured; `value` is None where it could not be."""

    name: str
    most: str
    value: str
    is_kept: bool | None

    @property
    def verdict(self) -> str:
        return {True: "kept", False: "missed", None: "not measured"}[self.is_kept]


def bars_of(outcomes: Outcomes, titles: Mapping[str, str]) -> Iterator[Bar]:
    """The promises that one size can keep; `titles` are those of the contestants that took part."""
    for key, most in MOST_OF.items():
        ratio = outcomes.ratio(OURS, key, FULL) if key in titles else None
        yield Bar(
            name=f"full build, by that of {titles.get(key, key)}",
            most=f"{most:g}",
            value=f"{ratio[0]:.2f} of wall, {ratio[1]:.2f} of CPU time" if ratio else "",
            is_kept=max(ratio) <= most if ratio else None,
        )
    for (key, step), seconds in MOST_SECONDS.items():
        cost = outcomes.median(key, step)
        yield Bar(
            name=step,
            most=f"{seconds:g} s",
            value=f"{cost.wall:.2f} s" if cost else "",
            is_kept=cost.wall <= seconds if cost else None,
        )
    for key, megabytes in MOST_MEGABYTES.items():
        cost = outcomes.median(key, FULL)
        yield Bar(
            name=f"memory of all processes, {'with' if key == OURS else 'without'} search",
            most=f"{megabytes:,.0f} MB",
            value=f"{cost.megabytes:,.0f} MB" if cost else "",
            is_kept=cost.megabytes <= megabytes if cost else None,
        )


def growth_bar(pages: Sequence[int], seconds: Sequence[float], *, is_whole: bool) -> Bar:
    """The promise that twice the pages take twice the time; it is not judged where a size is missing."""
    exponent, last = exponent_of(pages, seconds), exponent_of(pages[-2:], seconds[-2:])
    return Bar(
        name="growth of CPU time with pages, fitted exponent",
        most=f"{MOST_GROWTH:g}",
        value=f"{exponent:.2f}; between the two largest {last:.2f}",
        is_kept=exponent <= MOST_GROWTH if is_whole else None,
    )


def exponent_of(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The power of its size that something costs: the slope of a line through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
