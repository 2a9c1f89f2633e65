"""Rendered templates with slots: rendered once with marks in the places of values, then only filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from markupsafe import Markup, escape

# A mark is two control characters, which no page prints, around a name and one character of markup: how
# that character comes out shows whether the theme escaped the value. It is long, so that cutting shows too.
_LENGTH = "x" * 1000
_MARK = re.compile(rf"\x02([a-z_.]+)(<|&lt;)?{_LENGTH}\x03")
_LEFT_OVER = re.compile(r"[\x02\x03]|\\u000[23]")


class UnknownForm(ValueError):
    """A template changes a value in a way that slots cannot repeat."""


def text_mark(name: str) -> str:
    """Stands for the text called `name`; templates escape it."""
    return f"\x02{name}<{_LENGTH}\x03"


def html_mark(name: str) -> Markup:
    """Stands for the HTML or URL called `name`; templates print it as it is."""
    return Markup(f"\x02{name}{_LENGTH}\x03")


@dataclass(frozen=True, slots=True)
class Slotted:
    """A rendered template as a format: constant text with the places of named values."""

    format: str

    @classmethod
    def of(cls, rendered: str) -> Self:
        """`rendered`, which holds marks, made a format.

        Raises: UnknownForm if a mark was changed or printed without being escaped.
        """
        format, end = "", 0
        for mark in _MARK.finditer(rendered):
            if mark[2] == "<":
                raise UnknownForm(f"a template prints the page's {mark[1]} without escaping it")
            format += f"{_constant(rendered[end : mark.start()])}%({mark[1]})s"
            end = mark.end()
        return cls(format + _constant(rendered[end:]))

    def filled(self, values: Mapping[str, str]) -> str:
        """The whole text, each slot filled with its HTML."""
        return self.format % values


def escaped(text: str) -> str:
    """`text` as HTML, escaped as templates escape it."""
    return str(escape(text))


def refuse_marks(part: str) -> None:
    """Raises UnknownForm if a mark, or what is left of one, stands in `part`."""
    if left_over := _LEFT_OVER.search(part):
        near = part[max(0, left_over.start() - 60) : left_over.start()]
        raise UnknownForm(f"a template changes a value of the page after {near!r}")


def _constant(part: str) -> str:
    refuse_marks(part)
    return part.replace("%", "%%")
