"""The small index of exact names: every id, title and synonym, and the page that bears it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from generator.site import SearchEntry

_DIGITS = re.compile(r"([0-9]+)")
_VARIABLE = "tfpubSearchNames"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchablePage:
    """A page as search sees it: where it is, its final article HTML, and how search treats it."""

    address: str
    title: str
    html: str
    entry: SearchEntry


def names_script(pages: Iterable[SearchablePage]) -> bytes:
    """A script that hands the name index to the page; it loads from a folder as well as from a host.

    Shape: `pages` are [address, title, kind, domain, status, year]; `ids`, `titles` and `synonyms` are
    [name, number of its page, anchor there or ""], in natural order (ITI-9 before ITI-10).
    """
    ordered = sorted(pages, key=lambda page: (_natural(page.title), page.address))
    numbered = tuple(enumerate(ordered))
    index = {
        "pages": [_row(page) for page in ordered],
        "ids": _names((name, number, "") for number, page in numbered for name in page.entry.ids),
        "titles": _names((page.title, number, "") for number, page in numbered),
        "synonyms": _names(
            (name, number, page.entry.anchors.get(name, ""))
            for number, page in numbered
            for name in page.entry.synonyms
        ),
    }
    return f"var {_VARIABLE} = ".encode() + msgspec.json.encode(index) + b";\n"


def _row(page: SearchablePage) -> tuple[str, ...]:
    entry = page.entry
    return page.address, page.title, entry.kind, entry.domain, entry.status, entry.year


def _names(names: Iterable[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    return sorted(set(names), key=lambda row: (_natural(row[0]), row))


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple(_natural_parts(name.casefold()))


def _natural_parts(name: str) -> Iterator[tuple[int, str]]:
    for part in _DIGITS.split(name):
        # A number counts by its length first: int() refuses what is longer than 4,300 digits.
        digits = part.lstrip("0")
        yield (len(digits), digits) if _DIGITS.fullmatch(part) else (-1, part)
