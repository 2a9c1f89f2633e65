"""Parts a page's kramdown into blocks, the way kramdown does, with the HTML that stands between them."""

from __future__ import annotations

from dataclasses import replace

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
from generator.importers.ihe_ig.grid import pipe_grid
from generator.importers.ihe_ig.lines import (
    closing_fence,
    fence_of,
    heading_of,
    indent_of,
    is_attributes,
    is_block_attributes,
    is_table_line,
    list_content,
    own_anchor,
    table_begins,
    underline_level,
    without_indent,
)
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.reader import Reader
from generator.importers.ihe_ig.tags import BLOCK, KNOWN, Tag, comment_end, tag_at
from generator.importers.ihe_ig.tree import element_end, parse

DEEPEST = 5
MOST_UNCLOSED = 60
_NOTES = frozenset(
    [
        "stu-note",
        "note",
        "impl-note",
        "dragon",
        "warning",
        "caution",
        "important",
        "ballot-note",
        "tip",
        "info",
    ]
)


def read_blocks(text: str, file: str, report: Report, line: int = 1, depth: int = 0) -> tuple[Block, ...]:
    """The blocks of a text that begins at `line` of `file`."""
    reader = Reader(text, file, report, line, depth)
    while not reader.is_at_end:
        _step(reader)
    return tuple(reader.blocks)


def _step(reader: Reader) -> None:
    """Read the block that begins at the current line."""
    text = reader.current
    if not text.strip():
        reader.blocks.append(Blank(line=reader.line))
        reader.next_line()
        return
    reader.leave_lists()
    for read in (_code, _fence, _attributes, _heading, _markup, _quote, _table):
        if read(reader, text):
            return
    _prose(reader)


def _code(reader: Reader, text: str) -> bool:
    """Indented code: four columns more than where the text of its list begins, after an empty line."""
    base = max((column for column in reader.columns if column <= indent_of(text)), default=0)
    is_code = reader.is_after_space and not reader.column and indent_of(text) >= base + 4
    if not is_code or list_content(text) is not None:
        return False
    lines, end = reader.lines, reader.row
    while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) >= base + 4):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    shown = tuple(without_indent(line, base + 4) for line in lines[reader.row : end])
    reader.blocks.append(Code(lines=shown, line=reader.line, indent=" " * base))
    reader.next_line(end - reader.row)
    return True


def _fence(reader: Reader, text: str) -> bool:
    """Code between fences, if the closing one is there."""
    found = fence_of(text)
    if found is None or reader.column:
        return False
    mark, language = found
    close = None if mark in reader.open_fences else closing_fence(reader.lines, reader.row + 1, mark)
    if close is None:
        reader.open_fences.add(mark)
        reader.note(mark, "this code has no end; it stays text")
        return False
    indent = indent_of(text)
    shown = tuple(without_indent(line, indent) for line in reader.lines[reader.row + 1 : close])
    reader.blocks.append(Code(lines=shown, line=reader.line, language=language, indent=" " * indent))
    reader.next_line(close + 1 - reader.row)
    return True


def _attributes(reader: Reader, text: str) -> bool:
    """Attributes of a block: of what they give only an id matters, the rest is layout."""
    if not is_attributes(text):
        return False
    anchor = own_anchor(text)
    if not is_block_attributes(text):
        reader.note(text.strip(), "a directive for kramdown; nothing stands in its place")
    elif anchor:
        _give_anchor(reader, anchor)
    reader.next_line()
    return True


def _give_anchor(reader: Reader, anchor: str) -> None:
    """Give an id to the block above the current line, or to the one below it."""
    blocks = reader.blocks
    last = blocks[-1] if blocks else None
    if isinstance(last, Heading):
        blocks[-1] = replace(last, own_anchor=anchor)
    elif last is None or isinstance(last, Blank):
        blocks.append(Anchor(anchor=anchor, line=reader.line))
    else:
        blocks.insert(len(blocks) - 1, Anchor(anchor=anchor, line=reader.line))


def _heading(reader: Reader, text: str) -> bool:
    """A heading with number signs."""
    found = heading_of(text)
    if found is None:
        return False
    level, source, anchor = found
    reader.blocks.append(Heading(source=source, level=level, line=reader.line, own_anchor=anchor))
    reader.next_line()
    return True


def _quote(reader: Reader, text: str) -> bool:
    """A quotation, with the lines that lazily go on with it."""
    if not text.lstrip().startswith(">") or reader.depth >= DEEPEST:
        return False
    indent, begin = indent_of(text), reader.line
    inner: list[str] = []
    while not reader.is_at_end and (line := reader.current.lstrip()):
        if not line.startswith(">") and inner and _begins_block(reader):
            break
        inner.append(line[2:] if line.startswith("> ") else line[1:] if line.startswith(">") else line)
        reader.next_line()
    blocks = read_blocks("\n".join(inner), reader.file, reader.report, begin, reader.depth + 1)
    reader.blocks.append(Quote(blocks=blocks, line=begin, indent=" " * indent))
    return True


def _table(reader: Reader, text: str) -> bool:
    """A table of pipes."""
    if reader.column or not table_begins(reader.lines, reader.row):
        return False
    end = reader.row
    while end < len(reader.lines) and is_table_line(reader.lines[end]):
        end += 1
    grid = pipe_grid(tuple(reader.lines[reader.row : end]), reader.line)
    reader.blocks.append(Table(grid=grid, line=reader.line, indent=" " * indent_of(text)))
    reader.next_line(end - reader.row)
    return True


def _prose(reader: Reader) -> None:
    """A paragraph, or lines of a list; a line that is underlined is a heading."""
    begin, is_list = reader.line, False
    shown: list[str] = []
    while not reader.is_at_end and reader.current.strip() and not (shown and _begins_block(reader)):
        text = reader.current
        column = list_content(text)
        if column is not None:
            is_list = True
            reader.columns = [outer for outer in reader.columns if outer <= indent_of(text)] + [column]
        shown.append(text)
        reader.next_line()
    level = underline_level(shown)
    if level:
        reader.blocks.append(Heading(source=shown[0].strip(), level=level, line=begin))
        shown, begin = shown[2:], begin + 2
    if shown:
        reader.blocks.append(Prose(lines=tuple(shown), line=begin, is_list=is_list))


def _begins_block(reader: Reader) -> bool:
    """Whether the current line ends a paragraph because another block begins there."""
    text = reader.current
    stripped = text.lstrip()
    if is_attributes(text) or heading_of(text) is not None or table_begins(reader.lines, reader.row):
        return True
    if stripped.startswith(("```", "~~~")):
        found = fence_of(text)
        return found is not None and found[0] not in reader.open_fences
    if stripped.startswith("<"):
        tag = tag_at(text, len(text) - len(stripped))
        return tag is not None and tag.name in BLOCK
    return stripped.startswith(">") and not reader.columns


def _markup(reader: Reader, text: str) -> bool:
    """An element of HTML that stands for itself, a comment, or an example of XML."""
    stripped = text.lstrip()
    if not stripped.startswith("<"):
        return False
    start = reader.offset + len(reader.lines[reader.row]) - len(stripped)
    end = comment_end(reader.text, start)
    if end is not None:
        reader.note(reader.text[start:end], "a comment is not published text; it is left out")
        reader.go_to(end)
        return True
    tag = tag_at(reader.text, start)
    if tag is None:
        return False
    if tag.name in BLOCK:
        _element(reader, tag, indent_of(text))
        return True
    return _only_break(reader, tag, stripped) or (tag.name not in KNOWN and _example(reader))


def _only_break(reader: Reader, tag: Tag, stripped: str) -> bool:
    """A line break alone on a line, which only moved pictures on the published page."""
    is_alone = tag.name == "br" and stripped.strip() == reader.text[tag.start : tag.end]
    if not is_alone or (reader.blocks and isinstance(reader.blocks[-1], Prose)):
        return False
    reader.next_line()
    return True


def _element(reader: Reader, tag: Tag, indent: int) -> None:
    """A block of HTML; of what is never closed only the tag is left out."""
    text = reader.text
    is_read = reader.unclosed < MOST_UNCLOSED and not tag.is_closing
    end = element_end(text, tag) if is_read else None
    if end is None and tag.name == "p" and not tag.is_closing:
        blank = text.find("\n\n", tag.end)
        end = blank if blank >= 0 else len(text)
    if end is None:
        reader.unclosed += not tag.is_closing
        reader.note(text[tag.start : tag.end], "a tag without its counterpart; it is left out")
        reader.go_to(tag.end)
        return
    if tag.get("markdown") in ("1", "block", "span") and reader.depth < DEEPEST:
        _frame(reader, tag, end, indent)
    else:
        source = text[tag.start : end]
        root = parse(source, 0, len(source))
        ends = tuple(place for place, letter in enumerate(source) if letter == "\n")
        reader.blocks.append(Html(root=root, line_ends=ends, line=reader.line, indent=" " * indent))
    reader.go_to(end)


def _frame(reader: Reader, tag: Tag, end: int, indent: int) -> None:
    """An element whose inside is Markdown."""
    close = reader.text.rfind("</", tag.end, end)
    inner = reader.text[tag.end : close if close >= 0 else end]
    line = reader.first + reader.text.count("\n", 0, tag.end)
    blocks = read_blocks(_evenly(inner), reader.file, reader.report, line, reader.depth + 1)
    is_note = bool(_NOTES & set(tag.get("class").split()))
    frame = Frame(blocks=blocks, line=reader.line, is_note=is_note, anchor=tag.get("id"), indent=" " * indent)
    reader.blocks.append(frame)


def _evenly(text: str) -> str:
    """Text without the space that all of its lines begin with."""
    lines = text.split("\n")
    least = min((indent_of(line) for line in lines[1:] if line.strip()), default=0)
    return "\n".join([lines[0], *(without_indent(line, least) for line in lines[1:])])


def _example(reader: Reader) -> bool:
    """Lines of XML that were meant to be seen: code, as editors forgot to say."""
    end = reader.row
    while end < len(reader.lines) and reader.lines[end].strip():
        end += 1
    shown = reader.lines[reader.row : end]
    if len(shown) < 2 or not shown[-1].strip().endswith(">"):
        return False
    reader.note(shown[0].strip(), "XML in the text, shown as code")
    reader.blocks.append(Code(lines=tuple(shown), line=reader.line, language="xml"))
    reader.next_line(end - reader.row)
    return True
