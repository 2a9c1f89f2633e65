"""Marks links that lead out of a copy: for the eye by an attribute, for those who listen by words."""

from __future__ import annotations

import re

ATTRIBUTE = "data-tf-outside"
WORDS = " (online, not in this copy)"

_LINK_END = "</a>"
_NAME = re.compile(r'(\saria-label="[^"]*)')
_OWN_TITLE = re.compile(r"<title>[^<]*")
_DRAWN = re.compile(r"<(?:text|rect|path|g|circle|ellipse|polygon|polyline|line)\b")
# HTML within a drawing would end it, so words for those who listen are drawn there too, and hidden.
_HIDDEN, _HIDDEN_DRAWN = f'<span class="tf-hidden">{WORDS}</span>', f'<text class="tf-hidden">{WORDS}</text>'
# No style sheet can add a sign to a drawing: there it stands in the corner of a box, or after words.
_SIGN = "⇗"
_BOX = re.compile(r'<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)"')
_FROM_CORNER = (9.0, 11.0)


def mark_link(rest: str) -> tuple[str, str]:
    """What follows the address of a link, marked, and what is still to be put before the link's end.

    A name that is given to the link replaces its words, so the mark is put into that name.
    """
    tag, bracket, content = rest.partition(">")
    content = _with_sign(content)
    marked = f" {ATTRIBUTE}{tag}"
    if name := _NAME.search(marked):
        return f"{marked[: name.end()]}{WORDS}{marked[name.end() :]}{bracket}{content}", ""
    if title := _OWN_TITLE.match(content):
        return f"{marked}{bracket}{title[0]}{WORDS}{content[title.end() :]}", ""
    return f"{marked}{bracket}{content}", _HIDDEN_DRAWN if _DRAWN.match(content) else _HIDDEN


def _with_sign(content: str) -> str:
    """What stands in a link, with a sign if it is drawn."""
    inner, end, after = content.partition(_LINK_END)
    if not end or _DRAWN.search(inner) is None:
        return content
    if box := _BOX.search(inner):
        left, top, width = map(float, box.groups())
        place = f'x="{left + width - _FROM_CORNER[0]:g}" y="{top + _FROM_CORNER[1]:g}"'
        return f'{inner}<text class="tf-sign" aria-hidden="true" {place}>{_SIGN}</text>{end}{after}'
    words, closing, rest = inner.rpartition("</text>")
    sign = f'<tspan class="tf-sign" aria-hidden="true"> {_SIGN}</tspan>' if closing else ""
    return f"{words}{sign}{closing}{rest}{end}{after}"


def end_link(rest: str, words: str) -> tuple[str, str]:
    """`rest` with `words` before the end of the link, and the words again if the link does not end there."""
    content, end, after = rest.partition(_LINK_END)
    return (f"{content}{words}{end}{after}", "") if end else (rest, words)
