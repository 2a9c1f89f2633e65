"""Anchors as published: kramdown-GFM's ids of headings, and ids that our dialect can carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

RESERVED = ("tf-", "__")
_NO_LETTER = re.compile(r"[^\w.:~-]+")
LONGEST_ANCHOR = 300


def heading_anchor(text: str) -> str:
    """The id that kramdown-GFM makes from a heading's plain text, before duplicates are told apart.

    Two or three hyphens are a dash to kramdown, and dashes are no part of an id.
    """
    lowered = text.replace("---", "").replace("--", "").lower()
    kept = "".join(letter for letter in lowered if letter in "- \t" or _is_word(letter))
    return kept.replace(" ", "-").replace("\t", "-") or "section"


def _is_word(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def numbered(anchors: Iterable[str]) -> Iterator[str]:
    """The same ids with the n-th repetition of one told apart by `-n`."""
    seen: dict[str, int] = {}
    for anchor in anchors:
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        yield f"{anchor}-{count}" if count else anchor


def is_possible(anchor: str) -> bool:
    """Whether a content file may carry this id."""
    return (
        0 < len(anchor) <= LONGEST_ANCHOR
        and not _NO_LETTER.search(anchor)
        and not anchor.lower().startswith(RESERVED)
    )


def carried(anchor: str) -> str:
    """The id as a content file may carry it: a hyphen stands for other letters."""
    return _NO_LETTER.sub("-", anchor.strip())[:LONGEST_ANCHOR]


def attribute(anchor: str) -> str:
    """The id as our dialect writes it inside braces."""
    is_plain = all(letter.isalnum() or letter in "_-:" for letter in anchor)
    return f"#{anchor}" if is_plain else f'id="{anchor}"'
