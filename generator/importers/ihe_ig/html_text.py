"""Writes HTML as Markdown of our dialect: paragraphs, lists, figures, code, drawings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.blocks import Html
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.tags import BLOCK
from generator.importers.ihe_ig.tree import Element
from generator.records.drawings import links_in

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(["style", "link", "meta", "title", "head", "colgroup", "col", "hr"])
_ACTIVE = frozenset(
    [
        "script",
        "iframe",
        "object",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "svg",
        "video",
        "audio",
        "embed",
        "canvas",
    ]
)


@dataclass(frozen=True, slots=True)
class Writing:
    """A piece of HTML while it is written, and the page it stands on; `table` writes the tables in it."""

    block: Html
    scope: Scope
    table: Callable[[Writing, Element], list[str]]

    def line(self, element: Element) -> int:
        """The page's line of an element."""
        return self.block.line_of(element.tag.start)

    def note(self, element: Element, why: str) -> None:
        """Note something about an element."""
        self.scope.note(self.line(element), f"<{element.name}>", why)


def written(writing: Writing) -> list[str]:
    """The lines of a whole piece of HTML."""
    lines = children(writing, writing.block.root)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def children(writing: Writing, element: Element) -> list[str]:
    """The blocks inside an element; text between them becomes paragraphs."""
    out: list[str] = []
    waiting: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element) and (child.name in BLOCK or _holds_block(child)):
            _add(out, paragraph(writing, waiting))
            waiting = []
            _add(out, _block(writing, child))
        else:
            waiting.append(child)
    _add(out, paragraph(writing, waiting))
    return out


def _add(out: list[str], lines: list[str]) -> None:
    """Add lines as a block of their own."""
    if any(lines):
        if out and out[-1]:
            out.append("")
        out.extend(lines)


def _holds_block(element: Element) -> bool:
    """Whether an inline element was put around blocks."""
    return next(element.inside(*BLOCK), None) is not None


def paragraph(writing: Writing, parts: Sequence[Element | str]) -> list[str]:
    """A paragraph of text and inline elements."""
    text = _inline(writing, parts)
    lines = [part.strip() for part in text.split("\n")]
    kept = [_unlike_block(line) for line in lines if line.replace("<br>", "").strip()]
    while kept and kept[-1].endswith("<br>"):
        kept[-1] = kept[-1].removesuffix("<br>").rstrip()
    return kept


def _inline(writing: Writing, parts: Sequence[Element | str]) -> str:
    return spans.joined(_inline_part(writing, part) for part in parts)


def _inline_part(writing: Writing, part: Element | str) -> str:
    """One piece of text or one inline element."""
    if isinstance(part, str):
        words = " ".join(part.split())
        before = " " if part[:1].isspace() else ""
        after = " " if part[-1:].isspace() and words else ""
        return before + spans.plain(words) + after
    if part.name == "br":
        return "<br>"
    if part.name == "img":
        return spans.picture(part.tag, writing.scope, writing.line(part))
    if part.name in spans.CODE:
        return spans.code(part.text)
    if part.name in _UNSEEN:
        return ""
    return spans.wrap(part.tag, _inline(writing, part.children), writing.scope, writing.line(part))


def _block(writing: Writing, element: Element) -> list[str]:
    """The lines of a block element."""
    if element.name in _UNSEEN:
        return _unseen(writing, element)
    if element.name in _ACTIVE:
        return _active(writing, element)
    anchor = writing.scope.anchor(element.get("id"), writing.line(element))
    before = [anchor, ""] if anchor else []
    if element.name == "table":
        return before + writing.table(writing, element)
    if element.name in _HEADINGS:
        text = " ".join(paragraph(writing, element.children)).replace("<br>", " ")
        return [*before, f"{'#' * _HEADINGS[element.name]} {text}"] if text else before
    return before + _SPECIAL.get(element.name, children)(writing, element)


def _unseen(writing: Writing, element: Element) -> list[str]:
    """What is no text: a rule stays one, the rest is layout."""
    if element.name == "hr":
        return ["---"]
    if element.name in ("style", "title"):
        writing.note(element, "not text of the page; it is left out")
    return []


def _active(writing: Writing, element: Element) -> list[str]:
    """What would do something on a page: its text, as code."""
    text = element.text.strip("\n")
    writing.note(element, "not allowed on a page; its text is kept as code")
    return fenced(text.split("\n"), "") if text.strip() else []


def _preformatted(writing: Writing, element: Element) -> list[str]:
    """Preformatted text as fenced code."""
    language = ""
    for owner in (element, *element.elements("code")):
        for word in owner.get("class").split():
            language = word.removeprefix("language-") if word.startswith("language-") else language
    return fenced(element.text.strip("\n").split("\n"), language)


def _quotation(writing: Writing, element: Element) -> list[str]:
    return [f"> {line}".rstrip() for line in children(writing, element)]


def _listing(writing: Writing, element: Element) -> list[str]:
    """A list, with lists inside it."""
    out: list[str] = []
    start = element.get("start")
    number = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
    for item in element.elements():
        marker = "-" if element.name == "ul" else f"{number}."
        number += 1
        lines = (children(writing, item) if item.name == "li" else _block(writing, item)) or [""]
        lines[0] = writing.scope.anchor(item.get("id"), writing.line(item)) + lines[0]
        space = " " * (len(marker) + 1)
        out.append(f"{marker} {lines[0]}".rstrip())
        out.extend(space + line if line else "" for line in lines[1:])
    return out


def _definitions(writing: Writing, element: Element) -> list[str]:
    """A list of terms and their definitions."""
    out: list[str] = []
    for part in element.elements("dt", "dd"):
        lines = children(writing, part) or [""]
        if part.name == "dt":
            out.extend(["", " ".join(lines)] if out else [" ".join(lines)])
        else:
            out.append(f":   {lines[0]}")
            out.extend(f"    {line}" if line else "" for line in lines[1:])
    return out


def _drawing(writing: Writing, element: Element) -> list[str]:
    """A drawing that was made from PlantUML: its source, as code; or a picture that lies ready."""
    name = element.get("src")
    source = writing.scope.drawings.get(name.rsplit(".", 1)[0].lower())
    if source is None:
        return _generated(writing, element)
    return fenced(_relinked(writing, source.strip("\n"), writing.line(element)).split("\n"), "plantuml")


def _relinked(writing: Writing, source: str, at: int) -> str:
    """A drawing whose links lead to content files; where they cannot, their words stay."""
    lines = source.split("\n")
    for link in reversed(tuple(links_in(source))):
        destination = writing.scope.link(link.destination, at, link.label)
        words = f"[[{destination} {link.label}]]" if destination else link.label
        line = lines[link.line]
        lines[link.line] = line[: link.start] + words + line[link.end :]
    return "\n".join(lines)


def _generated(writing: Writing, element: Element) -> list[str]:
    """What is put into the page when a guide is published, and is not part of its source."""
    name = element.get("src")
    writing.scope.note(
        writing.line(element), name, "included when the guide is published, not part of its source"
    )
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


_SPECIAL: Mapping[str, Callable[[Writing, Element], list[str]]] = {
    "pre": _preformatted,
    "blockquote": _quotation,
    "ul": _listing,
    "ol": _listing,
    "dl": _definitions,
    "tf-drawing": _drawing,
    "tf-generated": _generated,
}
