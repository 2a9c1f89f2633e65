"""Writes HTML as Markdown of our dialect: paragraphs, lists, tables, figures, code, drawings."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.blocks import Html
from generator.importers.ihe_ig.grid import Cell, Grid, html_grid, plain_text
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.table_text import table_lines
from generator.importers.ihe_ig.tags import BLOCK
from generator.importers.ihe_ig.tree import Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(["style", "link", "meta", "title", "head", "colgroup", "col", "hr"])
_ACTIVE = frozenset("script iframe object form input button select textarea svg video audio embed canvas".split())
_INDENT = "  "


def html_lines(block: Html, scope: Scope) -> list[str]:
    """The lines of a piece of HTML."""
    lines = _Writer(block, scope).children(block.root)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def tables_of(block: Html, scope: Scope) -> list[tuple[Grid, int]]:
    """The tables of a piece of HTML, each with its line."""
    writer = _Writer(block, scope)
    return [(writer.grid(element), block.line_of(element.tag.start)) for element in block.root.inside("table")]


class _Writer:
    """Writes the elements of one piece of HTML."""

    def __init__(self, block: Html, scope: Scope) -> None:
        self.block = block
        self.scope = scope

    def line(self, element: Element) -> int:
        """The page's line of an element."""
        return self.block.line_of(element.tag.start)

    def children(self, element: Element) -> list[str]:
        """The blocks inside an element; text between them becomes paragraphs."""
        out: list[str] = []
        waiting: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and (child.name in BLOCK or self.holds_block(child)):
                self.add(out, self.paragraph(waiting))
                waiting = []
                self.add(out, self.element(child))
            else:
                waiting.append(child)
        self.add(out, self.paragraph(waiting))
        return out

    @staticmethod
    def add(out: list[str], lines: list[str]) -> None:
        """Add lines as a block of their own."""
        if lines and any(lines):
            if out and out[-1]:
                out.append("")
            out.extend(lines)

    @staticmethod
    def holds_block(element: Element) -> bool:
        """Whether an inline element was put around blocks."""
        return next(element.inside(*BLOCK), None) is not None

    def paragraph(self, children: Sequence[Element | str]) -> list[str]:
        """A paragraph of text and inline elements."""
        text = self.inline(children)
        lines = [part.strip() for part in text.split("\n")]
        kept = [_unlike_block(line) for line in lines if line.replace("<br>", "").strip()]
        while kept and kept[-1].endswith("<br>"):
            kept[-1] = kept[-1].removesuffix("<br>").rstrip()
        return kept

    def inline(self, children: Sequence[Element | str]) -> str:
        """Text and inline elements as inline text."""
        parts = [self.inline_child(child) for child in children]
        return "".join(parts)

    def inline_child(self, child: Element | str) -> str:
        """One piece of text or one inline element."""
        if isinstance(child, str):
            words = " ".join(child.split())
            before = " " if child[:1].isspace() else ""
            after = " " if child[-1:].isspace() and words else ""
            return before + spans.plain(words) + after
        if child.name == "br":
            return "<br>"
        if child.name == "img":
            return spans.picture(child.tag, self.scope, self.line(child))
        if child.name in spans.CODE:
            return spans.code(child.text)
        if child.name in _UNSEEN:
            return ""
        return spans.wrap(child.tag, self.inline(child.children), self.scope, self.line(child))

    def element(self, element: Element) -> list[str]:
        """The lines of a block element."""
        name = element.name
        if name in _UNSEEN:
            return self.unseen(element)
        if name in _ACTIVE:
            return self.active(element)
        special = _SPECIAL.get(name)
        anchor = self.scope.anchor(element.get("id"), self.line(element))
        before = [anchor, ""] if anchor else []
        if special is not None:
            return before + special(self, element)
        if name in _HEADINGS:
            text = " ".join(self.paragraph(element.children)).replace("<br>", " ")
            return [*before, f"{'#' * _HEADINGS[name]} {text}"] if text else before
        return before + self.children(element)

    def unseen(self, element: Element) -> list[str]:
        """What is no text: a rule stays one, the rest is layout."""
        if element.name == "hr":
            return ["---"]
        if element.name in ("style", "title"):
            self.scope.note(self.line(element), f"<{element.name}>", "not text of the page; it is left out")
        return []

    def active(self, element: Element) -> list[str]:
        """What would do something on a page: its text, as code."""
        text = element.text.strip("\n")
        self.scope.note(self.line(element), f"<{element.name}>", "not allowed on a page; its text is kept as code")
        return fenced(text.split("\n"), "") if text.strip() else []

    def text_block(self, element: Element) -> list[str]:
        """A paragraph, or the blocks that editors put into one."""
        return self.children(element)

    def preformatted(self, element: Element) -> list[str]:
        """Preformatted text as fenced code."""
        language = ""
        for owner in (element, *element.elements("code")):
            for word in owner.get("class").split():
                language = word.removeprefix("language-") if word.startswith("language-") else language
        return fenced(element.text.strip("\n").split("\n"), language)

    def quotation(self, element: Element) -> list[str]:
        """A quotation."""
        return [f"> {line}".rstrip() for line in self.children(element)]

    def listing(self, element: Element) -> list[str]:
        """A list, with lists inside it."""
        out: list[str] = []
        number = int(element.get("start")) if element.get("start").isdecimal() else 1
        for item in element.elements():
            marker = "-" if element.name == "ul" else f"{number}."
            number += 1
            anchor = self.scope.anchor(item.get("id"), self.line(item))
            lines = self.children(item) if item.name == "li" else self.element(item)
            lines = lines or [""]
            lines[0] = anchor + lines[0]
            space = " " * (len(marker) + 1)
            out.append(f"{marker} {lines[0]}".rstrip())
            out.extend(space + line if line else "" for line in lines[1:])
        return out

    def definitions(self, element: Element) -> list[str]:
        """A list of terms and their definitions."""
        out: list[str] = []
        for part in element.elements("dt", "dd"):
            lines = self.children(part) or [""]
            if part.name == "dt":
                out.extend(["", " ".join(lines)] if out else [" ".join(lines)])
            else:
                out.append(f":   {lines[0]}")
                out.extend(f"    {line}" if line else "" for line in lines[1:])
        return out

    def table(self, element: Element) -> list[str]:
        """A table."""
        return table_lines(self.grid(element), self.scope)

    def grid(self, element: Element) -> Grid:
        """The grid of a table element."""
        rows = [row for row in element.inside("tr") if _owner(element, row)]
        caption = next(iter([*element.elements("caption", "tablecaption")]), None)
        head = 0
        for row in rows:
            is_head = all(cell.name == "th" for cell in row.elements("td", "th")) or _in_head(element, row)
            if not is_head or head != rows.index(row):
                break
            head += 1
        cells = [[self.cell(cell) for cell in row.elements("td", "th")] for row in rows]
        words = " ".join(self.paragraph(caption.children)) if caption else ""
        return html_grid(cells, min(head, 1), self.line(element), plain_text(words))

    def cell(self, element: Element) -> tuple[Cell, int, int]:
        """A cell of a table with how far it reaches down and to the right."""
        anchor = self.scope.anchor(element.get("id"), self.line(element))
        text = anchor + "<br>".join(_cell_line(line) for line in self.flat(self.children(element)) if line)
        cell = Cell(source=text, line=self.line(element), is_html=True)
        return cell, _number(element.get("rowspan")), _number(element.get("colspan"))

    def flat(self, lines: list[str]) -> list[str]:
        """The lines of a cell, where there is no room for code of several lines."""
        out: list[str] = []
        is_code = False
        for line in lines:
            if line.startswith("```"):
                is_code = not is_code
            else:
                out.append(spans.code(line) if is_code else line)
        return out

    def drawing(self, element: Element) -> list[str]:
        """A drawing that was made from PlantUML: its source, as code."""
        name = element.get("src")
        source = self.scope.drawings.get(name.rsplit(".", 1)[0].lower())
        if source is None:
            return self.generated(element)
        return fenced(source.strip("\n").split("\n"), "plantuml")

    def generated(self, element: Element) -> list[str]:
        """What is put into the page when a guide is published, and is not part of its source."""
        name = element.get("src")
        self.scope.note(self.line(element), name, "included when the guide is published, not part of its source")
        return ["!!! note", "", f"    {spans.code(name) or 'Something'} is not part of the guide’s source."]


def fenced(lines: Sequence[str], language: str) -> list[str]:
    """Lines as fenced code, with a fence that does not occur in them."""
    longest = max((len(line) - len(line.lstrip("`")) for line in map(str.strip, lines)), default=0)
    fence = "`" * max(3, longest + 1)
    word = "".join(letter for letter in language if letter.isalnum() or letter in "+-#.")
    return [f"{fence}{word}", *(line.rstrip() for line in lines), fence]


def _unlike_block(line: str) -> str:
    """A line of text that does not begin a list, heading, quotation or other block."""
    if line[:1] in "#>+-=:|!?" and not line.startswith(("![", "[")):
        return f"\\{line}"
    digits = len(line) - len(line.lstrip("0123456789"))
    if 0 < digits < 10 and line[digits : digits + 2] in (". ", ") "):
        return f"{line[:digits]}\\{line[digits:]}"
    return line


def _cell_line(line: str) -> str:
    stripped = line.strip()
    marker = "• " if stripped.startswith("- ") else ""
    return marker + stripped.removeprefix("- ") if marker else stripped.lstrip("#").strip()


def _number(text: str) -> int:
    return min(int(text), 1_000) if text.strip().isascii() and text.strip().isdecimal() and len(text) < 6 else 1


def _owner(table: Element, row: Element) -> bool:
    """Whether a row belongs to this table and not to one inside it."""
    return not any(row is inner for nested in table.inside("table") for inner in nested.inside("tr"))


def _in_head(table: Element, row: Element) -> bool:
    return any(row is inner for head in table.elements("thead") for inner in head.elements("tr"))


_SPECIAL = {
    "pre": _Writer.preformatted,
    "blockquote": _Writer.quotation,
    "ul": _Writer.listing,
    "ol": _Writer.listing,
    "dl": _Writer.definitions,
    "table": _Writer.table,
    "tf-drawing": _Writer.drawing,
    "tf-generated": _Writer.generated,
}
