"""The few shapes that diagrams are made of, as SVG text: escaped, and styled by classes alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from generator.diagrams import Label, Stroke
from generator.rendering.diagrams_layout import Point

NAME_SIZE, WORD_SIZE = 14, 13
NAME_LINE, WORD_LINE = 18, 17
# What fits beside the contents of a page, and what may be shrunk to that and still be read.
PAGE_WIDTH, _MOST_SHRUNK = 900, 1100
_HEAD_LENGTH, _HEAD_HALF = 9.0, 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2


@dataclass(slots=True)
class Strokes:
    """All lines and arrow heads of a picture, gathered so that each kind is one path."""

    lines: dict[Stroke, list[str]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    open_heads: list[str] = field(default_factory=list)

    def curve(self, points: Sequence[Point], stroke: Stroke) -> None:
        """A Bézier curve: its first point, then three points for each piece."""
        start, *rest = map(pair, points)
        self.lines.setdefault(stroke, []).append(f"M{start}C{' '.join(rest)}")

    def straight(self, points: Sequence[Point], stroke: Stroke) -> None:
        """A line from corner to corner."""
        start, *rest = map(pair, points)
        self.lines.setdefault(stroke, []).append(f"M{start}L{' '.join(rest)}")

    def head(self, tip: Point, origin: Point, *, is_open: bool = False) -> None:
        """An arrow head at `tip`, seen from `origin`."""
        left, right = _wings(tip, origin)
        if is_open:
            self.open_heads.append(f"M{pair(left)}L{pair(tip)} {pair(right)}")
        else:
            self.heads.append(f"M{pair(left)}L{pair(tip)} {pair(right)}Z")

    def svg(self) -> str:
        """The paths, in an order that does not depend on that of drawing."""
        lines = [
            f'<path class="tf-line tf-line--{stroke.value}" d="{"".join(self.lines[stroke])}"/>'
            for stroke in Stroke
            if stroke in self.lines
        ]
        if self.heads:
            lines.append(f'<path class="tf-head" d="{"".join(self.heads)}"/>')
        if self.open_heads:
            lines.append(f'<path class="tf-line" d="{"".join(self.open_heads)}"/>')
        return "".join(lines)


def _wings(tip: Point, origin: Point) -> tuple[Point, Point]:
    length = math.dist(tip, origin) or 1.0
    along = ((tip[0] - origin[0]) / length, (tip[1] - origin[1]) / length)
    back = (tip[0] - along[0] * _HEAD_LENGTH, tip[1] - along[1] * _HEAD_LENGTH)
    aside = (-along[1] * _HEAD_HALF, along[0] * _HEAD_HALF)
    return (back[0] + aside[0], back[1] + aside[1]), (back[0] - aside[0], back[1] - aside[1])


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def pair(point: Point) -> str:
    """A point as paths write it."""
    return f"{number(point[0])},{number(point[1])}"


def text(x: float, y: float, line: str) -> str:
    """One line of words, its middle at `x` and its baseline at `y`."""
    return f'<text x="{number(x)}" y="{number(y)}">{escape(line, quote=False)}</text>'


def lines_of_text(lines: Iterable[str], x: float, top: float, height: float) -> str:
    """Words in lines of that height, the first one below `top`; the spaces between are for readers aloud."""
    return " ".join(text(x, top + (place + 1) * height - 4, line) for place, line in enumerate(lines))


def rectangle(box: Box) -> str:
    """A box with slightly rounded corners."""
    return (
        f'<rect x="{number(box.left)}" y="{number(box.top)}"'
        f' width="{number(box.width)}" height="{number(box.height)}" rx="3"/>'
    )


def knot(x: float, y: float, radius: float) -> str:
    """Where several lines meet."""
    return f'<circle class="tf-head" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def linked(label: Label, content: str, kind: str) -> str:
    """`content` as what leads where `label` does; a mere group where it leads nowhere."""
    told = f"<title>{escape(label.hint, quote=False)}</title>" if label.hint else ""
    if not label.href:
        return f'<g class="{kind}">{told}{content}</g>'
    outside = "" if label.href.startswith("ref:") else ' rel="noopener noreferrer"'
    name = f' aria-label="{escape(label.words)}"' if content.count("<text") > 1 and not told else ""
    return f'<a class="{kind}" href="{escape(label.href)}"{outside}{name}>{told}{content}</a>'


def picture(id: str, title: str, description: str, size: tuple[float, float], content: Iterable[str]) -> str:
    """The whole picture at its natural size, with its title and description for those who do not see it."""
    width, height = (math.ceil(each) for each in size)
    inner = "".join(content)
    # Links within an "img" would be hidden from assistive technology.
    role = "group" if "<a " in inner else "img"
    is_wide = PAGE_WIDTH < width <= _MOST_SHRUNK
    kind = "tf-drawing tf-drawing--wide" if is_wide else "tf-drawing"
    return (
        f'<svg class="{kind}" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="{role}" aria-labelledby="{id}-title" aria-describedby="{id}-text">'
        f'<title id="{id}-title">{escape(title, quote=False)}</title>'
        f'<desc id="{id}-text">{escape(description, quote=False)}</desc>{inner}</svg>'
    )
