"""The markup of an article as a tree: sections, tables and lists that may be cut, and what stays whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
_TAG = re.compile(rf"<(/?)([a-zA-Z][\w:-]*)({_ATTRIBUTES})>")
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_OPENED = frozenset({"article", "details", "div", "dl", "ol", "section", "table", "tbody", "ul"})
_FLOW = frozenset({"", "article", "details", "div", "section"})
# What says the same again wherever its table or box goes on.
REPEATED = frozenset({"caption", "colgroup", "summary", "thead"})
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_SPANNING = re.compile(r'\srowspan="(\d+)"')
_APPLICATION = "data-tf-app"


class UnevenMarkup(ValueError):
    """The article's elements do not close in turn, so nobody can say where it may be cut."""


@dataclass(slots=False, kw_only=True)
class Node:
    """An element that may be cut between its children, or, without any, a piece that stays whole.

    `name` is the element's, or empty for text and for pieces that belong together.
    """

    name: str = ""
    opening: str = ""
    closing: str = ""
    children: list[Node] = field(default_factory=list)

    @cached_property
    def size(self) -> int:
        """Its length as markup."""
        return len(self.opening) + len(self.closing) + sum(child.size for child in self.children)

    @property
    def html(self) -> str:
        """Its markup."""
        return self.opening + "".join(child.html for child in self.children) + self.closing

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing but space."""
        return not self.children and not self.opening.strip()


def tree_of(html: str) -> Node:
    """The article `html` as a tree. Raises: UnevenMarkup."""
    root = Node()
    stack = [root]
    end = 0
    while (tag := _TAG.search(html, end)) is not None:
        closes, name, attributes = bool(tag[1]), tag[2].lower(), tag[3]
        if tag.start() > end:
            stack[-1].children.append(Node(opening=html[end : tag.start()]))
        end = tag.end()
        if closes:
            _close(stack, name, tag[0])
        elif _is_single(name, attributes):
            stack[-1].children.append(Node(name=name, opening=tag[0]))
        elif name in _OPENED and _APPLICATION not in attributes:
            stack.append(Node(name=name, opening=tag[0]))
            stack[-2].children.append(stack[-1])
        else:
            end = end_of(name, html, end)
            stack[-1].children.append(Node(name=name, opening=html[tag.start() : end]))
    if len(stack) > 1:
        raise UnevenMarkup
    root.children.append(Node(opening=html[end:]))
    return _arranged(root)


def end_of(name: str, html: str, start: int) -> int:
    """Where the element ends that was opened right before `start`; of what is in it, only namesakes are read.

    Raises: UnevenMarkup.
    """
    depth = 1
    for tag in _tags_called(name).finditer(html, start):
        depth += -1 if tag[1] else 0 if _is_single(name, tag[2]) else 1
        if not depth:
            return tag.end()
    raise UnevenMarkup


@cache
def _tags_called(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?![\w:-])({_ATTRIBUTES})>", re.IGNORECASE)


def _is_single(name: str, attributes: str) -> bool:
    return name in _VOID or attributes.endswith("/")


def _close(stack: list[Node], name: str, tag: str) -> None:
    if len(stack) == 1 or stack[-1].name != name:
        raise UnevenMarkup
    stack.pop().closing = tag


def _arranged(node: Node) -> Node:
    """The tree with what belongs together as one node."""
    if not node.children:
        return node
    if node.name in _FLOW and node.name and any(_is_text(child) for child in node.children):
        return Node(name=node.name, opening=node.html)
    children = [_arranged(child) for child in node.children]
    if node.name in _FLOW:
        children = _sectioned(children, HEADINGS)
    elif node.name == "dl":
        children = list(_definitions(children))
    elif node.name in ("table", "tbody"):
        children = list(_row_groups(children))
    return Node(name=node.name, opening=node.opening, closing=node.closing, children=children)


def _is_text(node: Node) -> bool:
    return not node.name and not node.is_blank


def _sectioned(nodes: Sequence[Node], headings: Sequence[str]) -> list[Node]:
    """Each heading and what stands below it as one node, and so on for lower headings within it."""
    if not headings:
        return list(nodes)
    starts = [at for at, node in enumerate(nodes) if node.name == headings[0]]
    before = _sectioned(nodes[: starts[0]] if starts else nodes, headings[1:])
    sections = [
        Node(children=[nodes[start], *_sectioned(nodes[start + 1 : stop], headings[1:])])
        for start, stop in itertools.pairwise([*starts, len(nodes)])
    ]
    return [*before, *sections]


def _definitions(nodes: Sequence[Node]) -> Iterator[Node]:
    """Each term of a list with its definitions as one node."""
    together: list[Node] = []
    for node in nodes:
        if node.name == "dt" and any(each.name == "dd" for each in together):
            yield Node(children=together)
            together = []
        together.append(node)
    yield from [Node(children=together)] if together else []


def _row_groups(nodes: Sequence[Node]) -> Iterator[Node]:
    """Rows that share a cell as one node."""
    together: list[Node] = []
    missing = 0
    for node in nodes:
        if node.name != "tr" and not together:
            yield node
            continue
        together.append(node)
        if node.name == "tr":
            spans = [int(span) for span in _SPANNING.findall(node.opening)]
            missing = max(missing, *spans, 1) - 1
        if not missing:
            yield Node(children=together) if len(together) > 1 else node
            together = []
    yield from together
