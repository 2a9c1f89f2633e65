"""Inline kramdown, with the HTML that editors put into it, becomes inline text of our dialect."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.destinations import Destination, autolink_end, destination_at
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.tags import INLINE, KNOWN, Tag, comment_end, tag_at

DEEPEST = 25
_CLOSERS = frozenset(".,:;!?\"'”’")


def to_markdown(text: str, scope: Scope, line: int = 1) -> str:
    """The text in our dialect; lines stay lines. `line` is where it stands in the page."""
    return _Scanner(text, scope, line).run()


@dataclass(slots=True)
class _Bracket:
    """An opened bracket: its place in the output, and whether an image begins there."""

    place: int
    is_image: bool


@dataclass(slots=True)
class _Open:
    """An HTML element whose end has not come yet: its tag, and where its content begins in the output."""

    tag: Tag
    place: int


@dataclass(slots=True)
class _Scanner:
    """Reads the text once, from left to right."""

    text: str
    scope: Scope
    line: int
    out: list[str] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    elements: list[_Open] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def run(self) -> str:
        """The whole text, converted."""
        at = 0
        while at < len(self.text):
            at = self.step(at)
        for element in self.elements:
            self.note(element.tag.start, f"<{element.tag.name}>", "the element is never closed; its text stays")
        return "".join(self.out)

    def note(self, at: int, what: str, why: str) -> None:
        """Note something about the place `at` of the text."""
        self.scope.note(self.line_of(at), what, why)

    def line_of(self, at: int) -> int:
        """The page's line at the place `at` of the text."""
        return self.line + self.text.count("\n", 0, at)

    def step(self, at: int) -> int:
        """Take in what stands at `at`; where the next thing stands."""
        letter = self.text[at]
        handler = _HANDLERS.get(letter)
        if handler is not None:
            return handler(self, at)
        self.out.append(letter)
        return at + 1

    def escape(self, at: int) -> int:
        """A backslash and what it escapes."""
        after = self.text[at + 1 : at + 2]
        if after == "[":
            close = self.text.find("]", at, at + 45)
            inner = self.text[at + 2 : close].rstrip("\\") if close >= 0 else ""
            if spans.is_id(inner) and self.text[close + 1 : close + 2] not in ("(", "[", "{"):
                self.out.append(f"[{inner}]")
                return close + 1
        if after == "\\" and self.text[at + 2 : at + 3] == "\n":
            self.out.append("\\")
            return at + 2
        if after in ("", "\n"):
            self.out.append("\\\\")
            return at + 1
        self.out.append("\\" + after)
        return at + 2

    def backtick(self, at: int) -> int:
        """A code span, or backticks that stand for themselves."""
        end = at
        while end < len(self.text) and self.text[end] == "`":
            end += 1
        ticks = self.text[at:end]
        close = self.text.find(ticks, end)
        while close >= 0 and (self.text[close - 1] == "`" or self.text.startswith("`", close + len(ticks))):
            close = self.text.find(ticks, close + 1)
        stop = close + len(ticks) if close >= 0 else end
        self.out.append(self.text[at:stop])
        return stop

    def mark(self, at: int) -> int:
        """Marks of emphasis; a closing one moves before punctuation where CommonMark would not see it."""
        end = at
        while end < len(self.text) and self.text[end] == self.text[at]:
            end += 1
        run = self.text[at:end]
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        if self.marks and self.marks[-1] == run and before and not before.isspace():
            self.marks.pop()
            if before in _CLOSERS and after.isalnum() and self.out and self.out[-1] == before:
                self.out.insert(len(self.out) - 1, run)
                return end
        elif after and not after.isspace():
            self.marks.append(run)
        self.out.append(run)
        return end

    def opening_bracket(self, at: int) -> int:
        """The begin of a link or image, or a bracket."""
        is_image = bool(self.out) and self.out[-1] == "!" and self.text[at - 1 : at] == "!"
        self.out.append("[")
        self.brackets.append(_Bracket(len(self.out) - 1, is_image))
        return at + 1

    def closing_bracket(self, at: int) -> int:
        """The end of a link's text, with its destination if one follows."""
        bracket = self.brackets.pop() if self.brackets else None
        if bracket is None or not self.text.startswith("(", at + 1):
            self.out.append("]")
            return at + 1
        found = destination_at(self.text, at + 1)
        if found is None:
            self.out.append("]")
            return at + 1
        if bracket.is_image:
            self.image(bracket, found, at)
        else:
            self.link(bracket, found, at)
        return self.after_attributes(found.end)

    def link(self, bracket: _Bracket, found: Destination, at: int) -> None:
        """Write a link's new destination, or leave its text alone."""
        words = "".join(self.out[bracket.place + 1 :])
        target = self.scope.link(found.address, self.line_of(at), words)
        if target is None:
            self.out[bracket.place] = ""
            return
        self.out.append(f"]({target}{found.title})")

    def image(self, bracket: _Bracket, found: Destination, at: int) -> None:
        """Write an image, or words that say which picture is missing."""
        alternative = "".join(self.out[bracket.place + 1 :])
        del self.out[bracket.place - 1 :]
        path = self.scope.picture(found.address, self.line_of(at))
        if path is None:
            missing = spans.code(found.address) or "no source"
            self.out.append(f"*{alternative or 'Picture'} ({missing} is not part of the guide’s source)*")
        else:
            self.out.append(f"![{alternative}]({path}{found.title})")

    def after_attributes(self, at: int) -> int:
        """Where the text goes on behind kramdown's attributes of a span; they are layout and left out."""
        if self.text.startswith("{:", at):
            close = self.text.find("}", at, at + 200)
            return close + 1 if close >= 0 else at
        if self.text.startswith("{", at) and not self.text.startswith("{{", at):
            self.out.append("\\{")
            return at + 1
        return at

    def angle(self, at: int) -> int:
        """A tag, a comment, an address in angle brackets, or a `<` that means itself."""
        end = comment_end(self.text, at)
        if end is not None:
            self.note(at, self.text[at:end], "a comment is not published text; it is left out")
            return end
        address = autolink_end(self.text, at)
        if address is not None:
            self.out.append(self.text[at:address])
            return address
        tag = tag_at(self.text, at)
        if tag is None or tag.name not in KNOWN:
            return self.literal_angle(at)
        return self.element(tag)

    def literal_angle(self, at: int) -> int:
        """A `<` that begins no markup of ours."""
        after = self.text[at + 1 : at + 2]
        self.out.append("\\<" if after.isalpha() or after in ("/", "!", "?") else "<")
        return at + 1

    def element(self, tag: Tag) -> int:
        """A tag of HTML inside a text."""
        line = self.line_of(tag.start)
        if tag.name == "br":
            self.out.append("<br>")
        elif tag.name == "img":
            self.out.append(spans.picture(tag, self.scope, line))
        elif tag.name in spans.CODE and not tag.is_closing and not tag.is_empty:
            return self.code_element(tag)
        elif tag.name not in INLINE:
            if not tag.is_closing:
                self.note(tag.start, f"<{tag.name}>", "a block inside a line of text; its text stays")
                self.out.append(self.scope.anchor(tag.get("id"), line))
        elif tag.is_closing:
            self.close(tag)
        elif tag.is_empty:
            self.out.append(spans.wrap(tag, "", self.scope, line))
        elif len(self.elements) < DEEPEST:
            self.elements.append(_Open(tag, len(self.out)))
        return tag.end

    def code_element(self, tag: Tag) -> int:
        """A `code` element, whose inside is no Markdown."""
        close = self.text.find(f"</{tag.name}", tag.end)
        stop = self.text.find(">", close) if close >= 0 else -1
        if stop < 0:
            return tag.end
        self.out.append(spans.code(html.unescape(self.text[tag.end : close])))
        return stop + 1

    def close(self, tag: Tag) -> None:
        """End the innermost open element of that name."""
        for depth in range(len(self.elements) - 1, -1, -1):
            element = self.elements[depth]
            if element.tag.name == tag.name:
                content = "".join(self.out[element.place :])
                del self.out[element.place :], self.elements[depth:]
                self.brackets = [bracket for bracket in self.brackets if bracket.place < element.place]
                line = self.line_of(element.tag.start)
                self.out.append(spans.wrap(element.tag, content, self.scope, line))
                return
        self.note(tag.start, f"</{tag.name}>", "an end tag without a begin; it is left out")

    def brace(self, at: int) -> int:
        """Attributes of kramdown, Liquid that could not be filled in, or a brace."""
        if self.text.startswith("{{", at) or self.text.startswith("{%", at):
            close = self.text.find("}}" if self.text[at + 1] == "{" else "%}", at, at + 400)
            if close >= 0:
                self.out.append(spans.code(self.text[at : close + 2]))
                return close + 2
        if self.text.startswith("{:", at):
            close = self.text.find("}", at, at + 200)
            if close >= 0:
                self.note(at, self.text[at : close + 1], "kramdown attributes are layout; they are left out")
                return close + 1
        before = self.text[at - 1 : at]
        self.out.append("\\{" if before and before in ")]`*_" else "{")
        return at + 1

    def dollar(self, at: int) -> int:
        """A formula between two pairs of dollar signs, kept as code."""
        close = self.text.find("$$", at + 2) if self.text.startswith("$$", at) else -1
        if close < 0 or "\n\n" in self.text[at:close]:
            self.out.append("$")
            return at + 1
        self.note(at, self.text[at : close + 2], "formulas are kept as code")
        self.out.append(spans.code(self.text[at + 2 : close]))
        return close + 2

    def section_sign(self, at: int) -> int:
        """A section sign, which marks requirements in our dialect."""
        self.out.append("&sect;")
        return at + 1


_HANDLERS = {
    "\\": _Scanner.escape,
    "`": _Scanner.backtick,
    "*": _Scanner.mark,
    "[": _Scanner.opening_bracket,
    "]": _Scanner.closing_bracket,
    "<": _Scanner.angle,
    "{": _Scanner.brace,
    "$": _Scanner.dollar,
    "§": _Scanner.section_sign,
}
