"""The tokens inside a paragraph, cell or heading become HTML; links keep their symbolic names."""

from __future__ import annotations

import html
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from mdurl import encode

from generator.diagnostics import Position
from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.messages import message
from generator.records.prose import Document, RequirementText
from generator.records.requirements import Requirement
from generator.rendering.mentions import Mentions

_WEB = ("http://", "https://")
_SYMBOLIC = ("ref:", "#")


@dataclass(slots=True, kw_only=True)
class Writing:
    """Where the rendering of one document stands.

    `closers`: the end tags of links and spans that are open. `seen`: what the section mentioned.
    `footnote_uses`: ids of the places that named a footnote. `has_anchors`: whether requirements bear their
    ids, as they do where a text is shown as a whole.
    """

    graph: Graph
    prefix: str
    mentions: Mentions | None = None
    seen: set[str] = field(default_factory=set)
    links: int = 0
    closers: list[str] = field(default_factory=list)
    footnote_uses: set[str] = field(default_factory=set)
    has_anchors: bool = True
    language: Language = ENGLISH

    def said(self, words: str) -> str:
        """Words of the interface or the text as an attribute's value."""
        return html.escape(self.language.said(words))


def writing(
    document: Document, graph: Graph, mentions: Mentions | None, language: Language = ENGLISH
) -> Writing:
    """The start of a document's rendering; its footnotes are numbered apart from those of others."""
    place = zlib.crc32(str(document.position).encode())
    return Writing(graph=graph, prefix=f"{place:08x}", mentions=mentions, language=language)


def text(words: str) -> str:
    """Words as HTML text."""
    return html.escape(words, quote=False)


def attributes(token: Token, *classes: str) -> str:
    """The id and classes of a token, and ours, as they stand in a tag."""
    anchor = token.attrs.get("id")
    names = " ".join([*classes, *str(token.attrs.get("class", "")).split()])
    id_part = f' id="{html.escape(str(anchor))}"' if anchor else ""
    return id_part + (f' class="{html.escape(names)}"' if names else "")


def inline(state: Writing, tokens: Sequence[Token], with_mentions: bool = True) -> str:
    """The HTML of a block's inline tokens. Runs of text are looked through for mentions as a whole."""
    parts = []
    run = ""
    end = ""
    for token in tokens:
        if token.type == "text":
            run += token.content
            continue
        if token.type == "softbreak":
            run += "\n"
            continue
        parts.append(_run(state, run, with_mentions))
        run = ""
        parts.append(_WRITERS[token.type](state, token))
        if token.type == "task_box":
            end = "</label>"
    parts.append(_run(state, run, with_mentions))
    return "".join(parts) + end


def _run(state: Writing, words: str, with_mentions: bool) -> str:
    if state.mentions is None or not words or not with_mentions or state.links:
        return text(words)
    return state.mentions.linked(words, state.seen)


def plain(tokens: Sequence[Token]) -> str:
    """The words of inline tokens without markup, for labels and alternative texts."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "citation", "html_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain(token.children or []))
    return "".join(parts)


def href_of(state: Writing, position: Position) -> str:
    """Where a place leads, as an attribute's value; empty where that is nowhere or nothing we know."""
    target = state.graph.targets.get(position)
    if target is None:
        return ""
    href = target.href
    if href.lower().startswith((*_WEB, "mailto:")):
        return html.escape(encode(href))
    return html.escape(href) if href.startswith(_SYMBOLIC) else ""


def _anchor_tag(href: str, attributes_of_token: str) -> str:
    rel = ' rel="noopener noreferrer"' if href.lower().startswith(_WEB) else ""
    return f'<a href="{href}"{attributes_of_token}{rel}>'


def _classes_of(href: str) -> tuple[str, ...]:
    return ("tf-external",) if href.lower().startswith(_WEB) else ()


def _open_link(state: Writing, token: Token) -> str:
    link = token.meta.get("link")
    href = href_of(state, link.position) if link is not None and not state.links else ""
    state.links += 1
    if not href:
        state.closers.append("</span>")
        dead = ("tf-dead",) if state.links == 1 else ()
        return f"<span{attributes(token, *dead)}>"
    state.closers.append("</a>")
    title = f' title="{html.escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
    return _anchor_tag(href, attributes(token, *_classes_of(href)) + title)


def _close_link(state: Writing, token: Token) -> str:
    state.links -= 1
    return state.closers.pop()


def _citation(state: Writing, token: Token) -> str:
    words = text(token.content)
    href = href_of(state, token.meta["citation"].position) if not state.links else ""
    if not href:
        return words
    classes = _classes_of(href)
    return _anchor_tag(href, f' class="{classes[0]}"' if classes else "") + f"{words}</a>"


def _image(state: Writing, token: Token) -> str:
    link = token.meta.get("link")
    href = href_of(state, link.position) if link is not None else ""
    alternative = plain(token.children or [])
    if not href.startswith("ref:file/"):
        return f"<span{attributes(token, 'tf-dead')}>{text(alternative)}</span>"
    return f'<img src="{href}" alt="{html.escape(alternative)}" loading="lazy"{attributes(token)}>'


def _footnote_use(state: Writing, token: Token) -> str:
    number = token.meta["id"] + 1
    anchor = footnote_use_anchor(state, token)
    state.footnote_uses.add(anchor)
    if state.links:
        return f'<sup id="{anchor}">{number}</sup>'
    href = f"#tf-fn-{state.prefix}-{number}"
    label = f'aria-label="{state.said(message("Footnote %(number)s", number=str(number)))}"'
    return f'<sup id="{anchor}"><a class="footnote-ref" href="{href}" {label}>{number}</a></sup>'


def footnote_use_anchor(state: Writing, token: Token) -> str:
    """The id of the place that names a footnote: of its first use, or of a later one."""
    number = token.meta["id"] + 1
    repeated = token.meta.get("subId", 0)
    return f"tf-fnref-{state.prefix}-{number}" + (f"-{repeated}" if repeated else "")


def _open_requirement(state: Writing, token: Token) -> str:
    requirement: RequirementText = token.meta["requirement"]
    state.closers.append(f" {requirement_link(state, requirement)}</span>")
    return f'<span{requirement_anchor(state, requirement)} class="tf-requirement">'


def requirement_anchor(state: Writing, requirement: RequirementText) -> str:
    """The id of a requirement's place, as it stands in a tag."""
    anchor = requirement.anchor if state.has_anchors else ""
    return f' id="{html.escape(anchor)}"' if anchor else ""


def requirement_link(state: Writing, requirement: RequirementText) -> str:
    """A requirement's id, which leads to its page where it has one."""
    words = text(requirement.id)
    if state.links or state.graph.get(Requirement, requirement.id) is None:
        return f'<span class="tf-requirement-id">{words}</span>'
    href = html.escape(f"ref:{Requirement.kind}/{requirement.id}")
    label = state.said(message("Requirement %(id)s", id=requirement.id))
    return f'<a class="tf-requirement-id" href="{href}" aria-label="{label}">{words}</a>'


def _task_box(state: Writing, token: Token) -> str:
    checked = " checked" if token.meta["is_checked"] else ""
    box = f'<input type="checkbox" disabled{checked}><span class="task-list-indicator"></span>'
    return f'<label class="task-list-control">{box}'


_WRITERS: Mapping[str, Callable[[Writing, Token], str]] = {
    "hardbreak": lambda state, token: "<br>\n",
    "code_inline": lambda state, token: f"<code{attributes(token)}>{text(token.content)}</code>",
    "em_open": lambda state, token: "<em>",
    "em_close": lambda state, token: "</em>",
    "strong_open": lambda state, token: "<strong>",
    "strong_close": lambda state, token: "</strong>",
    "s_open": lambda state, token: "<del>",
    "s_close": lambda state, token: "</del>",
    "span_open": lambda state, token: f"<span{attributes(token)}>",
    "span_close": lambda state, token: "</span>",
    "html_inline": lambda state, token: text(token.content),
    "link_open": _open_link,
    "link_close": _close_link,
    "citation": _citation,
    "image": _image,
    "footnote_ref": _footnote_use,
    "task_box": _task_box,
    "requirement_open": _open_requirement,
    "requirement_close": lambda state, token: state.closers.pop(),
}
