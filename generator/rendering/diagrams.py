"""Draws a diagram as a figure: pictures in a region of their own, and what their lines mean."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.diagrams import Diagram, GraphDiagram, LegendEntry
from generator.rendering.diagrams_graph import graph_pictures
from generator.rendering.diagrams_sequence import sequence_picture


def drawn(diagram: Diagram) -> str:
    """The figure as HTML; links still begin with `ref:`. The same diagram always gives the same bytes."""
    pictures = (
        "".join(graph_pictures(diagram)) if isinstance(diagram, GraphDiagram) else sequence_picture(diagram)
    )
    # Search leaves it out: a table on the same page says the same in words.
    return (
        f'<figure class="tf-diagram tf-unsearched">'
        f'<div class="tf-diagram__view" role="region" tabindex="0" aria-label="{escape(diagram.title)}">'
        f"{pictures}</div>{''.join(_legend(diagram.legend))}</figure>"
    )


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
