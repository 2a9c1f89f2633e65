"""Makes Markdown of the articles of a built site, so that other generators can be given the same pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What belongs to the frame of a page, or what no Markdown can say. Links in drawings are not counted either.
FRAME = (
    ".tf-breadcrumbs, .tf-origin, .tf-hidden, .headerlink, .pilcrow, svg, script, style, "
    "form, button, input, select, template, noscript"
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>{}|])")
_OPENING = re.compile(r"^(\d*)([#+=~:-]|(?<=\d)[.)])")
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES_OF_BLOCKS = """
article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table ul
"""
_BLOCKS = frozenset(_NAMES_OF_BLOCKS.split())

Link = Callable[[str], str]
"""What a link leads to, as the other generator has it, of what it leads to in our page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article of one page: its title as plain text, and its Markdown blocks without the title.

    A block is `(level, id, text)` for a heading and text for anything else.
    """

    title: str
    blocks: tuple[tuple[int, str, str] | str, ...]


def article_in(html: str) -> LexborNode:
    """The article of a page of our site, without its frame. Raises: ValueError if it has none."""
    article = LexborHTMLParser(html).css_first("article")
    if article is None:
        raise ValueError("a page without an article")
    for node in article.css(FRAME):
        node.decompose()
    return article


def headings_in(html: str) -> frozenset[str]:
    """The ids of the headings of a page, which are the places that links of Markdown can lead to."""
    found = (node.attributes.get("id") for node in article_in(html).css(", ".join(_HEADINGS[1:])))
    return frozenset(name for name in found if name)


def article_of(html: str, link: Link) -> Article:
    """The Markdown of a page of our site."""
    article = article_in(html)
    title = article.css_first("h1")
    if title is None:
        raise ValueError("a page without a title")
    text = _words(title.text())
    title.decompose()
    return Article(title=text, blocks=tuple(_blocks(article, link)))


def _words(text: str) -> str:
    return " ".join(text.split())


def _blocks(node: LexborNode, link: Link) -> Iterator[tuple[int, str, str] | str]:
    """The blocks inside `node`; runs of text and inline elements between them are paragraphs."""
    line = ""
    for child in node.iter(include_text=True):
        if child.tag not in _BLOCKS and not _holds_blocks(child):
            line += _inline_of(child, link)
            continue
        if line.strip():
            yield _paragraph(line)
        line = ""
        yield from _block(child, link)
    if line.strip():
        yield _paragraph(line)


def _holds_blocks(node: LexborNode) -> bool:
    return any(each.tag in _BLOCKS for each in node.iter())


def _paragraph(line: str) -> str:
    """A line of words; what stands first in it makes no list or heading of it."""
    return _OPENING.sub(r"\1\\\2", _words(line))


def _block(node: LexborNode, link: Link) -> Iterator[tuple[int, str, str] | str]:
    tag = node.tag or ""
    if tag in _HEADINGS:
        yield _HEADINGS.index(tag) + 1, node.attributes.get("id") or "", _inline(node, link)
    elif tag == "pre":
        yield f"```\n{node.text().strip(chr(10))}\n```"
    elif tag == "table":
        yield from _table(node, link)
    elif tag in ("ul", "ol"):
        yield "\n".join(_list(node, link))
    elif tag == "dl":
        yield "\n".join(_definitions(node, link))
    elif tag == "hr":
        yield "---"
    elif tag == "p" or not _holds_blocks(node):
        if text := _inline(node, link):
            yield _paragraph(text)
    else:
        yield from _blocks(node, link)


def _list(node: LexborNode, link: Link) -> Iterator[str]:
    """One line an entry: what an entry holds in blocks goes on in its line."""
    mark = "1." if node.tag == "ol" else "-"
    for entry in node.iter():
        yield f"{mark} {_paragraph(_flat(entry, link)) or chr(160)}"


def _definitions(node: LexborNode, link: Link) -> Iterator[str]:
    for term in node.css("dt"):
        said = []
        following = term.next
        while following is not None and following.tag != "dt":
            if following.tag == "dd":
                said.append(_flat(following, link))
            following = following.next
        yield f"- **{_flat(term, link)}** {' '.join(said)}"


def _table(node: LexborNode, link: Link) -> Iterator[str]:
    caption = node.css_first("caption")
    if caption is not None and (text := _inline(caption, link)):
        yield f"**{text}**" if not text.startswith("*") else text
    lines = [f"| {' | '.join(row)} |" for row in _rows(node, link)]
    if lines:
        columns = lines[0].count(" | ") + 1
        yield "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _rows(table: LexborNode, link: Link) -> Iterator[list[str]]:
    """Cells by row; a cell that spans several rows or columns repeats its words there, without links."""
    spanning: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.iter():
            _fill(cells, spanning)
            text, again = _flat(cell, link) or " ", escaped(_words(cell.text()))
            width, height = (int(cell.attributes.get(name) or 1) for name in ("colspan", "rowspan"))
            for column in range(len(cells), len(cells) + width):
                if height > 1:
                    spanning[column] = (height - 1, again)
            cells += [text, *([again] * (width - 1))]
        _fill(cells, spanning)
        yield cells


def _fill(cells: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    while (found := spanning.pop(len(cells), None)) is not None:
        left, text = found
        if left > 1:
            spanning[len(cells)] = (left - 1, text)
        cells.append(text)


def _flat(node: LexborNode, link: Link) -> str:
    """All that is inside `node` as one line."""
    parts = [
        _flat(child, link) if child.tag in _BLOCKS or _holds_blocks(child) else _inline_of(child, link)
        for child in node.iter(include_text=True)
    ]
    return _words(" ".join(parts) if _holds_blocks(node) else "".join(parts))


def _inline(node: LexborNode, link: Link) -> str:
    return _words("".join(_inline_of(child, link) for child in node.iter(include_text=True)))


def _inline_of(node: LexborNode, link: Link) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return escaped(node.text_content or "")
    if tag.startswith(("-", "_", "!")):
        return ""
    if tag == "br":
        return " "
    if tag == "code":
        return f"`{_words(node.text()).replace('|', ' ')}`" if node.text().strip() else ""
    inner = "".join(_inline_of(child, link) for child in node.iter(include_text=True))
    target = node.attributes.get("href") if tag == "a" else None
    if target is not None and inner.strip():
        return f"{_space(inner)}[{_words(inner)}]({link(target)})"
    mark = _EMPHASIS.get(tag)
    return f"{_space(inner)}{mark}{_words(inner)}{mark}" if mark and inner.strip() else inner


def _space(inner: str) -> str:
    return " " if inner[:1].isspace() else ""


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return _SPECIAL.sub(r"\\\1", text)


def counts_in(html: str, selector: str) -> Mapping[str, int]:
    """What is in the article of a page, of ours or another's: `pages` (0 without one), `rows`, `links`."""
    article = LexborHTMLParser(html).css_first(selector)
    if article is None:
        return {"pages": 0, "rows": 0, "links": 0}
    for node in article.css(FRAME):
        node.decompose()
    return {"pages": 1, "rows": len(article.css("tr")), "links": len(article.css("a[href]"))}
