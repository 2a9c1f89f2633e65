"""Drawings that authors wrote in PlantUML: a picture where one was made, else their text; links in both."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from markdown_it.token import Token

from generator.languages import ENGLISH, Language
from generator.messages import message
from generator.records.prose import DrawnLink

_DESTINATION = re.compile(r' data-destination="([^"]*)"')

Address = Callable[[DrawnLink], str]
"""Where a link of a drawing leads, as an attribute's value; empty where that is nowhere."""


def drawing(token: Token, address: Address, pictures: Mapping[str, str], language: Language = ENGLISH) -> str:
    """The drawing of a fence: its picture, with the text folded below it, or the text alone."""
    code = f'<pre><span></span><code tabindex="0">{_linked(token, address)}</code></pre>'
    picture = pictures.get(token.content)
    if picture is None:
        return f'<div class="highlight">{code}</div>\n'
    addresses = {each.link.destination: address(each) for each in token.meta["drawing"]}
    shown = _DESTINATION.sub(lambda found: _href(addresses.get(html.unescape(found[1]), "")), picture)
    name = html.escape(language.said(message("Drawing")))
    shown = shown.replace("<svg", f'<svg role="group" aria-label="{name}"', 1)
    view = f'<div class="tf-diagram__view" role="region" tabindex="0" aria-label="{name}">{shown}</div>'
    title = html.escape(language.said(message("Text of this drawing")), quote=False)
    source = f'<details><summary>{title}</summary><div class="highlight">{code}</div></details>'
    return f'<figure class="tf-drawn">{view}{source}</figure>\n'


def _href(address: str) -> str:
    return f' href="{address}"' if address else ""


def _linked(token: Token, address: Address) -> str:
    """The text of the drawing as HTML, its links as links."""
    lines = token.content.split("\n")
    for each in reversed(token.meta["drawing"]):
        line = lines[each.line]
        href = address(each)
        words = html.escape(line[each.start : each.end], quote=False)
        marked = f'<a href="{href}">{words}</a>' if href else words
        lines[each.line] = f"{line[: each.start]}\0{marked}\0{line[each.end :]}"
    return "\n".join(_escaped(line) for line in lines)


def _escaped(line: str) -> str:
    """The line as HTML; what stands between NUL characters is HTML already."""
    parts = line.split("\0")
    return "".join(part if place % 2 else html.escape(part, quote=False) for place, part in enumerate(parts))
