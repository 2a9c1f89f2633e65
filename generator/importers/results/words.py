"""How words of exports are compared and shown."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Generic, TypeVar

V = TypeVar("V")
_JOINTS = re.compile(r"[\s_-]+")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SHOWN = 60
_LONGEST_COMPARED = 200
_MOST_COMPARED = 5_000


def folded(word: str) -> str:
    """A keyword as it is compared with others: without case, `_`, `-` and spaces being one."""
    return _JOINTS.sub("-", unicodedata.normalize("NFKC", word).casefold()).strip("-")


def plain_letters(name: str) -> str:
    """The letters and digits of a name, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if each.isalnum()) or name


def is_plain_key(word: str) -> bool:
    """Whether a word is written as keys of options are: `fhir-documents-publish`."""
    return _KEY.fullmatch(word) is not None and len(word) <= 80


def shown(word: str) -> str:
    """A word as findings quote it: short, on one line, with nothing hidden."""
    cut = word if len(word) <= _LONGEST_SHOWN else f"{word[: _LONGEST_SHOWN - 1]}…"
    visible = (each if each.isprintable() and each != "`" else f"\\u{{{ord(each):x}}}" for each in cut)
    return f"`{''.join(visible)}`"


def nearest(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """At most three names near to `word`, the nearest first."""
    if len(word) > _LONGEST_COMPARED:
        return ()
    by_folded: dict[str, str] = {}
    for name in islice(names, _MOST_COMPARED):
        by_folded.setdefault(folded(name), name)
    found = difflib.get_close_matches(folded(word), by_folded, n=3, cutoff=0.5)
    return tuple(by_folded[each] for each in found)


class WordMap(Generic[V]):
    """What words stand for, by their spelling and else folded; two that fold to one must agree."""

    def __init__(self, pairs: Iterable[tuple[str, V]], *, is_folding: bool = True) -> None:
        self._exact = dict(pairs)
        self._folded: dict[str, V | None] = {}
        for word, value in self._exact.items() if is_folding else ():
            first = self._folded.setdefault(folded(word), value)
            if first != value:
                self._folded[folded(word)] = None

    @property
    def words(self) -> Iterable[str]:
        """Every word."""
        return self._exact

    def find(self, word: str) -> V | None:
        """What `word` stands for; None if nothing."""
        found = self._exact.get(word)
        return found if found is not None else self._folded.get(folded(word))
