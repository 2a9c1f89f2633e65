"""Finds HTML tags and comments in text, one at a time, looking no further ahead than a tag may be long."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.importers.ihe_ig.unseen import without_unseen

LONGEST_TAG = 4_000
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NAME = _LETTERS | frozenset("0123456789-:_.")
_SPACE = frozenset(" \t\n")

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "pre",
        "script",
        "section",
        "select",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
        "audio",
        "canvas",
        "embed",
        "input",
        "tablecaption",
        "tf-drawing",
        "tf-generated",
    ]
)
KNOWN = INLINE | BLOCK


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a text, from `start` up to `end`: its name in lower case and its attributes."""

    name: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_closing: bool = False
    is_empty: bool = False

    def get(self, name: str) -> str:
        """The value of an attribute; empty if it is not there."""
        return self.attributes.get(name, "")


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that begins with the `<` at `start`; None if what stands there is not a tag."""
    is_closing = text.startswith("</", start)
    begin = start + (2 if is_closing else 1)
    end = begin
    limit = min(len(text), start + LONGEST_TAG)
    if end >= limit or text[end] not in _LETTERS:
        return None
    while end < limit and text[end] in _NAME:
        end += 1
    name = text[begin:end].lower()
    read = _attributes(text, end, limit)
    if read is None:
        return None
    attributes, end, is_empty = read
    return Tag(name, start, end, attributes, is_closing, is_empty or name in VOID)


def _attributes(text: str, at: int, limit: int) -> tuple[dict[str, str], int, bool] | None:
    attributes: dict[str, str] = {}
    while at < limit:
        letter = text[at]
        if letter in _SPACE:
            at += 1
        elif letter == ">":
            return attributes, at + 1, False
        elif letter == "/":
            if text.startswith("/>", at):
                return attributes, at + 2, True
            at += 1
        elif letter in "<`{}":
            return None
        else:
            name, value, at = _attribute(text, at, limit)
            if not name:
                return None
            attributes.setdefault(name.lower(), without_unseen(html.unescape(value)))
    return None


def _attribute(text: str, at: int, limit: int) -> tuple[str, str, int]:
    begin = at
    while at < limit and text[at] not in "=>/<\"' \t\n":
        at += 1
    name = text[begin:at]
    after = _skip_space(text, at, limit)
    if after >= limit or text[after] != "=":
        return name, "", at
    at = _skip_space(text, after + 1, limit)
    if at < limit and text[at] in "\"'":
        close = text.find(text[at], at + 1, limit)
        return (name, text[at + 1 : close], close + 1) if close >= 0 else ("", "", limit)
    begin = at
    while at < limit and text[at] not in "> \t\n":
        at += 1
    return name, text[begin:at], at


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at] in _SPACE:
        at += 1
    return at


def comment_end(text: str, start: int) -> int | None:
    """Where the comment ends that begins at `start`; None if none begins there or it has no end."""
    if not text.startswith("<!--", start):
        return None
    close = text.find("-->", start + 4)
    return close + 3 if close >= 0 else None
