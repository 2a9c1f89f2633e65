"""HTML as a tree: elements as they nest, missing end tags put in, bounded in depth and number."""

from __future__ import annotations

import html
from collections.abc import Iterator

from generator.importers.ihe_ig.tags import KNOWN, Tag, comment_end, tag_at
from generator.importers.ihe_ig.unseen import without_unseen

DEEPEST = 40
MOST_ELEMENTS = 50_000
_CLOSES = {
    "li": frozenset(["li"]),
    "p": frozenset(["p"]),
    "td": frozenset(["td", "th", "p", "li"]),
    "th": frozenset(["td", "th", "p", "li"]),
    "tr": frozenset(["tr", "td", "th", "p", "li"]),
    "tbody": frozenset(["thead", "tbody", "tr", "td", "th"]),
    "tfoot": frozenset(["thead", "tbody", "tr", "td", "th"]),
    "thead": frozenset(["caption", "colgroup"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "option": frozenset(["option"]),
}
_LIMITS = frozenset(["table", "ul", "ol", "dl", "div", "blockquote", "td", "th", "figure"])
_RAW = frozenset(["script", "style", "textarea", "title", "svg"])


class Element:
    """An element: its tag, and its children in order, text or elements."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.children: list[Element | str] = []

    @property
    def name(self) -> str:
        """The tag's name."""
        return self.tag.name

    def get(self, attribute: str) -> str:
        """The value of an attribute; empty if it is not there."""
        return self.tag.get(attribute)

    def elements(self, *names: str) -> Iterator[Element]:
        """The child elements, those with one of `names` where given."""
        for child in self.children:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    def inside(self, *names: str) -> Iterator[Element]:
        """The elements with one of `names` anywhere inside, in the order they stand."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Element)]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All text inside, without markup."""
        parts: list[str] = []
        waiting: list[Element | str] = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                parts.append(child)
            else:
                parts.append("\n" if child.name == "br" else "")
                waiting.extend(reversed(child.children))
        return "".join(parts)


def element_end(text: str, tag: Tag) -> int | None:
    """Where the element that opens with `tag` ends; None if it is never closed."""
    if tag.is_empty:
        return tag.end
    if tag.name in _RAW:
        return _raw_end(text, tag)
    depth, at = 1, tag.end
    while (at := text.find("<", at)) >= 0:
        comment = comment_end(text, at)
        if comment is not None:
            at = comment
            continue
        inner = tag_at(text, at)
        if inner is None:
            at += 1
            continue
        at = inner.end
        if inner.name == tag.name and not inner.is_empty:
            depth += -1 if inner.is_closing else 1
            if depth == 0:
                return at
    return None


def _raw_end(text: str, tag: Tag) -> int | None:
    close = _raw_close(text, tag, len(text))
    stop = text.find(">", close) if close >= 0 else -1
    return stop + 1 if stop >= 0 else None


def _raw_close(text: str, tag: Tag, end: int) -> int:
    """Where the end tag stands that closes an element whose inside is no markup; -1 if there is none."""
    close = text.find("</", tag.end, end)
    while close >= 0 and text[close + 2 : close + 2 + len(tag.name)].lower() != tag.name:
        close = text.find("</", close + 2, end)
    return close


def parse(text: str, start: int, end: int) -> Element:
    """The tree of the HTML between two places; its root is an element without a name."""
    root = Element(Tag("", start, start))
    builder = _Builder(text, root)
    at = start
    while at < end:
        at = builder.step(at, end)
    return root


class _Builder:
    """The open elements while a tree is built."""

    def __init__(self, text: str, root: Element) -> None:
        self.text = text
        self.open = [root]
        self.count = 0

    def step(self, at: int, end: int) -> int:
        """Take in what stands at `at`; where the next thing stands."""
        if self.text[at] != "<":
            stop = self.text.find("<", at, end)
            stop = end if stop < 0 else stop
            self.add_text(without_unseen(html.unescape(self.text[at:stop])))
            return stop
        comment = comment_end(self.text, at)
        if comment is not None:
            return min(comment, end)
        tag = tag_at(self.text, at)
        if tag is None or tag.end > end or tag.name not in KNOWN or self.count > MOST_ELEMENTS:
            self.add_text("<")
            return at + 1
        self.take(tag, end)
        return self.after_raw(tag, end)

    def add_text(self, text: str) -> None:
        """Add text to the innermost open element."""
        if text:
            self.open[-1].children.append(text)

    def take(self, tag: Tag, end: int) -> None:
        """Open or close the element of a tag."""
        if tag.is_closing:
            self.close(tag)
            return
        closes = _CLOSES.get(tag.name, frozenset())
        while len(self.open) > 1 and self.open[-1].name in closes:
            self.open.pop()
        element = Element(tag)
        self.count += 1
        self.open[-1].children.append(element)
        if not tag.is_empty and len(self.open) < DEEPEST:
            self.open.append(element)

    def close(self, tag: Tag) -> None:
        """Close the innermost open element of that name, and what is open inside it."""
        for depth in range(len(self.open) - 1, 0, -1):
            name = self.open[depth].name
            if name == tag.name:
                del self.open[depth:]
                return
            if (
                name in _LIMITS
                and tag.name not in _LIMITS
                and tag.name not in ("tr", "tbody", "thead", "tfoot")
            ):
                return

    def after_raw(self, tag: Tag, end: int) -> int:
        """Where to go on after a tag: behind the raw text of a script or style sheet, taken as text."""
        if tag.is_closing or tag.is_empty or tag.name not in _RAW or self.open[-1].tag is not tag:
            return tag.end
        close = _raw_close(self.text, tag, end)
        close = end if close < 0 else close
        self.add_text(self.text[tag.end : close])
        return close
