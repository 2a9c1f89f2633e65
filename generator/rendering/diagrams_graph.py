"""Draws who exchanges what with whom: boxes, and between them the names of what is exchanged."""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.diagrams import End, Exchange, GraphDiagram, Label, Node, Stroke
from generator.languages import ENGLISH, Language
from generator.messages import message
from generator.rendering.diagrams_layout import Layout, Point, Size, arranged, shelved
from generator.rendering.diagrams_svg import (
    NAME_LINE,
    NAME_SIZE,
    PAGE_WIDTH,
    WORD_LINE,
    WORD_SIZE,
    Box,
    Strokes,
    knot,
    lines_of_text,
    linked,
    picture,
    rectangle,
)
from generator.rendering.diagrams_text import width_of, wrapped

_NAME_WIDTH, _WORD_WIDTH, _NOTE_WIDTH = 150, 180, 190
_PADDING = (14, 10)
_LABEL_PADDING = (6, 4)
_LABEL_GAP, _NOTE_GAP = 4, 6
_KNOT_RADIUS, _BULLET = 3, 10
_LEAST_WIDTH = 96
_MARGIN = 2
_GAP, _RANK_GAP = 22, (26, 38)
# What fits a phone: boxes without lines can stand in rows of any length.
_SHELF_WIDTH = 340
# How much calmer a layout must be in which arrows may lead up or to the left.
_AGAINST_ARROWS = 60
_SHORT_LINE = 80


@dataclass(frozen=True, slots=True)
class Block:
    """Words as they are set: lines for each label, and how much room all of them take."""

    labels: tuple[tuple[Label, tuple[str, ...]], ...]
    size: Size


@dataclass(frozen=True, slots=True)
class Line:
    """A curve to draw: between which keys, and where it has arrow heads."""

    start: str
    end: str
    stroke: Stroke
    head_at_start: bool = False
    head_at_end: bool = False


def graph_pictures(diagram: GraphDiagram, language: Language = ENGLISH) -> Iterator[str]:
    """One picture for each part of the diagram that hangs together; nodes that stand alone share the last."""
    parts = list(_parts(diagram))
    for place, (nodes, exchanges) in enumerate(parts):
        id = diagram.id if len(parts) == 1 else f"{diagram.id}-{place + 1}"
        title = diagram.title if len(parts) == 1 else language.said(_part(diagram, place + 1, len(parts)))
        size, content = _drawn(nodes, exchanges)
        yield picture(id, title, diagram.description, size, content)


def _part(diagram: GraphDiagram, place: int, places: int) -> str:
    return message(
        "%(title)s, part %(part)s of %(parts)s", title=diagram.title, part=str(place), parts=str(places)
    )


def _parts(diagram: GraphDiagram) -> Iterator[tuple[tuple[Node, ...], tuple[Exchange, ...]]]:
    """Nodes and exchanges that hang together, in the order of the nodes; then the nodes that have none."""
    leader = {node.key: node.key for node in diagram.nodes}

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for exchange in diagram.exchanges:
        first, *others = (find(end.node) for end in exchange.ends)
        for other in others:
            leader[find(other)] = find(first)
    busy = {end.node for exchange in diagram.exchanges for end in exchange.ends}
    for each in dict.fromkeys(find(node.key) for node in diagram.nodes if node.key in busy):
        yield (
            tuple(node for node in diagram.nodes if find(node.key) == each),
            tuple(exchange for exchange in diagram.exchanges if find(exchange.ends[0].node) == each),
        )
    if alone := tuple(node for node in diagram.nodes if node.key not in busy):
        yield alone, ()


def _drawn(nodes: Sequence[Node], exchanges: Sequence[Exchange]) -> tuple[Size, Iterator[str]]:
    blocks = {node.key: _node_block(node) for node in nodes}
    words = {
        f"words {place}": _words_block(each) for place, each in enumerate(exchanges) if not _is_bare(each)
    }
    lines = [line for place, each in enumerate(exchanges) for line in _lines(each, f"words {place}")]
    sizes = {key: block.size for key, block in (blocks | words).items()}
    layout = _layout(sizes, lines)
    size = (layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN)
    return size, _content({node.key: node for node in nodes}, blocks, words, lines, layout)


def _content(
    nodes: Mapping[str, Node],
    blocks: Mapping[str, Block],
    words: Mapping[str, Block],
    lines: Sequence[Line],
    layout: Layout,
) -> Iterator[str]:
    strokes = Strokes()
    for line, curve in zip(lines, layout.curves, strict=True):
        _stroke(strokes, line, [_moved(point) for point in curve])
    yield strokes.svg()
    for key, block in words.items():
        yield from _labels(block, Box(*_moved(layout.centres[key]), *block.size))
    for key, block in blocks.items():
        yield _node(nodes[key], block, Box(*_moved(layout.centres[key]), *block.size))


def _moved(point: Point) -> Point:
    return point[0] + _MARGIN, point[1] + _MARGIN


def _stroke(strokes: Strokes, line: Line, curve: Sequence[Point]) -> None:
    strokes.curve(curve, line.stroke)
    if line.head_at_start:
        strokes.head(curve[0], next((each for each in curve[1:] if each != curve[0]), curve[0]))
    if line.head_at_end:
        back = curve[::-1]
        strokes.head(back[0], next((each for each in back[1:] if each != back[0]), back[0]))


def _node_block(node: Node) -> Block:
    name = wrapped(node.label.words, _NAME_WIDTH, NAME_SIZE, is_bold=True)
    notes = [(note, wrapped(note.words, _NOTE_WIDTH, WORD_SIZE)) for note in node.notes]
    width = max(width_of(line, NAME_SIZE, is_bold=True) for line in name)
    width = max([width, *(width_of(line, WORD_SIZE) + _BULLET for _, lines in notes for line in lines)])
    height = (
        len(name) * NAME_LINE
        + sum(len(lines) for _, lines in notes) * WORD_LINE
        + (_NOTE_GAP if notes else 0)
    )
    size = (max(round(width) + 2 * _PADDING[0], _LEAST_WIDTH), height + 2 * _PADDING[1])
    return Block(((node.label, name), *notes), size)


def _is_bare(exchange: Exchange) -> bool:
    return not exchange.labels and len(exchange.ends) == 2


def _words_block(exchange: Exchange) -> Block:
    labels = tuple((label, wrapped(label.words, _WORD_WIDTH, WORD_SIZE)) for label in exchange.labels)
    if not labels:
        return Block((), (2 * _KNOT_RADIUS, 2 * _KNOT_RADIUS))
    width = max(width_of(line, WORD_SIZE) for _, lines in labels for line in lines)
    height = sum(len(lines) for _, lines in labels) * WORD_LINE + (len(labels) - 1) * _LABEL_GAP
    return Block(labels, (round(width) + 2 * _LABEL_PADDING[0], height + 2 * _LABEL_PADDING[1]))


def _lines(exchange: Exchange, words: str) -> Iterator[Line]:
    ends = exchange.ends
    if _is_bare(exchange):
        first, second = ends
        yield Line(first.node, second.node, first.stroke, first.comes_in, second.comes_in)
        return
    has_goal = any(end.comes_in for end in ends)
    for place, end in enumerate(ends):
        is_above = place == 0 or not end.comes_in or (end.goes_out and not _all_both(ends))
        into_words = end.goes_out and (end.comes_in or not has_goal) and not _all_both(ends)
        if is_above:
            yield Line(end.node, words, end.stroke, end.comes_in, into_words)
        else:
            yield Line(words, end.node, end.stroke, into_words, end.comes_in)


def _all_both(ends: Iterable[End]) -> bool:
    each = tuple(ends)
    return len(each) > 1 and all(end.goes_out and end.comes_in for end in each)


def _layout(sizes: Mapping[str, Size], lines: Sequence[Line]) -> Layout:
    """The calmest of several layouts: along the arrows or away from the busiest box, down or to the right."""
    if not lines:
        return shelved(sizes, gap=_GAP, most_width=_SHELF_WIDTH)
    along = tuple((line.start, line.end) for line in lines)
    candidates: list[tuple[float, Layout]] = []
    for pairs in dict.fromkeys((along, _away_from_busiest(along))):
        for is_upright in (True, False):
            layout = arranged(
                sizes, pairs, is_upright=is_upright, gap=_GAP, rank_gap=_RANK_GAP[0 if is_upright else 1]
            )
            curves = [
                curve if pair == shown else curve[::-1]
                for curve, pair, shown in zip(layout.curves, pairs, along, strict=True)
            ]
            cost = _cost(layout) + (0 if pairs == along else _AGAINST_ARROWS)
            candidates.append((cost, replace(layout, curves=curves)))
    return min(candidates, key=lambda each: each[0])[1]


def _away_from_busiest(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The same lines, each leading away from the key that most lines meet."""
    near: dict[str, list[str]] = {}
    for start, end in pairs:
        near.setdefault(start, []).append(end)
        near.setdefault(end, []).append(start)
    if not near:
        return tuple(pairs)
    first = max(near, key=lambda key: len(near[key]))
    distance = {first: 0}
    waiting = deque([first])
    while waiting:
        key = waiting.popleft()
        for other in near[key]:
            if other not in distance:
                distance[other] = distance[key] + 1
                waiting.append(other)
    return tuple((a, b) if distance[a] <= distance[b] else (b, a) for a, b in pairs)


def _cost(layout: Layout) -> float:
    """How restless a layout is: its size, the length of its lines and how often these cross."""
    chords = [(curve[0], curve[-1]) for curve in layout.curves]
    excess = sum(max(_length(curve) - _SHORT_LINE, 0) for curve in layout.curves)
    crossings = sum(_cross(*one, *other) for one, other in itertools.combinations(chords, 2))
    size = layout.height + 0.8 * layout.width + 8 * max(layout.width - PAGE_WIDTH, 0)
    return size + excess + 30 * crossings


def _length(curve: Sequence[Point]) -> float:
    return sum(math.dist(*ends) for ends in itertools.pairwise(curve[::3]))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _is_left(a, b, c) != _is_left(a, b, d) and _is_left(c, d, a) != _is_left(c, d, b)


def _is_left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0


def _labels(block: Block, box: Box) -> Iterator[str]:
    if not block.labels:
        yield knot(box.x, box.y, _KNOT_RADIUS)
    y = box.top + _LABEL_PADDING[1]
    for label, lines in block.labels:
        yield linked(label, lines_of_text(lines, box.x, y, WORD_LINE), "tf-words")
        y += len(lines) * WORD_LINE + _LABEL_GAP


def _node(node: Node, block: Block, box: Box) -> str:
    (label, name), *notes = block.labels
    y = box.top + _PADDING[1]
    content = rectangle(box) + lines_of_text(name, box.x, y, NAME_LINE)
    y += len(name) * NAME_LINE + _NOTE_GAP
    below = []
    for note, lines in notes:
        bullet = knot(box.left + _PADDING[0] + 2, y + WORD_LINE - 8, 1.5)
        words = lines_of_text(lines, box.left + _PADDING[0] + _BULLET, y, WORD_LINE)
        below.append(linked(note, bullet + words, "tf-note-words"))
        y += len(lines) * WORD_LINE
    kind = "tf-node tf-node--outside" if node.is_outside else "tf-node"
    return linked(label, content, kind) + "".join(below)
