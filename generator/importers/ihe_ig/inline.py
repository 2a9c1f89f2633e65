"""Inline kramdown, with the HTML that editors put into it, becomes inline text of our dialect."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.destinations import Destination, autolink_end, destination_at
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.tags import INLINE, KNOWN, Tag, comment_end, tag_at
from generator.importers.ihe_ig.unseen import without_unseen

DEEPEST = 25
_SPECIAL = re.compile(r"[\\`*\[\]<{$]")
_CLOSERS = frozenset(".,:;!?\"'”’")


def to_markdown(text: str, scope: Scope, line: int = 1) -> str:
    """The text in our dialect; lines stay lines. `line` is where it stands in the page."""
    scanner = _Scanner(text, scope, line)
    at = 0
    while (found := _SPECIAL.search(text, at)) is not None:
        scanner.out.append(_plain(text[at : found.start()]))
        at = _HANDLERS[found[0]](scanner, found.start())
    scanner.out.append(_plain(text[at:]))
    for element in scanner.elements:
        scanner.note(
            element.tag.start, f"<{element.tag.name}>", "the element is never closed; its text stays"
        )
    return spans.joined(scanner.out)


def _plain(text: str) -> str:
    """Text without the sign that marks requirements in our dialect."""
    return text.replace("§", "&sect;")


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An opened bracket: its place in the output, and whether an image begins there."""

    place: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class _Open:
    """An HTML element whose end has not come yet: its tag, and where its content begins in the output."""

    tag: Tag
    place: int


class _Scanner:
    """A text that is read once from left to right, and what it has become so far."""

    def __init__(self, text: str, scope: Scope, line: int) -> None:
        self.text = text
        self.scope = scope
        self.line = line
        self.out: list[str] = []
        self.brackets: list[_Bracket] = []
        self.elements: list[_Open] = []
        self.marks: list[str] = []
        self._counted = 0
        self._counted_line = line

    def note(self, at: int, what: str, why: str) -> None:
        """Note something about the place `at` of the text."""
        self.scope.note(self.line_of(at), what, why)

    def line_of(self, at: int) -> int:
        """The page's line at the place `at` of the text."""
        if at < self._counted:
            return self.line + self.text.count("\n", 0, at)
        self._counted_line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._counted_line


def _escape(scanner: _Scanner, at: int) -> int:
    """A backslash and what it escapes; where the text goes on."""
    text = scanner.text
    after = text[at + 1 : at + 2]
    if after == "[":
        close = text.find("]", at, at + 45)
        inner = text[at + 2 : close].rstrip("\\") if close >= 0 else ""
        if spans.is_id(inner) and text[close + 1 : close + 2] not in ("(", "[", "{"):
            scanner.out.append(f"[{inner}]")
            return close + 1
    if after == "\\" and text[at + 2 : at + 3] == "\n":
        scanner.out.append("\\")
        return at + 2
    if after in ("", "\n"):
        scanner.out.append("\\\\")
        return at + 1
    scanner.out.append("\\" + after)
    return at + 2


def _backtick(scanner: _Scanner, at: int) -> int:
    """A code span, or backticks that stand for themselves."""
    text = scanner.text
    end = at
    while end < len(text) and text[end] == "`":
        end += 1
    ticks = text[at:end]
    close = text.find(ticks, end)
    while close >= 0 and (text[close - 1] == "`" or text.startswith("`", close + len(ticks))):
        close = text.find(ticks, close + 1)
    if close < 0:
        scanner.out.append("\\`" * len(ticks))
        return end
    scanner.out.append(text[at : close + len(ticks)])
    return close + len(ticks)


def _mark(scanner: _Scanner, at: int) -> int:
    """Marks of emphasis; a closing one moves before punctuation where CommonMark would not see it."""
    text, out, marks = scanner.text, scanner.out, scanner.marks
    end = at
    while end < len(text) and text[end] == "*":
        end += 1
    run = text[at:end]
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if marks and marks[-1] == run and before and not before.isspace():
        marks.pop()
        if before in _CLOSERS and after.isalnum() and out and out[-1].endswith(before) and out[-1] != before:
            out[-1] = out[-1][:-1]
            out.extend((run, before))
            return end
    elif after and not after.isspace():
        marks.append(run)
    out.append(run)
    return end


def _opening_bracket(scanner: _Scanner, at: int) -> int:
    """The begin of a link or image, or a bracket."""
    is_image = at > 0 and scanner.text[at - 1] == "!" and bool(scanner.out) and scanner.out[-1].endswith("!")
    if is_image:
        scanner.out[-1] = scanner.out[-1][:-1]
    scanner.out.append("![" if is_image else "[")
    scanner.brackets.append(_Bracket(len(scanner.out) - 1, is_image))
    return at + 1


def _closing_bracket(scanner: _Scanner, at: int) -> int:
    """The end of a link's text, with its destination if one follows."""
    bracket = scanner.brackets.pop() if scanner.brackets else None
    found = destination_at(scanner.text, at + 1) if scanner.text.startswith("(", at + 1) else None
    if bracket is None or found is None:
        scanner.out.append("]")
        return at + 1
    if bracket.is_image:
        _image(scanner, bracket, found, at)
    else:
        _link(scanner, bracket, found, at)
    return _after_attributes(scanner, found.end)


def _link(scanner: _Scanner, bracket: _Bracket, found: Destination, at: int) -> None:
    words = spans.joined(scanner.out[bracket.place + 1 :])
    target = scanner.scope.link(found.address, scanner.line_of(at), words)
    if target is None:
        scanner.out[bracket.place] = ""
    else:
        scanner.out.append(f"]({target}{found.title})")


def _image(scanner: _Scanner, bracket: _Bracket, found: Destination, at: int) -> None:
    alternative = spans.joined(scanner.out[bracket.place + 1 :])
    del scanner.out[bracket.place :]
    path = scanner.scope.picture(found.address, scanner.line_of(at))
    if path is None:
        scanner.out.append(spans.missing_picture(alternative, found.address))
    else:
        scanner.out.append(f"![{alternative}]({path}{found.title})")


def _after_attributes(scanner: _Scanner, at: int) -> int:
    """Where the text goes on behind kramdown's attributes of a span; they are layout and left out."""
    text = scanner.text
    if text.startswith("{:", at):
        close = text.find("}", at, at + 200)
        return close + 1 if close >= 0 else at
    if text.startswith("{", at) and not text.startswith(("{{", "{%"), at):
        scanner.out.append("\\{")
        return at + 1
    return at


def _angle(scanner: _Scanner, at: int) -> int:
    """A tag, a comment, an address in angle brackets, or a `<` that stays one, whatever is left out next."""
    text = scanner.text
    end = comment_end(text, at)
    if end is not None:
        scanner.note(at, text[at:end], "a comment is not published text; it is left out")
        return end
    address = autolink_end(text, at)
    if address is not None:
        scanner.out.append(text[at:address])
        return address
    tag = tag_at(text, at)
    if tag is not None and tag.name in KNOWN:
        return _element(scanner, tag)
    is_like_a_tag = text[at + 1 : at + 2].isalpha() or text.startswith(tuple("/!?<{"), at + 1)
    scanner.out.append("\\<" if is_like_a_tag else "<")
    return at + 1


def _element(scanner: _Scanner, tag: Tag) -> int:
    """A tag of HTML inside a text."""
    scope, line = scanner.scope, scanner.line_of(tag.start)
    if tag.name == "br":
        scanner.out.append("<br>")
    elif tag.name == "img":
        scanner.out.append(spans.picture(tag, scope, line))
    elif tag.name in spans.CODE and not tag.is_closing and not tag.is_empty:
        return _code_element(scanner, tag)
    elif tag.name not in INLINE:
        if not tag.is_closing:
            scanner.note(tag.start, f"<{tag.name}>", "a block inside a line of text; its text stays")
            scanner.out.append(scope.anchor(tag.get("id"), line))
    elif tag.is_closing:
        _close(scanner, tag)
    elif tag.is_empty:
        scanner.out.append(spans.wrap(tag, "", scope, line))
    elif len(scanner.elements) < DEEPEST:
        scanner.elements.append(_Open(tag, len(scanner.out)))
    return tag.end


def _code_element(scanner: _Scanner, tag: Tag) -> int:
    """A `code` element, whose inside is no Markdown."""
    close = scanner.text.find(f"</{tag.name}", tag.end)
    stop = scanner.text.find(">", close) if close >= 0 else -1
    if stop < 0:
        return tag.end
    scanner.out.append(spans.code(without_unseen(html.unescape(scanner.text[tag.end : close]))))
    return stop + 1


def _close(scanner: _Scanner, tag: Tag) -> None:
    """End the innermost open element of that name."""
    out, elements = scanner.out, scanner.elements
    depth = next((n for n in range(len(elements) - 1, -1, -1) if elements[n].tag.name == tag.name), None)
    if depth is None:
        scanner.note(tag.start, f"</{tag.name}>", "an end tag without a begin; it is left out")
        return
    element = elements[depth]
    content = spans.joined(out[element.place :])
    del out[element.place :], elements[depth:]
    scanner.brackets = [bracket for bracket in scanner.brackets if bracket.place < element.place]
    out.append(spans.wrap(element.tag, content, scanner.scope, scanner.line_of(element.tag.start)))


def _brace(scanner: _Scanner, at: int) -> int:
    """Attributes of kramdown, Liquid that could not be filled in, or a brace."""
    text = scanner.text
    if text.startswith(("{{", "{%"), at):
        close = text.find("}}" if text[at + 1] == "{" else "%}", at, at + 400)
        if close >= 0:
            scanner.out.append(spans.code(text[at : close + 2]))
            return close + 2
    if text.startswith("{:", at):
        close = text.find("}", at, at + 200)
        if close >= 0:
            scanner.note(at, text[at : close + 1], "kramdown attributes are layout; they are left out")
            return close + 1
    before = text[at - 1 : at] if at else ""
    scanner.out.append("\\{" if before and before in ")]`*_>" else "{")
    return at + 1


def _dollar(scanner: _Scanner, at: int) -> int:
    """A formula between two pairs of dollar signs, kept as code."""
    text = scanner.text
    close = text.find("$$", at + 2) if text.startswith("$$", at) else -1
    if close < 0:
        scanner.out.append("$")
        return at + 1
    scanner.note(at, text[at : close + 2], "formulas are kept as code")
    scanner.out.append(spans.code(text[at + 2 : close]))
    return close + 2


_HANDLERS: Mapping[str, Callable[[_Scanner, int], int]] = {
    "\\": _escape,
    "`": _backtick,
    "*": _mark,
    "[": _opening_bracket,
    "]": _closing_bracket,
    "<": _angle,
    "{": _brace,
    "$": _dollar,
}
