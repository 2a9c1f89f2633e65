"""The requirements of a parsed text: what each says, and what is wrong with those that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from generator.diagnostics import Position
from generator.reading.prose_anchors import RESERVED
from generator.reading.prose_findings import Findings, plain_text
from generator.reading.prose_requirements import SIGN, Mark, levels_in, signs_and_code
from generator.records.prose import Document, Heading, ProseFault, RequirementText

_BINDING = re.compile(r"\b(?:SHALL|MUST|REQUIRED)\b")
# It leads to a place of its own page, and a requirement is repeated on others.
_LEFT_OUT = "footnote_ref"


def requirements_in(tokens: Sequence[Token], findings: Findings) -> tuple[RequirementText, ...]:
    """Every requirement of a text in reading order; notes in `findings` what cannot be one."""
    found: list[RequirementText] = []
    section: Heading | None = None
    block: tuple[int, Heading | None] | None = None
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            section = token.meta.get("heading")
        elif token.type == "requirement_block_open":
            block = (index, section)
        elif token.type == "requirement_block_close" and block is not None:
            found.append(_from_block(tokens[block[0] : index], block[1], findings))
            block = None
        elif token.type == "requirement_list" and block is not None:
            token.meta["is_list"] = False
            findings.fault(ProseFault.NESTED_REQUIREMENT, findings.source.start_of(token), SIGN * 3)
        elif token.type == "inline" and token.children:
            if block is not None:
                _undo(token.children, ProseFault.NESTED_REQUIREMENT, findings)
            elif tokens[index - 1].type == "heading_open":
                _undo(token.children, ProseFault.MISPLACED_REQUIREMENT, findings)
            else:
                found += _from_inline(token, section, findings)
    findings.faults.sort(key=lambda fault: fault[1])
    return tuple(found)


def _undo(children: Sequence[Token], fault: ProseFault, findings: Findings) -> None:
    """Makes text again of marks where no requirement can stand."""
    for child in children:
        if child.type == "requirement_open":
            findings.fault(fault, child.meta["position"], child.meta["mark"].id)
        if child.type in ("requirement_open", "requirement_close"):
            words = f"{SIGN}{child.meta['mark'].id}:" if "mark" in child.meta else SIGN
            child.type, child.tag, child.nesting, child.content = "text", "", 0, words


def _from_inline(inline: Token, section: Heading | None, findings: Findings) -> Iterator[RequirementText]:
    children = inline.children or []
    start = 0
    for index, child in enumerate(children):
        if child.type == "requirement_open":
            start = index
        elif child.type == "requirement_close":
            opening, said = children[start], children[start + 1 : index]
            kept = [each for each in said if each.type != _LEFT_OUT]
            whole = inline.copy(children=kept, content=opening.meta["source"])
            paragraph = (Token("paragraph_open", "p", 1), whole, Token("paragraph_close", "p", -1))
            yield _requirement(opening, paragraph, plain_text(said), section, findings)


def _from_block(tokens: Sequence[Token], section: Heading | None, findings: Findings) -> RequirementText:
    opening, *inner = tokens
    words = " ".join(plain_text(token.children or []) for token in inner if token.type == "inline")
    said = tuple(
        token.copy(children=[each for each in token.children if each.type != _LEFT_OUT])
        if token.type == "inline" and token.children
        else token
        for token in inner
    )
    return _requirement(opening, said, f"{words} {plain_text(opening.meta['summary'])}", section, findings)


def _requirement(
    opening: Token, tokens: tuple[Token, ...], words: str, section: Heading | None, findings: Findings
) -> RequirementText:
    mark: Mark = opening.meta["mark"]
    position: Position = opening.meta["position"]
    levels = levels_in(words)
    if not levels:
        findings.fault(ProseFault.REQUIREMENT_WITHOUT_LEVEL, position, mark.id)
    requirement = RequirementText(
        id=mark.id,
        position=position,
        levels=levels,
        is_conditional=mark.is_conditional,
        actors=opening.meta["actors"],
        categories=mark.categories,
        is_block=opening.type == "requirement_block_open",
        title=opening.meta.get("title", ""),
        summary=plain_text(opening.meta.get("summary", ())),
        anchor=_anchor(mark.id, position, findings),
        section=section,
        text=Document(
            position=position,
            text=opening.meta["source"],
            tokens=tokens,
            headings=tuple(each.meta["heading"] for each in tokens if "heading" in each.meta),
        ),
    )
    opening.meta["requirement"] = requirement
    return requirement


def _anchor(id: str, position: Position, findings: Findings) -> str:
    """The id itself, unless the text has that anchor: then checks report the id, or this the anchor."""
    if id.startswith(RESERVED):
        findings.fault(ProseFault.RESERVED_ANCHOR, position, id)
    elif id not in findings.anchors:
        findings.anchors[id] = position
        findings.requirement_anchors.add(id)
        return id
    elif id not in findings.requirement_anchors:
        findings.fault(ProseFault.DUPLICATE_ANCHOR, position, id)
    return ""


def unnumbered_in(tokens: Sequence[Token], findings: Findings) -> tuple[Position, ...]:
    """The places of words that bind as SHALL does, outside of requirements, headings and code."""
    found: list[Position] = []
    depth = cell = 0
    for index, token in enumerate(tokens):
        if token.type in ("requirement_block_open", "requirement_block_close"):
            depth += token.nesting
        elif token.type in ("td_open", "th_open"):
            cell += 1
        elif token.type == "tr_open":
            cell = 0
        elif token.type == "inline" and not depth and tokens[index - 1].type != "heading_open":
            in_cell = cell - 1 if tokens[index - 1].type in ("td_open", "th_open") else None
            place = findings.source.placer(token, in_cell)
            found += (place(offset) for offset in _binding_words(token))
    return tuple(sorted(found))


def _binding_words(inline: Token) -> Iterator[int]:
    offsets = [word.start() for word in _BINDING.finditer(inline.content)]
    if not offsets:
        return
    spans = signs_and_code(inline.content)[1]
    start = 0
    for child in inline.children or []:
        if child.type == "requirement_open":
            start = child.meta["offset"]
        elif child.type == "requirement_close":
            spans.append((start, child.meta["offset"]))
    spans.sort()
    place = 0
    for offset in offsets:
        while place < len(spans) and spans[place][1] <= offset:
            place += 1
        if place == len(spans) or offset < spans[place][0]:
            yield offset
