"""Where boxes and lines of a graph go: Graphviz computes positions from sizes alone, and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pygraphviz

_POINTS_PER_INCH = 72
_NO_WORDS = {"label": "", "shape": "box", "fixedsize": "true", "margin": "0"}

Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of boxes, curves of lines (first point, then three for each piece), and the whole's size."""

    centres: Mapping[str, Point]
    curves: Sequence[tuple[Point, ...]]
    width: float
    height: float


def arranged(
    sizes: Mapping[str, Size],
    lines: Sequence[tuple[str, str]],
    *,
    is_upright: bool,
    gap: float,
    rank_gap: float,
) -> Layout:
    """Boxes of these sizes so that lines lead down (or to the right), and no two boxes overlap."""
    numbers = {key: f"n{place}" for place, key in enumerate(sizes)}
    graph = pygraphviz.AGraph(directed=True, strict=False)
    graph.graph_attr.update(
        rankdir="TB" if is_upright else "LR",
        nodesep=_inches(gap),
        ranksep=_inches(rank_gap),
        pad="0",
        nslimit="2",
        nslimit1="2",
    )
    graph.node_attr.update(_NO_WORDS)
    graph.edge_attr.update(dir="none")
    for key, (width, height) in sizes.items():
        graph.add_node(numbers[key], width=_inches(width), height=_inches(height))
    for place, (start, end) in enumerate(lines):
        graph.add_edge(numbers[start], numbers[end], key=f"e{place}")
    graph.layout(prog="dot")
    _, _, width, height = (float(each) for each in graph.graph_attr["bb"].split(","))
    centres = {key: _flipped(graph.get_node(number).attr["pos"], height) for key, number in numbers.items()}
    curves = []
    for place, (start, end) in enumerate(lines):
        drawn = graph.get_edge(numbers[start], numbers[end], f"e{place}").attr["pos"]
        curves.append(tuple(_flipped(point, height) for point in drawn.split()))
    return Layout(centres, curves, width, height)


def shelved(sizes: Mapping[str, Size], *, gap: float, most_width: float) -> Layout:
    """Boxes in rows no wider than `most_width`, where a box alone is not wider."""
    rows: list[list[str]] = []
    for key, (width, _) in sizes.items():
        if rows and sum(sizes[each][0] + gap for each in rows[-1]) + width <= most_width:
            rows[-1].append(key)
        else:
            rows.append([key])
    centres, top = {}, 0.0
    for row in rows:
        height = max(sizes[key][1] for key in row)
        left = 0.0
        for key in row:
            centres[key] = (left + sizes[key][0] / 2, top + height / 2)
            left += sizes[key][0] + gap
        top += height + gap
    width = max(centres[row[-1]][0] + sizes[row[-1]][0] / 2 for row in rows)
    return Layout(centres, (), width, top - gap)


def _inches(points: float) -> str:
    return f"{points / _POINTS_PER_INCH:.4f}"


def _flipped(point: str, height: float) -> Point:
    """Graphviz counts from the bottom, a picture from the top."""
    x, y = point.split(",")
    return float(x), height - float(y)
