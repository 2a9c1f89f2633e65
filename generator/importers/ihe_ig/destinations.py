"""Reads the destination of a Markdown link: address, title, and where the text goes on."""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 20
"""How many brackets an address may open."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A link's destination and title, and where the text goes on."""

    address: str
    title: str
    end: int


def destination_at(text: str, at: int) -> Destination | None:
    """The destination whose `(` stands at `at`; None if it has no end."""
    start = at + 1
    limit = min(len(text), at + 3_000)
    while start < limit and text[start] in " \n":
        start += 1
    if text.startswith("<", start):
        stop = text.find(">", start, limit)
        address, end = (text[start + 1 : stop], stop + 1) if stop >= 0 else ("", -1)
    else:
        end = _bare_end(text, start, limit)
        address = text[start:end]
    return _with_title(text, address, end, limit) if end >= 0 else None


def _bare_end(text: str, start: int, limit: int) -> int:
    depth = 0
    for at in range(start, limit):
        letter = text[at]
        if letter == "(":
            depth += 1
            if depth > DEEPEST:
                return -1
        elif letter == ")":
            if depth == 0:
                return at
            depth -= 1
        elif letter in " \n\t":
            return at
    return -1


def _with_title(text: str, address: str, end: int, limit: int) -> Destination | None:
    at = end
    while at < limit and text[at] in " \n\t":
        at += 1
    title = ""
    if at < limit and text[at] in "\"'":
        close = text.find(text[at], at + 1, limit)
        if close < 0:
            return None
        words = " ".join(text[at + 1 : close].replace('"', "”").replace("\\", "").split())
        title = f' "{words}"' if words else ""
        at = close + 1
    while at < limit and text[at] in " \n\t":
        at += 1
    return Destination(address, title, at + 1) if at < limit and text[at] == ")" else None


def autolink_end(text: str, at: int) -> int | None:
    """Where an address in angle brackets ends that begins at `at`; None if none does."""
    if not text.startswith(("<http://", "<https://", "<mailto:"), at):
        return None
    close = text.find(">", at, at + 2_000)
    inner = text[at + 1 : close] if close >= 0 else " "
    return close + 1 if close >= 0 and not any(letter in inner for letter in " \n\t<\"'`\\{}|^") else None
