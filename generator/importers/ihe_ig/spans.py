"""Marked-up words of our dialect: how an inline HTML element, or plain text, is written in it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.tags import Tag

_STRONG = frozenset(["b", "strong"])
_EMPHASIS = frozenset(["i", "em", "dfn", "var"])
_CLASSES = {
    "sup": "sup",
    "sub": "sub",
    "u": "underline",
    "ins": "ins",
}
_STRUCK = frozenset(["del", "s", "strike"])
CODE = frozenset(["code", "tt", "kbd", "samp"])
_PUNCTUATION = ".,:;!?\"'”’“‘"


def wrap(tag: Tag, content: str, scope: Scope, line: int) -> str:
    """What an inline element becomes, its content already being written in our dialect."""
    name = tag.name
    anchor = scope.anchor(tag.get("id") or (tag.get("name") if name == "a" else ""), line)
    if name in _STRONG:
        return anchor + _delimited(content, "**")
    if name in _EMPHASIS:
        return anchor + _delimited(content, "*")
    if name in _STRUCK:
        return anchor + _delimited(content, "~~")
    if name in _CLASSES:
        return anchor + _classed(content, _CLASSES[name])
    if name == "span" and "underline" in tag.get("class").split():
        return anchor + _classed(content, "underline")
    if name == "a" and "href" in tag.attributes:
        return anchor + _link(tag.get("href"), content, scope, line)
    return anchor + content


def _delimited(content: str, mark: str) -> str:
    """Content between marks; spaces and the punctuation at its end go outside, where marks still work."""
    inner = content.strip()
    if not inner or mark in inner or inner.startswith("*") or inner.endswith(("*", "\\")):
        return content
    before = content[: len(content) - len(content.lstrip())]
    after = content[len(content.rstrip()) :]
    tail = len(inner) - len(inner.rstrip(_PUNCTUATION)) if not after else 0
    if tail == len(inner):
        return content
    return f"{before}{mark}{inner[: len(inner) - tail]}{mark}{inner[len(inner) - tail :]}{after}"


def _classed(content: str, name: str) -> str:
    inner = content.strip()
    if not inner or not _is_balanced(inner):
        return content
    before = content[: len(content) - len(content.lstrip())]
    after = content[len(content.rstrip()) :]
    return f"{before}[{inner}]{{.{name}}}{after}"


def _link(href: str, content: str, scope: Scope, line: int) -> str:
    destination = scope.link(href, line, content)
    inner = content.strip().replace("<br>", " ")
    if destination is None or not inner:
        return content
    return f"[{inner}]({destination})" if _is_balanced(inner) else f"{inner} ([link]({destination}))"


def _is_balanced(text: str) -> bool:
    depth = 0
    is_escaped = False
    for letter in text:
        if is_escaped:
            is_escaped = False
        elif letter == "\\":
            is_escaped = True
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def code(text: str) -> str:
    """Text as a code span, with enough backticks around it."""
    inner = " ".join(text.split())
    if not inner:
        return ""
    longest = run = 0
    for letter in inner:
        run = run + 1 if letter == "`" else 0
        longest = max(longest, run)
    ticks = "`" * (longest + 1)
    space = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{ticks}{space}{inner}{space}{ticks}"


def joined(parts: Iterable[str]) -> str:
    """Parts of a text, one after the other; code right beside code keeps its own backticks."""
    out: list[str] = []
    is_code = False
    for part in parts:
        if is_code and part.startswith("`"):
            out.append(" ")
        out.append(part)
        is_code = part.endswith("`") and not part.endswith("\\`") if part else is_code
    return "".join(out)


def picture(tag: Tag, scope: Scope, line: int) -> str:
    """What an `img` becomes: an image, or words that say what is missing."""
    alternative = plain(tag.get("alt") or tag.get("title") or "")
    path = scope.picture(tag.get("src"), line)
    if path is None:
        return missing_picture(alternative, tag.get("src"))
    title = tag.get("caption") or tag.get("title")
    words = " ".join(title.replace("\\", "").replace('"', "”").split())
    return f'![{alternative}]({path} "{words}")' if words else f"![{alternative}]({path})"


def missing_picture(alternative: str, source: str) -> str:
    """What stands where a picture would be that the guide does not have."""
    shown = alternative.strip() or "Picture"
    return f"{shown} ({code(source) or 'no source'} is not part of the guide’s source)"


def plain(text: str) -> str:
    """Text that means nothing but itself, escaped where our dialect would read a construct."""
    out: list[str] = []
    for place, letter in enumerate(text):
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        out.append(_plain_letter(letter, before, after, text, place))
    return "".join(out)


def _plain_letter(letter: str, before: str, after: str, text: str, place: int) -> str:
    if letter in "\\`*<|~$" and not (letter in "*~$|" and before == after == " " and letter == "|"):
        return letter if letter in "|$" else f"\\{letter}"
    if letter == "_":
        return "_" if before.isalnum() and after.isalnum() else "\\_"
    if letter in "[]":
        return letter if _is_citation(text, place) else f"\\{letter}"
    if letter == "{":
        return "\\{" if before in ")]`*_" or not before.strip() else "{"
    if letter == "§":
        return "&sect;"
    if letter == "&":
        return "\\&" if after.isalpha() or after == "#" else "&"
    if letter in "!" and after == "[":
        return "\\!"
    return letter


def _is_citation(text: str, place: int) -> bool:
    """Whether the bracket at `place` belongs to an id between brackets, such as [ITI-65]."""
    opening = place if text[place] == "[" else text.rfind("[", max(0, place - 40), place)
    closing = text.find("]", opening, opening + 42) if opening >= 0 else -1
    if closing < place or (closing + 1 < len(text) and text[closing + 1] in "([{"):
        return False
    return is_id(text[opening + 1 : closing])


def is_id(text: str) -> bool:
    """Whether this looks like a transaction's or proposal's id: letters, hyphen, digits."""
    head, hyphen, number = text.rpartition("-")
    return bool(hyphen and number.isdigit() and head[:1].isalpha() and head.replace("-", "").isalnum())
