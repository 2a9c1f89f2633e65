"""What stands in a parsed text: headings, anchors, citations, links and faults, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from generator.diagnostics import Position
from generator.reading.prose_anchors import RESERVED, Slugs, heading_text, slug
from generator.reading.prose_links import is_safe
from generator.reading.prose_places import Source
from generator.reading.prose_requirements import Mark
from generator.records.base import LocalKey
from generator.records.drawings import includes_in, is_drawing, links_in
from generator.records.prose import Citation, DrawnLink, Heading, Link, ProseFault

_ID = re.compile(r"[\w.:~-]+")
_CLASS = re.compile(r"(?!md-|tf-)[A-Za-z0-9_-]+")
_LONGEST_BEFORE = 80
_FEW_TOKENS = 40
_LONGEST_EXCERPT = 80


class Findings:
    """Collects, token by token, what a text names and what is wrong in it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.headings: list[Heading] = []
        self.anchors: dict[str, Position] = {}
        self.requirement_anchors: set[str] = set()
        self.citations: list[Citation] = []
        self.links: list[Link] = []
        self.faults: list[tuple[ProseFault, Position, str]] = []

    def fault(self, fault: ProseFault, position: Position, text: str) -> None:
        """Notes what cannot be published, with the offending text."""
        self.faults.append((fault, position, text[:_LONGEST_EXCERPT]))


def collect(tokens: Sequence[Token], source: Source) -> Findings:
    """Everything that stands in `tokens`; completes them with anchors, `Citation`s and `Link`s."""
    findings = Findings(source)
    cell = 0
    headings: list[tuple[Token, Token]] = []
    for index, token in enumerate(tokens):
        if token.type == "inline":
            in_cell = cell - 1 if tokens[index - 1].type in ("td_open", "th_open") else None
            _collect_inline(findings, token, in_cell)
        elif token.type in ("td_open", "th_open"):
            cell += 1
        elif token.type == "tr_open":
            cell = 0
        elif token.attrs or token.meta:
            _collect_block(findings, token)
        if token.type == "fence" and is_drawing(token.info):
            _collect_drawing(findings, token)
        if token.type == "heading_open":
            headings.append((token, tokens[index + 1]))
    _collect_headings(findings, headings)
    findings.faults.sort(key=lambda fault: fault[1])
    return findings


def _collect_block(findings: Findings, token: Token) -> None:
    if "mark" in token.meta:
        _place_mark(token, findings.source.placer(token.meta.pop("inline"), None))
    if "fault" in token.meta:
        findings.fault(token.meta["fault"], findings.source.start_of(token), token.meta["about"])
    if token.meta.get("is_too_deep"):
        findings.fault(ProseFault.TOO_DEEP, findings.source.start_of(token), token.content.strip())
    if "id" in token.attrs or "class" in token.attrs or "insecure_attrs" in token.meta:
        _check_attributes(findings, token, findings.source.start_of(token))


def _collect_drawing(findings: Findings, fence: Token) -> None:
    drawn = []
    for written in links_in(fence.content):
        position = findings.source.in_fence(fence, written.line, written.start)
        if not is_safe(written.destination, is_image=False):
            findings.fault(ProseFault.UNSAFE_LINK, position, written.destination)
            continue
        link = Link(position=position, destination=written.destination, text=written.label)
        findings.links.append(link)
        drawn.append(DrawnLink(link=link, line=written.line, start=written.start, end=written.end))
    for number, words in includes_in(fence.content):
        position = findings.source.in_fence(fence, number, 0)
        findings.fault(ProseFault.DRAWING_INCLUDE, position, words)
    fence.meta["drawing"] = tuple(drawn)


def _collect_inline(findings: Findings, inline: Token, cell: int | None) -> None:
    place: Callable[[int], Position] | None = None
    children = inline.children or []
    for index, token in enumerate(children):
        if token.type == "text" or not (token.meta or token.attrs):
            continue
        place = place or findings.source.placer(inline, cell)
        position = place(token.meta.get("offset", 0))
        if token.type == "citation":
            _add_citation(findings, children, index, position)
        elif token.type in ("link_open", "image"):
            _add_link(findings, children, index, position)
        elif token.type == "html_inline":
            findings.fault(ProseFault.RAW_HTML, position, token.content)
        elif token.type == "literal":
            fault = token.meta.get("fault", ProseFault.TOO_DEEP)
            findings.fault(fault, position, token.meta.get("about", token.content))
            token.type = "text"
        elif token.type == "requirement_open":
            _place_mark(token, place)
        if token.attrs or "insecure_attrs" in token.meta:
            _check_attributes(findings, token, position)


def _place_mark(token: Token, place: Callable[[int], Position]) -> None:
    """Notes where a requirement's id and the actors that it names stand."""
    mark: Mark = token.meta["mark"]
    token.meta["position"] = place(mark.offset)
    token.meta["actors"] = tuple(LocalKey(actor, place(offset)) for actor, offset in mark.actors)


def _add_citation(findings: Findings, children: Sequence[Token], index: int, position: Position) -> None:
    token = children[index]
    volume = token.meta.get("volume", "")
    citation = Citation(
        position=position,
        text=token.content,
        key=token.meta.get("key", ""),
        domain=token.meta.get("domain", ""),
        volume=f"TF-{volume}" if volume else "",
        section=token.meta.get("section", ""),
        words_before=_words_before(children, index),
    )
    token.meta["citation"] = citation
    findings.citations.append(citation)


def _words_before(children: Sequence[Token], index: int) -> str:
    words = ""
    for token in reversed(children[max(index - _FEW_TOKENS, 0) : index]):
        words = _plain(token)[-_LONGEST_BEFORE:] + words
        if len(words) >= _LONGEST_BEFORE:
            break
    return words[-_LONGEST_BEFORE:]


def _add_link(findings: Findings, children: Sequence[Token], index: int, position: Position) -> None:
    token = children[index]
    is_image = token.type == "image"
    destination = str(token.attrs["src" if is_image else "href"])
    if not is_safe(destination, is_image):
        findings.fault(ProseFault.UNSAFE_LINK, position, destination)
        return
    text = plain_text(token.children or []) if is_image else _text_of_link(children, index)
    link = Link(position=position, destination=destination, text=text, is_image=is_image)
    token.meta["link"] = link
    findings.links.append(link)


def _text_of_link(children: Sequence[Token], index: int) -> str:
    end = index + 1
    while end < len(children) and children[end].type != "link_close":
        end += 1
    return plain_text(children[index + 1 : end])


def _check_attributes(findings: Findings, token: Token, position: Position) -> None:
    for name, value in token.meta.get("insecure_attrs", {}).items():
        findings.fault(ProseFault.UNKNOWN_ATTRIBUTE, position, f"{name}={value}")
    classes = str(token.attrs.get("class", "")).split()
    known = [name for name in classes if _CLASS.fullmatch(name)]
    for name in classes:
        if name not in known:
            findings.fault(ProseFault.UNKNOWN_ATTRIBUTE, position, f".{name}")
    if known:
        token.attrs["class"] = " ".join(dict.fromkeys(known))
    else:
        token.attrs.pop("class", None)
    if "id" in token.attrs and not _is_new_anchor(findings, str(token.attrs["id"]), position):
        del token.attrs["id"]


def _is_new_anchor(findings: Findings, anchor: str, position: Position) -> bool:
    if not _ID.fullmatch(anchor):
        findings.fault(ProseFault.UNKNOWN_ATTRIBUTE, position, f"id={anchor}")
    elif anchor.startswith(RESERVED):
        findings.fault(ProseFault.RESERVED_ANCHOR, position, anchor)
    elif anchor in findings.anchors:
        findings.fault(ProseFault.DUPLICATE_ANCHOR, position, anchor)
    else:
        findings.anchors[anchor] = position
        return True
    return False


def _collect_headings(findings: Findings, headings: Sequence[tuple[Token, Token]]) -> None:
    slugs = Slugs(set(findings.anchors))
    for token, inline in headings:
        position = findings.source.start_of(token)
        children = inline.children or []
        if "id" not in token.attrs:
            text = heading_text(children)
            if slug(text).startswith(RESERVED):
                findings.fault(ProseFault.RESERVED_ANCHOR, position, slug(text))
            token.attrs["id"] = slugs.next(text)
        anchor = str(token.attrs["id"])
        findings.anchors[anchor] = position
        heading = Heading(
            level=int(token.tag[1]), anchor=anchor, text=plain_text(children).strip(), position=position
        )
        token.meta["heading"] = heading
        findings.headings.append(heading)


def plain_text(children: Sequence[Token]) -> str:
    """The words of an inline text, without its markup."""
    return "".join(_plain(token) for token in children)


def _plain(token: Token) -> str:
    if token.type in ("text", "code_inline", "citation", "html_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return plain_text(token.children or []) if token.type == "image" else ""
