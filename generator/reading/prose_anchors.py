"""Ids of headings as kramdown gives them with GFM input, so that published links keep working."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

RESERVED = ("tf-", "__")
"""How ids begin that belong to the page around a text."""

_NOT_WORD_IN_ASCII = re.compile(r"[^a-z0-9_\- \t]")
_DASHES = re.compile(r"---?")
_SPACES = str.maketrans(" \t", "--")


def slug(text: str) -> str:
    """The anchor of a heading's text, before duplicates are numbered; "section" where nothing is left.

    Source: `generate_gfm_header_id` of kramdown-parser-gfm; what Ruby calls a word character is a
    letter, mark, decimal or letter number, or connector.
    """
    lowered = text.lower()
    if lowered.isascii():
        kept = _NOT_WORD_IN_ASCII.sub("", lowered)
    else:
        kept = "".join(character for character in lowered if character in "- \t" or _is_word(character))
    return kept.translate(_SPACES) or "section"


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def heading_text(children: Sequence[Token]) -> str:
    """What kramdown takes a heading's anchor from: its text and code, without tags and images.

    Two or three hyphens are a dash to kramdown, and dashes are no part of an anchor.
    """
    parts = []
    for token in children:
        if token.type == "text":
            parts.append(_DASHES.sub("", token.content))
        elif token.type in ("code_inline", "citation"):
            parts.append(token.content)
    return "".join(parts)


class Slugs:
    """Gives each heading of a text an anchor of its own, beside the ids its author chose."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._counts: dict[str, int] = {}

    def next(self, text: str) -> str:
        """The anchor for the next heading with this text: `x`, then `x-1`, `x-2`."""
        base = slug(text)
        if base.startswith(RESERVED):
            base = f"section-{base}"
        while True:
            count = self._counts.get(base, 0)
            self._counts[base] = count + 1
            anchor = f"{base}-{count}" if count else base
            if anchor not in self._taken:
                self._taken.add(anchor)
                return anchor
