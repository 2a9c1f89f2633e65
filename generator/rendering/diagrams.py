"""Draws a diagram as a figure: pictures in a region of their own, and what their lines mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from html import escape
from typing import TypeVar, cast

from generator.diagrams import Diagram, GraphDiagram, LegendEntry
from generator.languages import ENGLISH, Language
from generator.rendering.diagrams_graph import graph_pictures
from generator.rendering.diagrams_sequence import sequence_picture

V = TypeVar("V")


def drawn(diagram: Diagram, language: Language = ENGLISH) -> str:
    """The figure as HTML; links still begin with `ref:`. The same diagram always gives the same bytes."""
    if language.words:
        diagram = _said(diagram, language)
    pictures = (
        "".join(graph_pictures(diagram, language))
        if isinstance(diagram, GraphDiagram)
        else sequence_picture(diagram)
    )
    # Search leaves it out: a table on the same page says the same in words.
    return (
        f'<figure class="tf-diagram tf-unsearched">'
        f'<div class="tf-diagram__view" role="region" tabindex="0" aria-label="{escape(diagram.title)}">'
        f"{pictures}</div>{''.join(_legend(diagram.legend))}</figure>"
    )


def _said(value: V, language: Language) -> V:
    """The value with every message in it said in the language."""
    said: object = value
    if isinstance(value, str):
        said = language.said(value)
    elif isinstance(value, tuple):
        said = tuple(_said(each, language) for each in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: _said(getattr(value, each.name), language) for each in dataclasses.fields(value)}
        said = dataclasses.replace(value, **parts)
    return cast("V", said)


def _legend(entries: tuple[LegendEntry, ...]) -> Iterator[str]:
    if not entries:
        return
    yield '<figcaption class="tf-diagram__legend">'
    for entry in entries:
        yield (
            '<span><svg width="30" height="9" aria-hidden="true">'
            f'<path class="tf-line tf-line--{entry.stroke.value}" d="M1,4.5H29"/></svg> '
            f"{escape(entry.text, quote=False)}</span>"
        )
    yield "</figcaption>"
