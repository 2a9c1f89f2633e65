"""Draws who sends what to whom in which order: lifelines from left to right, steps from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.diagrams import Arrow, Label, Lifeline, SequenceDiagram, Stroke
from generator.rendering.diagrams_svg import (
    NAME_LINE,
    NAME_SIZE,
    WORD_LINE,
    WORD_SIZE,
    Box,
    Strokes,
    lines_of_text,
    linked,
    number,
    picture,
    rectangle,
    text,
)
from generator.rendering.diagrams_text import width_of, wrapped

_NAME_WIDTH = 118
_HEAD_PADDING = (12, 9)
_HEAD_GAP = 14
_MARGIN = 2
# Between two neighbouring lifelines: as much as the words need, within these.
_LEAST_GAP, _MOST_GAP = 96, 212
# Two lifelines have as much as a phone shows.
_PHONE_WIDTH = 346
_WORD_MARGIN = 9
_LOOP_WIDTH, _LOOP_HEIGHT = 22, 16
_BEFORE_STEP, _AFTER_WORDS, _AFTER_ARROW = 12, 5, 4
_NUMBER_RADIUS = 11


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each lifeline stands, its name in lines, and the size of all heads."""

    places: Mapping[str, float]
    names: Mapping[str, tuple[str, ...]]
    head_height: float
    width: float

    def room_right_of(self, key: str) -> float:
        """From a lifeline to the next one on its right, or to the picture's edge."""
        here = self.places[key]
        return min([*(x for x in self.places.values() if x > here), self.width - _MARGIN]) - here


def sequence_picture(diagram: SequenceDiagram) -> str:
    """The whole sequence at its natural size."""
    columns = _columns(diagram)
    y = columns.head_height + _MARGIN + 6
    strokes, steps = Strokes(), []
    for arrow in diagram.arrows:
        drawn, y = _step(arrow, columns, y, strokes)
        steps += drawn
    bottom = y + 14
    lifelines = Strokes()
    for x in columns.places.values():
        lifelines.straight(((x, columns.head_height + _MARGIN), (x, bottom)), Stroke.THIN)
    heads = [_head(each, columns) for each in diagram.lifelines]
    content = [lifelines.svg(), strokes.svg(), *heads, *steps]
    return picture(diagram.id, diagram.title, diagram.description, (columns.width, bottom + _MARGIN), content)


def _columns(diagram: SequenceDiagram) -> Columns:
    names = {
        each.key: wrapped(each.label.words, _NAME_WIDTH, NAME_SIZE, is_bold=True)
        for each in diagram.lifelines
    }
    widths = {key: _head_width(lines) for key, lines in names.items()}
    keys = list(names)
    x = _MARGIN + widths[keys[0]] / 2
    places = {keys[0]: x}
    most = _PHONE_WIDTH - sum(widths.values()) / 2 if len(keys) == 2 else _MOST_GAP
    for left, right in pairwise(keys):
        heads = (widths[left] + widths[right]) / 2 + _HEAD_GAP
        x += max(heads, min(most, max(_LEAST_GAP, _wanted(diagram.arrows, left, right))))
        places[right] = x
    edge = widths[keys[-1]] / 2
    if any(_is_loop(arrow) and arrow.source == keys[-1] for arrow in diagram.arrows):
        edge = max(edge, _MOST_GAP - 40)
    height = max(len(lines) for lines in names.values()) * NAME_LINE + 2 * _HEAD_PADDING[1]
    return Columns(places, names, height, x + edge + _MARGIN)


def _head_width(lines: Sequence[str]) -> float:
    return max(
        72, max(round(width_of(line, NAME_SIZE, is_bold=True)) for line in lines) + 2 * _HEAD_PADDING[0]
    )


def _wanted(arrows: Sequence[Arrow], left: str, right: str) -> float:
    """How much room the words between two neighbours would like to have."""
    wanted = [
        width_of(arrow.label.words, WORD_SIZE)
        + 2 * _WORD_MARGIN
        + _numbered(arrow)
        + _LOOP_WIDTH * _is_loop(arrow)
        for arrow in arrows
        if {arrow.source, arrow.target} == {left, right} or (_is_loop(arrow) and arrow.source == left)
    ]
    return round(max(wanted, default=0))


def _numbered(arrow: Arrow) -> float:
    return 2 * _NUMBER_RADIUS if arrow.number is not None else 0


def _is_loop(arrow: Arrow) -> bool:
    return arrow.target is None or arrow.target == arrow.source


def _head(lifeline: Lifeline, columns: Columns) -> str:
    lines, x = columns.names[lifeline.key], columns.places[lifeline.key]
    box = Box(x, _MARGIN + columns.head_height / 2, _head_width(lines), columns.head_height)
    top = box.y - len(lines) * NAME_LINE / 2
    words = lines_of_text(lines, x, top, NAME_LINE)
    return linked(lifeline.label, rectangle(box) + words, "tf-node")


def _step(arrow: Arrow, columns: Columns, y: float, strokes: Strokes) -> tuple[list[str], float]:
    """What is drawn for one step that begins at `y`, and where it ends."""
    if _is_loop(arrow):
        return _loop(arrow, columns, y, strokes)
    start, end = columns.places[arrow.source], columns.places[arrow.target or ""]
    direction = 1 if end > start else -1
    room = abs(end - start) - 2 * _WORD_MARGIN - _numbered(arrow)
    lines = wrapped(arrow.label.words, room, WORD_SIZE)
    middle = (start + end) / 2 + direction * _numbered(arrow) / 2
    top = y + _BEFORE_STEP
    line_y = top + max(len(lines) * WORD_LINE, _numbered(arrow) / 2) + _AFTER_WORDS
    strokes.straight(((start, line_y), (end, line_y)), _stroke(arrow))
    strokes.head((end, line_y), (start, line_y), is_open=arrow.is_reply)
    drawn = [_words(arrow.label, lines, middle, top)]
    if arrow.number is not None:
        drawn.append(_number(arrow.number, start, line_y))
    return drawn, line_y + _AFTER_ARROW


def _loop(arrow: Arrow, columns: Columns, y: float, strokes: Strokes) -> tuple[list[str], float]:
    x = columns.places[arrow.source]
    left = x + _LOOP_WIDTH + _WORD_MARGIN
    room = columns.room_right_of(arrow.source) - _LOOP_WIDTH - 2 * _WORD_MARGIN
    lines = wrapped(arrow.label.words, room, WORD_SIZE)
    top = y + _BEFORE_STEP
    height = max(len(lines) * WORD_LINE, _LOOP_HEIGHT + 2 * _NUMBER_RADIUS * (arrow.number is not None))
    above, below = top + (height - _LOOP_HEIGHT) / 2, top + (height + _LOOP_HEIGHT) / 2
    corners = ((x, above), (x + _LOOP_WIDTH, above), (x + _LOOP_WIDTH, below), (x, below))
    strokes.straight(corners, _stroke(arrow))
    strokes.head((x, below), (x + _LOOP_WIDTH, below), is_open=arrow.is_reply)
    widest = max(width_of(line, WORD_SIZE) for line in lines) if lines else 0
    drawn = [_words(arrow.label, lines, left + widest / 2, top + (height - len(lines) * WORD_LINE) / 2)]
    if arrow.number is not None:
        drawn.append(_number(arrow.number, x, above))
    return drawn, top + height + _AFTER_ARROW


def _stroke(arrow: Arrow) -> Stroke:
    return Stroke.DASHED if arrow.is_reply or arrow.is_optional else Stroke.SOLID


def _words(label: Label, lines: Sequence[str], x: float, top: float) -> str:
    return linked(label, lines_of_text(lines, x, top, WORD_LINE), "tf-words")


def _number(label: Label, x: float, y: float) -> str:
    circle = f'<circle cx="{number(x)}" cy="{number(y)}" r="{_NUMBER_RADIUS}"/>'
    return linked(label, circle + text(x, y + 4, label.text), "tf-step-number")
