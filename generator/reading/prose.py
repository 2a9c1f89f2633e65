"""Markdown becomes a document: parsed once, here, into tokens and all that stands in them."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.diagnostics import Position
from generator.packed import PackedTokens
from generator.reading import prose_requirements, prose_rules
from generator.reading.prose_findings import collect
from generator.reading.prose_marks import requirements_in, unnumbered_in
from generator.reading.prose_places import Source
from generator.reading.prose_shortcuts import QuickInlineParser, quicken
from generator.records.prose import Document

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_PLAIN_LINE = r"[^\W\d_][^\n\\\[\]*_`<&~|{}§]*(?<![ \t])"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*\n*")


class _Parser(MarkdownIt):
    """markdown-it that leaves destinations as they are typed: they are judged where they are collected."""

    def __init__(self, inline: prose_rules.BoundedInlineParser) -> None:
        super().__init__()
        self.inline = inline
        self.configure("commonmark", {"html": False, "maxNesting": prose_rules.DEEPEST + 10})
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


def plain_parser(inline: prose_rules.BoundedInlineParser) -> MarkdownIt:
    """The parser of this dialect as its rules define it, without any shortcut."""
    parser = _Parser(inline)
    parser.use(admon_plugin)
    parser.use(attrs_plugin, spans=True, allowed=prose_rules.ATTRIBUTES)
    parser.use(attrs_block_plugin, allowed=prose_rules.ATTRIBUTES)
    parser.use(deflist_plugin)
    parser.use(footnote_plugin, inline=False)
    parser.block.ruler.before("table", "too_deep", prose_rules.too_deep)
    parser.block.ruler.at(
        "blockquote",
        prose_rules.counted_quote(blockquote),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    parser.core.ruler.before("inline", "heading_attributes", prose_rules.heading_attributes)
    parser.core.ruler.before("inline", "requirement_blocks", prose_requirements.requirement_blocks)
    parser.inline.add_terminator_char(prose_requirements.SIGN)
    parser.inline.ruler.before("link", "requirement", prose_requirements.requirement)
    parser.inline.ruler.before("link", "key_citation", prose_rules.key_citation)
    parser.inline.ruler.before("link", "section_citation", prose_rules.section_citation)
    parser.inline.ruler.at("html_inline", prose_rules.raw_html)
    rules_by_name = dict(
        zip(parser.inline.ruler.get_active_rules(), parser.inline.ruler.getRules(""), strict=True)
    )
    for name in ("link", "image", "autolink", "span", "backticks"):
        parser.inline.ruler.at(name, prose_rules.positioned(rules_by_name[name]))
    return parser


def quick_parser() -> MarkdownIt:
    """The parser of this dialect that texts are read with: the same tokens as the plain one, sooner."""
    parser = plain_parser(QuickInlineParser())
    quicken(parser)
    return parser


_PARSER = quick_parser()


def parse(text: str, position: Position) -> Document:
    """The document that `text` is, with everything that stands in it; `position` is its first character's.

    Every line is taken to begin at the column of the first, as in a literal block of YAML.
    """
    if _PLAIN.fullmatch(text) and " TF-" not in text and not _UNPRINTABLE.search(text):
        return Document(position=position, text=text, tokens=PackedTokens.of(_plain_tokens(text)))
    source_text = _UNPRINTABLE.sub("\ufffd", _LINE_END.sub("\n", text))
    tokens = _PARSER.parse(source_text)
    prose_rules.mark_tasks(tokens)
    findings = collect(tokens, Source(tuple(source_text.split("\n")), position))
    requirements = requirements_in(tokens, findings) if prose_requirements.SIGN in source_text else ()
    return Document(
        position=position,
        text=text,
        tokens=PackedTokens.of(tokens),
        headings=tuple(findings.headings),
        anchors=findings.anchors,
        citations=tuple(findings.citations),
        links=tuple(findings.links),
        requirements=requirements,
        unnumbered=unnumbered_in(tokens, findings) if requirements else (),
        faults=tuple(findings.faults),
    )


def _plain_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of one paragraph without any markup, as the parser makes them, at a tenth of its cost."""
    content = text.rstrip("\n")
    children: list[Token] = []
    for line in content.split("\n"):
        if children:
            children.append(Token("softbreak", "br", 0))
        children.append(Token("text", "", 0, content=line))
    lines = [0, content.count("\n") + 1]
    return (
        Token("paragraph_open", "p", 1, map=lines, block=True),
        Token("inline", "", 0, map=lines, level=1, children=children, content=content, block=True),
        Token("paragraph_close", "p", -1, block=True),
    )
