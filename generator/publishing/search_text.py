"""The part of an article that search reads; the rest, such as tables of results, need not be sent to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.publishing.parts_tree import UnevenMarkup, end_of

UNSEARCHED = "tf-unsearched"
_OPENING = re.compile(rf'<([a-z]+)\b[^<>]*?\sclass="(?:[^"]*\s)?{UNSEARCHED}(?:\s[^"]*)?"[^<>]*>')


def searched(html: str) -> str:
    """`html` without the elements that no search looks into, which are most of what pages of results hold."""
    return "".join(_searched(html)) if UNSEARCHED in html else html


def _searched(html: str) -> Iterator[str]:
    start = end = 0
    while (at := html.find(UNSEARCHED, end)) >= 0:
        end = at + len(UNSEARCHED)
        opening = _OPENING.match(html, html.rfind("<", start, at)) if "<" in html[start:at] else None
        if opening is None or opening.end() < end:
            continue
        try:
            after = end_of(opening[1], html, opening.end())
        except UnevenMarkup:
            continue
        yield html[start : opening.start()]
        start = end = after
    yield html[start:]
