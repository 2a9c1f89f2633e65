"""What this dialect of Markdown adds to markdown-it: citations, positions, raw markup, bounded depth."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 30
"""How deep blocks may nest (a list and its entry count as two)."""

DEEPEST_BRACKETS = 8
"""How many brackets may be open at once: each costs a search for its end, again at every level."""

DEEPEST_QUOTES = 6
"""How deep quotes may nest: each of them looks at all lines of those inside it."""

ATTRIBUTES = ("id", "class")

_KEY = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9._-]{0,79})\](?![(\[{])")
_DOMAIN = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{1,30}\Z")
_SECTION = re.compile(
    r"(?P<volume>[1-4][a-z]?x?):[ \t]?(?:\n[ \t]*)?(?:[1-4]:)?"
    r"(?P<section>(?:[0-9]+|[A-Z](?=\.[0-9]))(?:\.[A-Z]?[0-9]+[a-z]?)*)(?!\w)"
)
_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]{0,40}(?:[\s/][^<>]*)?>|!--|!\[CDATA\[|![A-Za-z]|\?[A-Za-z])")
_BRACKET = re.compile(r"[\[\]]")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)


class BoundedInlineParser(ParserInline):
    """Inline parser that leaves text alone whose brackets nest too deep."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if brackets_nest_too_deep(src):
            tokens.append(Token("literal", "", 0, content=src, meta={"offset": 0}))
            return tokens
        return super().parse(src, md, env, tokens)


def positioned(rule: InlineRule) -> InlineRule:
    """`rule`, noting in the first token it makes where that began (`meta["offset"]`)."""

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        index = len(state.tokens) + (1 if state.pending else 0)
        if not rule(state, silent):
            return False
        if not silent and index < len(state.tokens):
            state.tokens[index].meta["offset"] = start
        return True

    return noting


def key_citation(state: StateInline, silent: bool) -> bool:
    """`[ITI-65]` alone. Never in silent mode, so that brackets inside a link's text stay its text."""
    if silent or state.src[state.pos] != "[" or state.linkLevel:
        return False
    match = _KEY.match(state.src, state.pos, state.posMax)
    if match is None or match[1] in ("x", "X"):
        return False
    if match[1].upper() in state.env.get("references", {}):
        return False
    token = state.push("citation", "", 0)
    token.content = match[0]
    token.meta = {"offset": state.pos, "key": match[1]}
    state.pos = match.end()
    return True


def section_citation(state: StateInline, silent: bool) -> bool:
    """`ITI TF-2: 3.65`, found at its hyphen; what stands before that is already pending as text."""
    start = state.pos
    if silent or state.src[start] != "-" or state.linkLevel or state.src[max(start - 3, 0) : start] != " TF":
        return False
    domain = _DOMAIN.search(state.src[max(start - 36, 0) : start - 3])
    match = _SECTION.match(state.src, start + 1, state.posMax)
    if domain is None or match is None or not state.pending.endswith(f"{domain[0]} TF"):
        return False
    lead = len(domain[0]) + 3
    state.pending = state.pending[:-lead]
    token = state.push("citation", "", 0)
    token.content = f"{domain[0]} TF-" + " ".join(match[0].split())
    token.meta = {"offset": start - lead, "domain": domain[0], **match.groupdict()}
    state.pos = match.end()
    return True


def raw_html(state: StateInline, silent: bool) -> bool:
    """`<br>` is a line break; any other tag is kept as a token that is shown as text."""
    if state.src[state.pos] != "<":
        return False
    match = _BREAK.match(state.src, state.pos, state.posMax)
    is_break = match is not None
    match = match or _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("hardbreak" if is_break else "html_inline", "br" if is_break else "", 0)
        token.content = "" if is_break else match[0]
        token.meta = {"offset": state.pos}
    state.pos = match.end()
    return True


def counted_quote(rule: BlockRule) -> BlockRule:
    """The rule for quotes, counting in the environment how many of them are open."""

    def counting(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        state.env["quotes"] = state.env.get("quotes", 0) + 1
        is_quote = rule(state, start_line, end_line, silent)
        state.env["quotes"] -= 1
        return is_quote

    return counting


def too_deep(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Takes what nests too deep as it is typed, so that nothing is lost and depth stays bounded."""
    is_quote = state.src.startswith(">", state.bMarks[start_line] + state.tShift[start_line])
    is_deep = state.level >= DEEPEST or (is_quote and state.env.get("quotes", 0) >= DEEPEST_QUOTES)
    if silent or not is_deep:
        return False
    line = start_line + 1
    while line < end_line and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start_line, line, state.blkIndent, True)
    token.map = [start_line, line]
    token.meta = {"is_too_deep": True}
    state.line = line
    return True


def brackets_nest_too_deep(text: str) -> bool:
    """Whether more brackets stand open at once than any author means."""
    if text.count("[") <= DEEPEST_BRACKETS:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] == "[" else max(depth - 1, 0)
        if depth > DEEPEST_BRACKETS:
            return True
    return False


def heading_attributes(state: StateCore) -> None:
    """`## Actors {#own-id .class}`: attributes at the end of a heading are the heading's."""
    for heading, inline in itertools.pairwise(state.tokens):
        if heading.type == "heading_open" and inline.content.endswith("}"):
            _take_attributes(heading, inline)


def _take_attributes(heading: Token, inline: Token) -> None:
    start = inline.content.rfind("{")
    if start < 1 or inline.content[start - 1] not in " \t":
        return
    try:
        end, attributes = parse_attributes(inline.content[start:])
    except ParseError:
        return
    if not attributes or start + end + 1 != len(inline.content):
        return
    inline.content = inline.content[:start].rstrip(" \t")
    for name, value in attributes.items():
        if name in ATTRIBUTES:
            heading.attrs[name] = value
        else:
            heading.meta.setdefault("insecure_attrs", {})[name] = value


def mark_tasks(tokens: Sequence[Token]) -> None:
    """Makes `[ ]` and `[x]` at the beginning of a list entry a token of type `task_box`."""
    for index, token in enumerate(tokens):
        if token.type != "list_item_open":
            continue
        inline = tokens[index + 2] if index + 2 < len(tokens) else token
        if inline.type != "inline" or not inline.children:
            continue
        first = inline.children[0]
        if first.type == "text" and first.content[:4] in ("[ ] ", "[x] ", "[X] "):
            box = Token("task_box", "input", 0, meta={"is_checked": first.content[1] != " "})
            first.content = first.content[4:]
            inline.children.insert(0, box)
