"""Parts a page's kramdown into blocks, the way kramdown does, with the HTML that stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
)
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.tags import BLOCK, KNOWN, Tag, comment_end, tag_at
from generator.importers.ihe_ig.tree import element_end, parse

DEEPEST = 12
MOST_UNCLOSED = 60
_NOTES = frozenset("stu-note note impl-note dragon warning caution important ballot-note tip info".split())


def read_blocks(text: str, file: str, report: Report, line: int = 1, depth: int = 0) -> tuple[Block, ...]:
    """The blocks of a text that begins at `line` of `file`."""
    reader = _Reader(text, text.split("\n"), file, report, line, depth)
    reader.run()
    return tuple(reader.blocks)


@dataclass(slots=True)
class _Reader:
    """Reads lines from top to bottom; `column` is where the rest of the current line begins."""

    text: str
    lines: list[str]
    file: str
    report: Report
    first: int
    depth: int
    row: int = 0
    column: int = 0
    offset: int = 0
    blocks: list[Block] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    unclosed: int = 0
    open_fences: set[str] = field(default_factory=set)

    @property
    def line(self) -> int:
        """The page's line that is read now."""
        return self.first + self.row

    @property
    def current(self) -> str:
        """What is left of the line that is read now."""
        text = self.lines[self.row]
        return text[self.column :].lstrip() if self.column else text

    def note(self, what: str, why: str) -> None:
        """Note something about the line that is read now."""
        self.report.add(self.file, self.line, what, why)

    def next_line(self, count: int = 1) -> None:
        """Go on to a later line."""
        for text in self.lines[self.row : self.row + count]:
            self.offset += len(text) + 1
        self.row += count
        self.column = 0

    def run(self) -> None:
        """Read all lines."""
        while self.row < len(self.lines):
            self.step()

    def step(self) -> None:
        """Read the block that begins at the current line."""
        text = self.current
        if not text.strip():
            self.blocks.append(Blank(line=self.line))
            self.next_line()
            return
        self.leave_lists(text)
        for read in (self.code, self.fence, self.attributes, self.heading, self.markup, self.quote, self.table):
            if read(text):
                return
        self.prose()

    def leave_lists(self, text: str) -> None:
        """Forget the lists that this line no longer belongs to."""
        indent = indent_of(text)
        is_new = not self.blocks or isinstance(self.blocks[-1], Blank)
        if is_new and list_content(text) is None:
            self.columns = [column for column in self.columns if column <= indent]

    def code(self, text: str) -> bool:
        """Indented code: four columns more than where the text of its list begins, after an empty line."""
        base = max((column for column in self.columns if column <= indent_of(text)), default=0)
        is_new = not self.blocks or isinstance(self.blocks[-1], Blank)
        if not is_new or self.column or indent_of(text) < base + 4 or list_content(text) is not None:
            return False
        end = self.row
        while end < len(self.lines) and (
            not self.lines[end].strip() or indent_of(self.lines[end]) >= base + 4
        ):
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        shown = tuple(_without(line, base + 4) for line in self.lines[self.row : end])
        self.blocks.append(Code(lines=shown, line=self.line, indent=" " * base))
        self.next_line(end - self.row)
        return True

    def fence(self, text: str) -> bool:
        """Code between fences, if the closing one is there."""
        found = fence_of(text)
        if found is None or self.column:
            return False
        mark, language = found
        close = None if mark in self.open_fences else closing_fence(self.lines, self.row + 1, mark)
        if close is None:
            self.open_fences.add(mark)
            self.note(mark, "this code has no end; it stays text")
            return False
        indent = indent_of(text)
        shown = tuple(_without(line, indent) for line in self.lines[self.row + 1 : close])
        self.blocks.append(Code(lines=shown, line=self.line, language=language, indent=" " * indent))
        self.next_line(close + 1 - self.row)
        return True

    def attributes(self, text: str) -> bool:
        """Attributes of a block: of what they give only an id matters, the rest is layout."""
        if not is_attributes(text):
            return False
        anchor = own_anchor(text)
        if not is_block_attributes(text):
            self.note(text.strip(), "a directive for kramdown; nothing stands in its place")
        elif anchor:
            self.give_anchor(anchor)
        self.next_line()
        return True

    def give_anchor(self, anchor: str) -> None:
        """Give an id to the block before this line, or to the one after it."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Heading):
            self.blocks[-1] = replace(last, own_anchor=anchor)
        elif last is None or isinstance(last, Blank):
            self.blocks.append(Anchor(anchor=anchor, line=self.line))
        else:
            self.blocks.insert(len(self.blocks) - 1, Anchor(anchor=anchor, line=self.line))

    def heading(self, text: str) -> bool:
        """A heading with number signs."""
        found = heading_of(text)
        if found is None:
            return False
        level, source, anchor = found
        self.blocks.append(Heading(source=source, level=level, line=self.line, own_anchor=anchor))
        self.next_line()
        return True

    def quote(self, text: str) -> bool:
        """A quotation, with the lines that lazily go on with it."""
        if not text.lstrip().startswith(">") or self.depth >= DEEPEST:
            return False
        indent, begin, inner = indent_of(text), self.line, []
        while self.row < len(self.lines) and (line := self.current.lstrip()):
            if not line.startswith(">") and inner and self.begins_block():
                break
            inner.append(line[2:] if line.startswith("> ") else line[1:] if line.startswith(">") else line)
            self.next_line()
        blocks = read_blocks("\n".join(inner), self.file, self.report, begin, self.depth + 1)
        self.blocks.append(Quote(blocks=blocks, line=begin, indent=" " * indent))
        return True

    def table(self, text: str) -> bool:
        """A table of pipes."""
        if self.column or not table_begins(self.lines, self.row):
            return False
        end = self.row
        while end < len(self.lines) and is_table_line(self.lines[end]):
            end += 1
        grid = pipe_grid(tuple(self.lines[self.row : end]), self.line)
        self.blocks.append(Table(grid=grid, line=self.line, indent=" " * indent_of(text)))
        self.next_line(end - self.row)
        return True

    def prose(self) -> None:
        """A paragraph, or lines of a list."""
        begin, shown = self.line, []
        is_list = False
        while self.row < len(self.lines) and self.current.strip() and not (shown and self.begins_block()):
            text = self.current
            column = list_content(text)
            if column is not None:
                is_list = True
                self.columns = [outer for outer in self.columns if outer <= indent_of(text)] + [column]
            shown.append(text)
            self.next_line()
        level = underline_level(shown)
        if level:
            source, anchor = shown[0].strip(), ""
            self.blocks.append(Heading(source=source, level=level, line=begin, own_anchor=anchor))
            shown, begin = shown[2:], begin + 2
        if shown:
            self.blocks.append(Prose(lines=tuple(shown), line=begin, is_list=is_list))

    def begins_block(self) -> bool:
        """Whether the current line ends a paragraph because another block begins there."""
        text = self.current
        stripped = text.lstrip()
        if is_attributes(text) or heading_of(text) is not None or table_begins(self.lines, self.row):
            return True
        if stripped.startswith(("```", "~~~")):
            found = fence_of(text)
            return found is not None and found[0] not in self.open_fences
        if stripped.startswith("<"):
            tag = tag_at(text, len(text) - len(stripped))
            return tag is not None and tag.name in BLOCK
        return stripped.startswith(">") and not self.columns

    def markup(self, text: str) -> bool:
        """An element of HTML that stands for itself, a comment, or an example of XML."""
        stripped = text.lstrip()
        if not stripped.startswith("<"):
            return False
        start = self.offset + len(self.lines[self.row]) - len(stripped)
        end = comment_end(self.text, start)
        if end is not None:
            self.note(self.text[start:end], "a comment is not published text; it is left out")
            self.go_to(end)
            return True
        tag = tag_at(self.text, start)
        if tag is None:
            return False
        if tag.name in BLOCK:
            self.element(tag, indent_of(text))
            return True
        return self.only_break(tag, stripped) or (tag.name not in KNOWN and self.example())

    def only_break(self, tag: Tag, stripped: str) -> bool:
        """A line break alone on a line, which only moved pictures on the published page."""
        if tag.name != "br" or stripped.strip() != self.text[tag.start : tag.end]:
            return False
        if self.blocks and isinstance(self.blocks[-1], Prose):
            return False
        self.next_line()
        return True

    def element(self, tag: Tag, indent: int) -> None:
        """A block of HTML; what is never closed is only its tag."""
        end = element_end(self.text, tag) if self.unclosed < MOST_UNCLOSED and not tag.is_closing else None
        if end is None and tag.name == "p" and not tag.is_closing:
            blank = self.text.find("\n\n", tag.end)
            end = blank if blank >= 0 else len(self.text)
        if end is None:
            self.unclosed += not tag.is_closing
            self.note(self.text[tag.start : tag.end], "a tag without its counterpart; it is left out")
            self.go_to(tag.end)
            return
        if tag.get("markdown") in ("1", "block", "span") and self.depth < DEEPEST:
            self.frame(tag, end, indent)
        else:
            source = self.text[tag.start : end]
            root = parse(source, 0, len(source))
            self.blocks.append(Html(source=source, root=root, line=self.line, indent=" " * indent))
        self.go_to(end)

    def frame(self, tag: Tag, end: int, indent: int) -> None:
        """An element whose inside is Markdown."""
        close = self.text.rfind("</", tag.end, end)
        inner = self.text[tag.end : close if close >= 0 else end]
        line = self.first + self.text.count("\n", 0, tag.end)
        blocks = read_blocks(_evenly(inner), self.file, self.report, line, self.depth + 1)
        is_note = bool(_NOTES & set(tag.get("class").split()))
        anchor = tag.get("id")
        self.blocks.append(Frame(blocks=blocks, line=self.line, is_note=is_note, anchor=anchor, indent=" " * indent))

    def example(self) -> bool:
        """Lines of XML that were meant to be seen: code, as editors forgot to say."""
        end = self.row
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        shown = self.lines[self.row : end]
        if len(shown) < 2 or not shown[-1].strip().endswith(">"):
            return False
        self.note(shown[0].strip(), "XML in the text, shown as code")
        self.blocks.append(Code(lines=tuple(shown), line=self.line, language="xml"))
        self.next_line(end - self.row)
        return True

    def go_to(self, place: int) -> None:
        """Go on at a place of the text; a line of which nothing is left is done."""
        while self.row < len(self.lines) and self.offset + len(self.lines[self.row]) < place:
            self.next_line()
        if self.row >= len(self.lines):
            return
        self.column = place - self.offset
        if not self.lines[self.row][self.column :].strip():
            self.next_line()


def _without(line: str, columns: int) -> str:
    """The line without up to so many columns of space at its begin."""
    kept = line.expandtabs(4) if line[:columns].count("\t") else line
    leading = len(kept) - len(kept.lstrip(" "))
    return kept[min(columns, leading) :]


def _evenly(text: str) -> str:
    """Text without the space that all of its lines begin with."""
    lines = text.split("\n")
    indents = [indent_of(line) for line in lines[1:] if line.strip()]
    least = min(indents, default=0)
    return "\n".join([lines[0], *(_without(line, least) for line in lines[1:])])


def headings_of(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """All headings, those inside quotations and frames included, in the order they stand."""
    found: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block)
        elif isinstance(block, (Quote, Frame)):
            found.extend(headings_of(block.blocks))
    return tuple(found)
