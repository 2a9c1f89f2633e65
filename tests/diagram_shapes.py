"""What a drawn diagram covers: its boxes and its words as rectangles, read from the SVG."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.rendering.diagrams_text import width_of

_SIZES = {"tf-node": 14, "tf-words": 13, "tf-note-words": 13, "tf-step-number": 11}


@dataclass(frozen=True)
class Shape:
    """A rectangle, what stands in it, and the picture's size."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Shape) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Shape) -> bool:
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.top <= other.top
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True)
class Drawing:
    """The shapes of one picture: boxes of nodes, words between them, and words within boxes."""

    whole: Shape
    boxes: tuple[Shape, ...]
    words: tuple[Shape, ...]
    inner_words: tuple[Shape, ...]


def drawings(html: str) -> list[Drawing]:
    return [_drawing(svg) for svg in LexborHTMLParser(html).css("svg.tf-drawing")]


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of shapes that cover each other."""
    shapes = (*drawing.boxes, *drawing.words)
    return [(one.name, other.name) for one, other in itertools.combinations(shapes, 2) if one.meets(other)]


def strays(drawing: Drawing) -> list[str]:
    """Words that leave their box, and shapes that leave the picture."""
    loose = [each.name for each in drawing.inner_words if not any(box.holds(each) for box in drawing.boxes)]
    return loose + [each.name for each in (*drawing.boxes, *drawing.words) if not drawing.whole.holds(each)]


def _drawing(svg: LexborNode) -> Drawing:
    width, height = (float(svg.attributes[name] or 0) for name in ("width", "height"))
    inner = ".tf-node text, .tf-note-words text"
    return Drawing(
        whole=Shape("picture", 0, 0, width, height),
        boxes=tuple(_box(each) for each in svg.css("rect")),
        words=tuple(_words(each) for each in svg.css(".tf-words text")),
        inner_words=tuple(_words(each) for each in svg.css(inner)),
    )


def _box(rect: LexborNode) -> Shape:
    x, y, width, height = (float(rect.attributes[name] or 0) for name in ("x", "y", "width", "height"))
    return Shape("box", x, y, x + width, y + height)


def _words(text: LexborNode) -> Shape:
    kind = str(text.parent.attributes["class"]).split()[0] if text.parent is not None else ""
    size = _SIZES[kind]
    x, y = (float(text.attributes[name] or 0) for name in ("x", "y"))
    width = width_of(text.text(), size, is_bold=kind == "tf-node")
    left = x if kind == "tf-note-words" else x - width / 2
    return Shape(text.text(), left, y - 0.8 * size, left + width, y + 0.25 * size)


def paths(html: str) -> list[list[tuple[float, float]]]:
    """The corners of every curve of a drawing."""
    found = re.findall(r'class="tf-line[^"]*" d="([^"]*)"', html)
    curves = [curve for path in found for curve in path.split("M") if curve]
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", curve)] for curve in curves
    ]
