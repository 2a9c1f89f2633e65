"""Takes characters out that nobody sees, and cuts what is too long for a name."""

from __future__ import annotations

import re

LONGEST_NAME = 300
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
    "\ud800-\udfff"
)
_IN_TEXT = re.compile(f"[{_UNSEEN}]")
_IN_NAMES = re.compile(f"[{_UNSEEN}\xad\u180e\u200b\u2060-\u2064]")


def without_unseen(text: str) -> str:
    """The text without controls, marks that turn its direction, and letters that are none."""
    return _IN_TEXT.sub("", text)


def words_of(text: str) -> str:
    """The text on one line, one space between words, without even what texts may hold unseen."""
    return " ".join(_IN_NAMES.sub("", " ".join(text.split())).split())


def as_name(text: str) -> str:
    """The words of a text, as many as the name of a record may have."""
    name = words_of(text)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
