"""Keeps of a foreign SVG what draws, and nothing that runs, reaches out or styles the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    {"svg", "g", "a", "rect", "line", "path", "polygon", "polyline", "ellipse", "circle", "text", "tspan"}
)
_PRESENTATION = frozenset(
    {
        "fill",
        "fill-opacity",
        "font-size",
        "font-style",
        "font-weight",
        "opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "text-decoration",
    }
)
_ATTRIBUTES = _PRESENTATION | {
    *("cx", "cy", "d", "height", "lengthAdjust", "points", "r", "rx", "ry", "text-anchor", "textLength"),
    *("transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"),
}
_VALUE = re.compile(r"[#\w.,()%+\- \n]*")
_LARGEST = 1_000_000


class _Refused(Exception):
    """What no drawing holds."""


class _Writer:
    """Writes again what of an SVG is allowed; `open` are the end tags to come, empty for what is left out."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._open: list[str] = []
        self._left_out = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        if self._left_out or namespace != _SVG or element not in _ELEMENTS:
            self._left_out += 1
            return
        kept = "".join(f' {key}="{escape(value)}"' for key, value in _kept(element, attributes))
        self.out.append(f"<{element}{kept}>")
        self._open.append(f"</{element}>")

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self.out.append(self._open.pop())

    def text(self, words: str) -> None:
        if not self._left_out:
            self.out.append(escape(words, quote=False))


def harmless(svg: str) -> str:
    """The picture by allowed elements and attributes alone; empty if it is no SVG or far too large.

    Links keep what was typed as their destination, in `data-destination`.
    """
    if len(svg) > _LARGEST:
        return ""
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(svg, True)
    except (expat.ExpatError, _Refused):
        return ""
    picture = "".join(writer.out)
    return picture if picture.startswith("<svg") else ""


def _refuse(*declaration: object) -> None:
    raise _Refused


def _kept(element: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    names = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
    styles = dict(_declarations(names.get("style", "")))
    for name, value in (names | styles).items():
        if name in ("fill", "stroke") and "url(" in value:
            yield name, "none" if name == "stroke" else "#f1f1f1"
        elif name in _ATTRIBUTES and _VALUE.fullmatch(value):
            yield name, value.removesuffix("px") if name in ("width", "height") else value
    if element == "a" and "href" in names:
        yield "data-destination", names["href"]


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a style that can stand as attributes."""
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _PRESENTATION:
            yield name.strip(), value.strip()
