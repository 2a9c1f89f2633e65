"""Requirements in the notation of HL7's IG Publisher: what the parser takes for one, inline or as a block.

Source: https://build.fhir.org/ig/FHIR/ig-guidance/conformance-statements.html, and the publisher's own reader
where that page is silent. Unlike there, an id is never made up: it would change with the text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.records.prose import Level, ProseFault

SIGN = "§"
_NAMES = r"[A-Za-z0-9._, \t-]*"
_HEAD = re.compile(
    rf"(?P<id>[A-Za-z0-9._-]+)(?P<condition>\??)"
    rf"(?:\^(?P<actors>{_NAMES})(?:\^(?P<categories>{_NAMES}))?)?:[ \t]*"
)
_ID = re.compile(r"(?!.*\.\.)(?=.{3,80}\Z)[A-Za-z0-9][A-Za-z0-9._-]*-[1-9][0-9]*")
_LETTER = re.compile(r"[A-Za-z]")
_NAME = re.compile(r"[^,\s]+")
_SIGNS_AND_CODE = re.compile(rf"\\[\s\S]|`+|{SIGN}")
_CODE = re.compile(r"`+")
_BLOCK, _LIST, _SHOWN_SIGNS = SIGN * 2, SIGN * 3, f"!{SIGN * 2}"
_BLOCK_BEGINS = re.compile(rf"{_BLOCK}[ \t]*\n?[ \t]*")
_BROKEN_BEGIN = re.compile(rf"{_BLOCK}\s*[A-Za-z][A-Za-z0-9._-]*-[0-9]+(?![A-Za-z0-9])")
_LEVEL = re.compile(r"\b(?:(?:SHALL|MUST|SHOULD|MAY)(?:\s+NOT)?|(?:NOT\s+)?RECOMMENDED|REQUIRED|OPTIONAL)\b")
_LEVELS: Mapping[str, Level] = {
    **{level.value: level for level in Level},
    "MUST": Level.SHALL,
    "REQUIRED": Level.SHALL,
    "MUST NOT": Level.SHALL_NOT,
    "RECOMMENDED": Level.SHOULD,
    "NOT RECOMMENDED": Level.SHOULD_NOT,
    "OPTIONAL": Level.MAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands before the colon of a mark; `offset` and those of actors count from the text's start."""

    id: str
    offset: int
    is_conditional: bool
    actors: tuple[tuple[str, int], ...]
    categories: tuple[str, ...]


def levels_in(words: str) -> tuple[Level, ...]:
    """How strictly some words bind, as BCP 14 reads them: capitals alone count."""
    found = (_LEVELS[" ".join(word[0].split())] for word in _LEVEL.finditer(words))
    return tuple(dict.fromkeys(found))


def requirement(state: StateInline, silent: bool) -> bool:
    """`§MHD-12:The Document Recipient SHALL …§`; the next sign outside of code ends it."""
    start = state.pos
    if silent or state.src[start] != SIGN or (start == 1 and state.src[0] == SIGN):
        return False  # Two signs at the beginning are those of a block.
    end = _next_sign(state, start)
    head = _HEAD.match(state.src, start + 1, state.posMax)
    fault = _fault_of(state, head, start, end)
    if fault is not None:
        _push_fault(state, fault, start, start + 1 if end is None else end + 1)
        return True
    if head is None or end is None or not _ID.fullmatch(head["id"]):
        return False
    _push(state, head, start, end)
    return True


def _fault_of(
    state: StateInline, head: re.Match[str] | None, start: int, end: int | None
) -> ProseFault | None:
    """What is wrong with a sign that somebody means to begin a requirement; None for one that is text."""
    source = state.src
    if head is None or not _ID.fullmatch(head["id"]):
        if end is None or not (_LEVEL.search(source, start, end) or (head and _LETTER.search(head["id"]))):
            return None
        return ProseFault.MALFORMED_REQUIREMENT
    following = _HEAD.match(source, end + 1) if end is not None else None
    if end is None or (following is not None and _ID.fullmatch(following["id"])):
        return ProseFault.UNCLOSED_REQUIREMENT
    return ProseFault.MISPLACED_REQUIREMENT if state.linkLevel else None


def _push(state: StateInline, head: re.Match[str], start: int, end: int) -> None:
    token = state.push("requirement_open", "span", 1)
    token.meta = {"offset": start, "mark": _mark(head), "source": state.src[head.end() : end]}
    state.pos, limit, state.posMax = head.end(), state.posMax, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = end + 1, limit
    state.push("requirement_close", "span", -1).meta = {"offset": end}


def _push_fault(state: StateInline, fault: ProseFault, start: int, end: int) -> None:
    """Keeps as text what is no requirement, so that nothing is lost."""
    if fault is ProseFault.UNCLOSED_REQUIREMENT:
        end = start + 1
    token = state.push("literal", "", 0)
    token.content = state.src[start:end]
    about = _HEAD.match(state.src, start + 1)
    token.meta = {"offset": start, "fault": fault, "about": about["id"] if about else token.content}
    state.pos = end


def _mark(head: re.Match[str]) -> Mark:
    actors = _NAME.finditer(head["actors"] or "")
    return Mark(
        id=head["id"],
        offset=head.start(),
        is_conditional=bool(head["condition"]),
        actors=tuple((name[0], head.start("actors") + name.start()) for name in actors),
        categories=tuple(dict.fromkeys(_NAME.findall(head["categories"] or ""))),
    )


def _next_sign(state: StateInline, start: int) -> int | None:
    """Where the next sign outside of code stands, within what is being parsed."""
    known: dict[str, Sequence[int]] = state.env.setdefault("requirement_signs", {})
    if state.src not in known:
        known[state.src] = signs_and_code(state.src)[0]
    signs = known[state.src]
    place = bisect.bisect_right(signs, start)
    return signs[place] if place < len(signs) and signs[place] < state.posMax else None


def signs_and_code(source: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The places of signs outside of code, and where each piece of code begins and ends."""
    signs: list[int] = []
    code: list[tuple[int, int]] = []
    runs: dict[int, list[int]] = {}
    for run in _CODE.finditer(source):
        runs.setdefault(len(run[0]), []).append(run.start())
    at = 0
    while (found := _SIGNS_AND_CODE.search(source, at)) is not None:
        at = found.end()
        if found[0] == SIGN:
            signs.append(found.start())
        elif found[0].startswith("`"):
            length = len(found[0])
            ends = runs.get(length, [])
            place = bisect.bisect_left(ends, at)
            if place < len(ends):
                at = ends[place] + length
                code.append((found.start(), at))
    return signs, code


@dataclass(frozen=True, slots=True)
class _Begin:
    """How a block begins: the paragraph with its mark, the parts of that, and the first token after it."""

    inline: Token
    head: re.Match[str]
    summary: str
    title: int
    after: int


def requirement_blocks(state: StateCore) -> None:
    """Paragraphs between two paragraphs `§§` become a block, and a paragraph `§§§` a list."""
    if SIGN not in state.src:
        return
    begins, ends = _paired(state.tokens)
    lines = state.src.split("\n")
    tokens: list[Token] = []
    index = 0
    while index < len(state.tokens):
        token = state.tokens[index]
        if index in begins:
            opening = list(_opening(begins[index], token, state.tokens[ends[index]], lines))
            opening[0].meta["summary"] = _words(state, begins[index].summary)
            tokens += opening
            index = begins[index].after
        elif index in ends.values():
            tokens.append(Token("requirement_block_close", "div", -1, block=True))
            index += 3
        elif token.type == "paragraph_open" and state.tokens[index + 1].content == _LIST:
            tokens.append(Token("requirement_list", "", 0, map=token.map, block=True, meta={"is_list": True}))
            index += 3
        else:
            tokens.append(token)
            index += 1
    state.tokens = tokens


def _words(state: StateCore, summary: str) -> list[Token]:
    """The inline tokens of a summary, its entities and escapes as the text that they stand for."""
    tokens = state.md.inline.parse(summary, state.md, state.env, [])
    for token in tokens:
        if token.type == "text_special":
            token.type = "text"
    return tokens


def _paired(tokens: Sequence[Token]) -> tuple[dict[int, _Begin], dict[int, int]]:
    """The paragraphs that begin blocks, and which one ends each; notes those without an end."""
    begins: dict[int, _Begin] = {}
    ends: dict[int, int] = {}
    stack: list[int] = []
    broken: set[int] = set()
    for index, token in enumerate(tokens):
        while token.nesting < 0 and stack and tokens[stack[-1]].level > token.level:
            _give_up(tokens, begins, stack.pop(), ProseFault.UNCLOSED_REQUIREMENT)
        content = tokens[index + 1].content if token.type == "paragraph_open" else ""
        if content == _SHOWN_SIGNS:
            tokens[index + 1].content = _BLOCK
        elif content.startswith(_BLOCK) and content != _LIST:
            is_inside = bool(stack) and tokens[stack[-1]].level == token.level
            if content == _BLOCK and is_inside:
                ends[stack.pop()] = index
                continue
            if content == _BLOCK and token.level in broken:
                broken.remove(token.level)  # The end of a block whose beginning is reported already.
                continue
            begin = _begin(tokens, index)
            if begin is None and "fault" in token.meta:
                broken.add(token.level)
            elif begin is not None:
                if is_inside:
                    _give_up(tokens, begins, stack.pop(), ProseFault.UNCLOSED_REQUIREMENT)
                begins[index] = begin
                stack.append(index)
    for index in stack:
        _give_up(tokens, begins, index, ProseFault.UNCLOSED_REQUIREMENT)
    return begins, ends


def _give_up(tokens: Sequence[Token], begins: dict[int, _Begin], index: int, fault: ProseFault) -> None:
    tokens[index].meta["fault"] = fault
    tokens[index].meta["about"] = begins.pop(index).head["id"]


def _begin(tokens: Sequence[Token], index: int) -> _Begin | None:
    """The beginning of a block at a paragraph; None, perhaps with a fault noted, where it is none."""
    inline, at, after = tokens[index + 1], 0, index + 3
    if inline.content == _BLOCK:
        follower = tokens[after] if after < len(tokens) else None
        if follower is not None and follower.type == "paragraph_open":
            inline, after = tokens[after + 1], after + 3
    else:
        opening = _BLOCK_BEGINS.match(inline.content)
        at = opening.end() if opening else 0
    head = _HEAD.match(inline.content, at)
    if head is not None and _ID.fullmatch(head["id"]):
        summary, caret, title = inline.content[head.end() :].partition("^")
        if caret and summary.strip():
            offset = len(inline.content) - len(title.lstrip())
            return _Begin(inline, head, " ".join(summary.split()), offset, after)
    content = tokens[index + 1].content
    if content == _BLOCK or head is not None or _BROKEN_BEGIN.match(content):
        about = head["id"] if head is not None else content
        tokens[index].meta.update(fault=ProseFault.MALFORMED_REQUIREMENT, about=about)
    return None


def _opening(begin: _Begin, first: Token, last: Token, lines: Sequence[str]) -> Iterator[Token]:
    """The tokens that a block begins with: its own, and those of its title."""
    inline = begin.inline
    start, end = inline.map or [0, 0]
    title = inline.content[begin.title :]
    inner = "\n".join(lines[end : last.map[0] if last.map else end]).strip()
    yield Token(
        "requirement_block_open",
        "div",
        1,
        attrs=dict(first.attrs),
        map=[first.map[0] if first.map else start, last.map[1] if last.map else end],
        block=True,
        meta={
            "mark": _mark(begin.head),
            "inline": inline,
            "title": title,
            "source": f"{title}\n\n{inner}".strip(),
        },
    )
    if title:
        start += inline.content.count("\n", 0, begin.title)
        yield Token("requirement_title_open", "p", 1, map=[start, end], block=True)
        yield Token(
            "inline", "", 0, content=title, map=[start, end], level=inline.level, block=True, children=[]
        )
        yield Token("requirement_title_close", "p", -1, block=True)
