"""Reads open and closed issues from a guide's page about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.importers.ihe_ig.blocks import Blank, Block, Frame, Heading, Html, Page, Prose
from generator.importers.ihe_ig.drafts import IssueDraft
from generator.importers.ihe_ig.grid import WORDS, plain_text
from generator.importers.ihe_ig.identity import is_key, is_url
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.lines import indent_of, list_content
from generator.importers.ihe_ig.pages import page_words
from generator.importers.ihe_ig.render import render
from generator.importers.ihe_ig.scope import Scope, silent
from generator.importers.ihe_ig.words import is_nothing, numbered

_OPEN = ("open issue", "open question", "unresolved issue")
_CLOSED = ("closed issue", "resolved issue", "closed question")
_KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class _Section:
    """The blocks below a heading about issues."""

    is_open: bool
    blocks: tuple[Block, ...]


def is_about_issues(page: Page) -> bool:
    """Whether a page lists issues."""
    return " issue" in page_words(page)


def read_issues(page: Page, scope: Scope) -> tuple[IssueDraft, ...]:
    """The issues of a page, open ones as they stand before closed ones; text in our dialect."""
    found: list[IssueDraft] = []
    taken: set[str] = set()
    for section in _sections(_flat(page.blocks)):
        for number, blocks in enumerate(_issues(section.blocks), start=1):
            issue = _issue(blocks, section.is_open, number, scope, taken)
            if issue is not None:
                found.append(issue)
    return tuple(found)


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Frame):
            yield from _flat(block.blocks)
        else:
            yield block


def _sections(blocks: Iterator[Block]) -> Iterator[_Section]:
    """The parts of a page under headings about open or closed issues, deeper headings included."""
    level, is_open, own = 0, False, list[Block]()
    for block in blocks:
        if isinstance(block, Heading):
            kind = _kind(block)
            if level and (block.level <= level or kind is not None):
                yield _Section(is_open, tuple(own))
                level, own = 0, []
            if kind is not None:
                level, is_open, own = block.level, kind, []
                continue
        if level:
            own.append(block)
    if level:
        yield _Section(is_open, tuple(own))


def _kind(heading: Heading) -> bool | None:
    text = numbered(plain_text(to_markdown(heading.source, silent(), heading.line))).text.casefold()
    is_open, is_closed = (any(words in text for words in group) for group in (_OPEN, _CLOSED))
    return None if is_open == is_closed else is_open


def _issues(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks of each issue: it begins with a heading, a list item, a bold paragraph or a question."""
    own: list[Block] = []
    for block in blocks:
        pieces = _pieces(block) if isinstance(block, Prose) else [block]
        for piece in pieces:
            if _begins_issue(piece):
                if own:
                    yield tuple(own)
                own = [piece]
            elif own:
                own.append(piece)
    if own:
        yield tuple(own)


def _pieces(block: Prose) -> list[Block]:
    """The lines of a paragraph or list, parted where an issue begins."""
    begins = [0, *(n for n in range(1, len(block.lines)) if _begins(block.lines[n])), len(block.lines)]
    return [
        Prose(lines=block.lines[begin:end], line=block.line + begin, is_list=block.is_list)
        for begin, end in pairwise(begins)
    ]


def _begins(line: str) -> bool:
    if indent_of(line) > 1:
        return False
    return list_content(line) is not None or line.startswith(("**", "Q:"))


def _begins_issue(block: Block) -> bool:
    if isinstance(block, Heading):
        return True
    return isinstance(block, Prose) and _begins(block.lines[0])


def _issue(
    blocks: Sequence[Block], is_open: bool, number: int, scope: Scope, taken: set[str]
) -> IssueDraft | None:
    if all(isinstance(block, Heading | Blank) for block in blocks):
        return None
    text = _text(blocks, scope)
    plain = plain_text(text)
    if is_nothing(plain) or plain.casefold().startswith("todo_"):
        return None
    typed = plain.split(":")[0].split(" ")[0].strip("[]().:,*").replace("/", "-")
    is_named = is_key(typed) and any(letter.isdigit() for letter in typed) and len(typed) <= _LONGEST_KEY
    key = typed if is_named and not typed.isdigit() else f"{'open' if is_open else 'closed'}-{number}"
    while key.casefold() in taken:
        key = f"{key}-a"
    taken.add(key.casefold())
    return IssueDraft(key=key, text=text, is_open=is_open, url=_issue_url(text))


def _text(blocks: Sequence[Block], scope: Scope) -> str:
    """The text of an issue, the marker of its list item and the space before the rest taken away."""
    blocks = [block for block in blocks if not isinstance(block, Html) or block.root.text.strip()]
    content = 0
    first = blocks[0]
    if isinstance(first, Prose):
        content = list_content(first.lines[0]) or 0
        head = first.lines[0][content:] if content else first.lines[0]
        blocks[0] = Prose(lines=(head, *first.lines[1:]), line=first.line)
    if isinstance(first, Heading):
        blocks[0] = Prose(lines=(first.source,), line=first.line)
    lines = render([block for block in blocks if not isinstance(block, Heading) or block is blocks[0]], scope)
    even = [line[min(content, indent_of(line)) :] for line in lines]
    while even and (isinstance(blocks[-1], Blank) or not even[-1].strip()) and not even[-1].strip():
        even.pop()
    return "\n".join(even).strip()


def _issue_url(text: str) -> str:
    """The address of the discussion that an issue's first words link to."""
    for token in WORDS.parseInline(text.split("\n")[0]):
        for child in token.children or ():
            href = str(child.attrs.get("href", "")) if child.type == "link_open" else ""
            if href and "/issues/" in href and is_url(href):
                return href
    return ""
