"""Writes blocks of a page as Markdown of our dialect."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importers.ihe_ig import anchors
from generator.importers.ihe_ig.blocks import (
    Anchor,
    Blank,
    Block,
    Code,
    Frame,
    Heading,
    Html,
    Prose,
    Quote,
    Table,
)
from generator.importers.ihe_ig.grid import exact_text
from generator.importers.ihe_ig.html_tables import html_lines
from generator.importers.ihe_ig.html_text import fenced
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.reader import headings_of
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.table_text import table_lines

LONGEST_LINE = 90_000


def page_text(blocks: Sequence[Block], scope: Scope) -> str:
    """A page's text; the ids of its headings are taken before any other."""
    scope.taken.update(heading.anchor for heading in headings_of(blocks))
    lines = [_bounded(line, scope) for line in render(blocks, scope)]
    text = "\n".join(lines).strip("\n")
    return f"{text}\n" if text else ""


def _bounded(line: str, scope: Scope) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    scope.note(1, line, f"a line of more than {LONGEST_LINE} characters; its end is cut")
    return line[:LONGEST_LINE]


def render(blocks: Sequence[Block], scope: Scope) -> list[str]:
    """The lines of these blocks, parted by one empty line wherever our dialect needs one."""
    out: list[str] = []
    previous: Block | None = None
    for block in blocks:
        lines = block_lines(block, scope)
        if lines and out and out[-1].strip() and _needs_space(previous, block):
            out.append("")
        if not (isinstance(block, Blank) and (not out or not out[-1])):
            out.extend(lines)
        previous = block if lines or isinstance(block, Blank) else previous
    return out


def _needs_space(previous: Block | None, block: Block) -> bool:
    return not (isinstance(block, Blank) or isinstance(previous, Blank))


def block_lines(block: Block, scope: Scope) -> list[str]:
    """The lines of one block."""
    if isinstance(block, Blank):
        return [""]
    if isinstance(block, Heading):
        return _heading(block, scope)
    if isinstance(block, Prose):
        return _prose(block, scope)
    if isinstance(block, Table):
        return [block.indent + line for line in table_lines(block.grid, scope)]
    if isinstance(block, Code):
        return [(block.indent + line).rstrip() for line in fenced(block.lines, block.language)]
    if isinstance(block, Html):
        return [block.indent + line if line else "" for line in html_lines(block, scope)]
    if isinstance(block, Anchor):
        return [scope.anchor(block.anchor, block.line)]
    return _nested(block, scope)


def _heading(block: Heading, scope: Scope) -> list[str]:
    text = to_markdown(block.source, scope, block.line).replace("<br>", " ").strip()
    if not text:
        scope.note(block.line, "#" * block.level, "a heading without text; it is left out")
        return []
    if text.endswith("}") and "{" in text:
        opening = text.rindex("{")
        text = f"{text[:opening]}\\{text[opening:]}" if text[opening - 1 : opening] != "]" else text
    ours = anchors.heading_anchor(exact_text(text))
    count = scope.headings.get(ours, 0)
    if (f"{ours}-{count}" if count else ours) == block.anchor:
        scope.headings[ours] = count + 1
        return [f"{'#' * block.level} {text}"]
    own = f" {{{anchors.attribute(block.anchor)}}}" if anchors.is_possible(block.anchor) else ""
    return [f"{'#' * block.level} {text}{own}"]


def _prose(block: Prose, scope: Scope) -> list[str]:
    text = to_markdown("\n".join(block.lines), scope, block.line)
    lines = [_guarded(line) for line in text.split("\n")]
    if not "".join(lines).replace("<br>", "").strip():
        return []
    while lines and not lines[-1].replace("<br>", "").strip():
        lines.pop()
    shown = [
        _definition(line, scope, block.line + number) for number, line in enumerate(lines) if line.strip()
    ]
    return [*map(_even, shown[:-1]), shown[-1].rstrip()]


def _even(line: str) -> str:
    """A line with two spaces at its end where it ends in a break, and with none elsewhere."""
    return f"{line.rstrip()}  " if line.endswith("  ") else line.rstrip()


def _definition(line: str, scope: Scope, number: int) -> str:
    """A line that defines where links of some name lead, with the new destination; others as they are."""
    name, colon, rest = line.partition("]: ")
    destination = rest.strip().split(" ")[0]
    if not colon or not name.lstrip().startswith("[") or name.lstrip().startswith("[^") or not destination:
        return line
    target = scope.link(destination.strip("<>"), number, name.strip().strip("["))
    return f"{name}]: {target}" if target is not None else f"\\{line.lstrip()}"


def _guarded(line: str) -> str:
    """A line that begins nothing which only our dialect knows."""
    stripped = line.lstrip()
    space = line[: len(line) - len(stripped)]
    if stripped.startswith(("!!!", "???")) or (stripped.startswith("{") and stripped.rstrip().endswith("}")):
        return f"{space}\\{stripped}"
    return line


def _nested(block: Quote | Frame, scope: Scope) -> list[str]:
    inner = render(block.blocks, scope)
    while inner and not inner[0].strip():
        inner.pop(0)
    while inner and not inner[-1].strip():
        inner.pop()
    if isinstance(block, Quote):
        return [f"{block.indent}> {line}".rstrip() for line in inner]
    anchor = scope.anchor(block.anchor, block.line)
    before = [block.indent + anchor, ""] if anchor else []
    if not block.is_note or not inner or headings_of(block.blocks):
        return before + [(block.indent + line) if line else "" for line in inner]
    shown = [f"{block.indent}    {line}" if line else "" for line in inner]
    return [*before, f"{block.indent}!!! note", "", *shown]
