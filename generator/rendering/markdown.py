"""Documents become HTML: escaped, valid, with links that still name records instead of addresses."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.messages import label, message
from generator.records.prose import Document
from generator.records.scenarios import Scenario
from generator.rendering.drawings import drawing
from generator.rendering.highlighting import highlighted
from generator.rendering.markdown_inline import (
    Writing,
    attributes,
    footnote_use_anchor,
    href_of,
    inline,
    text,
    writing,
)
from generator.rendering.markdown_layout import Caption, Layout, layout, levels
from generator.rendering.markdown_requirements import listed, open_block
from generator.rendering.markdown_scenarios import scenario_links, scenarios_in
from generator.rendering.mentions import Mentions


@dataclass(slots=True, kw_only=True)
class _Blocks:
    """The blocks of a document while they are written."""

    document: Document
    tokens: tuple[Token, ...]
    layout: Layout
    state: Writing
    pictures: Mapping[str, str]
    levels: Iterator[int]
    scenarios: tuple[Scenario, ...] = ()
    level: int = 1

    def said(self, words: str) -> str:
        """Words of the interface or the text as an attribute's value."""
        return html.escape(self.state.language.said(words))


def render(
    document: Document,
    graph: Graph,
    mentions: Mentions | None = None,
    heading_shift: int = 0,
    pictures: Mapping[str, str] | None = None,
    language: Language = ENGLISH,
) -> str:
    """The HTML of a text.

    `pictures` are drawings that were made into SVG, by their source.

    `heading_shift` is the level of the heading that the text stands under (0 and 1: the page's own h1):
    the text's highest headings come one level below it, and no level is skipped.
    """
    blocks = _Blocks(
        document=document,
        tokens=tuple(document.tokens),
        layout=layout(document.tokens),
        state=writing(document, graph, mentions, language),
        pictures=pictures or {},
        levels=levels(document.headings, max(heading_shift, 1)),
        scenarios=scenarios_in(document, graph),
    )
    return "".join(
        _WRITERS[token.type](blocks, index)
        for index, token in enumerate(document.tokens)
        if index not in blocks.layout.taken
    )


def render_inline(document: Document, graph: Graph, language: Language = ENGLISH) -> str:
    """The words of a short text with their markup but without paragraphs, for a sentence or a cell."""
    state = writing(document, graph, None, language)
    state.has_anchors = False
    return " ".join(
        inline(state, [child for child in token.children or [] if child.type not in _BLOCK_ONLY])
        for token in document.tokens
        if token.type == "inline"
    )


_BLOCK_ONLY = ("footnote_ref", "task_box")


def _inline(blocks: _Blocks, index: int) -> str:
    is_title = blocks.tokens[index - 1].type.endswith(("heading_open", "title_open"))
    return inline(blocks.state, blocks.tokens[index].children or [], with_mentions=not is_title)


def _open_paragraph(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    if index in blocks.layout.figures:
        return f"<figure{attributes(token)}>"
    if not token.hidden:
        return f"<p{attributes(token)}>"
    return f"<span{attributes(token)}></span>" if token.attrs else ""


def _close_paragraph(blocks: _Blocks, index: int) -> str:
    if index - 2 in blocks.layout.figures:
        return f"{_caption(blocks, blocks.layout.figures[index - 2], 'figcaption')}</figure>\n"
    if not blocks.tokens[index].hidden:
        return "</p>\n"
    return "\n" if blocks.tokens[index + 1].nesting >= 0 else ""


def _caption(blocks: _Blocks, caption: Caption | None, tag: str) -> str:
    if caption is None:
        return ""
    return f"<{tag}{attributes(caption.paragraph)}>{inline(blocks.state, caption.children)}</{tag}>"


def _open_heading(blocks: _Blocks, index: int) -> str:
    blocks.level = next(blocks.levels)
    blocks.state.seen.clear()
    return f"<h{blocks.level}{attributes(blocks.tokens[index])}>"


def _close_heading(blocks: _Blocks, index: int) -> str:
    heading = blocks.tokens[index - 2].meta["heading"]
    title = message("Permanent link")
    name = message("Permanent link to %(heading)s", heading=heading.text) if heading.text else title
    names = f'title="{blocks.said(title)}" aria-label="{blocks.said(name)}"'
    return f'<a class="headerlink" href="#{heading.anchor}" {names}>¶</a></h{blocks.level}>\n'


def _open_table(blocks: _Blocks, index: int) -> str:
    caption = blocks.layout.captions.get(index)
    name = blocks.said((caption.label if caption else "") or message("Table"))
    region = f'<div class="tf-table" tabindex="0" role="region" aria-label="{name}">'
    return f"{region}<table{attributes(blocks.tokens[index])}>\n" + _caption(blocks, caption, "caption")


def _open_cell(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    alignment = str(token.attrs.get("style", "")).removeprefix("text-align:")
    align = attributes(token, f"tf-{alignment}") if alignment else attributes(token)
    return f'<th scope="col"{align}>' if _is_header(blocks, index) else f"<td{align}>"


def _close_cell(blocks: _Blocks, index: int) -> str:
    return "</th>" if _is_header(blocks, index - 2) else "</td>"


def _is_header(blocks: _Blocks, index: int) -> bool:
    """An empty cell of the head is no header: it names nothing."""
    return blocks.tokens[index].type == "th_open" and bool(blocks.tokens[index + 1].children)


def _code(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    if "drawing" in token.meta:
        return drawing(
            token,
            lambda each: href_of(blocks.state, each.link.position),
            blocks.pictures,
            blocks.state.language,
        )
    words = token.info.split()
    code = highlighted(token.content, words[0] if words else "")
    box = f"<div{attributes(token, 'highlight')}>"
    block = f'{box}<pre><span></span><code tabindex="0">{code}</code></pre></div>\n'
    return block + scenario_links(blocks.state, blocks.document, blocks.scenarios, token)


def _open_list(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
    is_task_list = _is_task(blocks, index + 1)
    classes = ("task-list",) if is_task_list else ()
    return f"<{token.tag}{attributes(token, *classes)}{start}>\n"


def _open_entry(blocks: _Blocks, index: int) -> str:
    classes = ("task-list-item",) if _is_task(blocks, index) else ()
    return f"<li{attributes(blocks.tokens[index], *classes)}>"


def _is_task(blocks: _Blocks, index: int) -> bool:
    if index + 2 >= len(blocks.tokens):
        return False
    children = blocks.tokens[index + 2].children
    return bool(children) and children is not None and children[0].type == "task_box"


def _open_admonition(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    if token.markup == "!!!":
        return f"<div{attributes(token)}>\n"
    names = [name for name in str(token.attrs.get("class", "")).split() if name not in _COLLAPSIBLE]
    state = " open" if token.markup == "???+" else ""
    has_title = blocks.tokens[index + 1].type == "admonition_title_open"
    title = blocks.state.language.said(label(token.meta["tag"] or "note"))
    summary = "" if has_title else f"<summary>{text(title)}</summary>\n"
    plain_token = token.copy(attrs={**token.attrs, "class": " ".join(names)})
    return f"<details{attributes(plain_token)}{state}>\n{summary}"


_COLLAPSIBLE = ("admonition", "is-collapsible", "collapsible-open", "collapsible-closed")


def _close_admonition(blocks: _Blocks, index: int) -> str:
    return "</div>\n" if blocks.tokens[index].markup == "!!!" else "</details>\n"


def _open_title(blocks: _Blocks, index: int) -> str:
    is_fixed = blocks.tokens[index].markup.startswith("!!!")
    return '<p class="admonition-title">' if is_fixed else "<summary>"


def _close_title(blocks: _Blocks, index: int) -> str:
    is_fixed = blocks.tokens[index - 2].markup.startswith("!!!")
    return "</p>\n" if is_fixed else "</summary>\n"


def _open_footnotes(blocks: _Blocks, index: int) -> str:
    return f'<section class="footnote" aria-label="{blocks.said(message("Footnotes"))}">\n<ol>\n'


def _open_footnote(blocks: _Blocks, index: int) -> str:
    number = blocks.tokens[index].meta["id"] + 1
    return f'<li id="tf-fn-{blocks.state.prefix}-{number}">'


def _footnote_anchor(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    anchor = footnote_use_anchor(blocks.state, token)
    if anchor not in blocks.state.footnote_uses:
        return ""
    name = message("Back to the text of footnote %(number)s", number=str(token.meta["id"] + 1))
    return f' <a class="footnote-backref" href="#{anchor}" aria-label="{blocks.said(name)}">↩</a>'


def _as_tag(blocks: _Blocks, index: int) -> str:
    token = blocks.tokens[index]
    if token.nesting < 0:
        return f"</{token.tag}>\n"
    line_end = "" if token.tag in ("dt", "dd", "tr") else "\n"
    return f"<{token.tag}{attributes(token)}>{line_end}"


_WRITERS: Mapping[str, Callable[[_Blocks, int], str]] = {
    **dict.fromkeys(
        (
            f"{name}_{side}"
            for name in ("blockquote", "thead", "tbody", "tr", "dl", "dt", "dd")
            for side in ("open", "close")
        ),
        _as_tag,
    ),
    "inline": _inline,
    "hr": _as_tag,
    "paragraph_open": _open_paragraph,
    "paragraph_close": _close_paragraph,
    "heading_open": _open_heading,
    "heading_close": _close_heading,
    "bullet_list_open": _open_list,
    "bullet_list_close": _as_tag,
    "ordered_list_open": _open_list,
    "ordered_list_close": _as_tag,
    "list_item_open": _open_entry,
    "list_item_close": _as_tag,
    "fence": _code,
    "code_block": _code,
    "table_open": _open_table,
    "table_close": lambda blocks, index: "</table></div>\n",
    "th_open": _open_cell,
    "th_close": _close_cell,
    "td_open": _open_cell,
    "td_close": _close_cell,
    "admonition_open": _open_admonition,
    "admonition_close": _close_admonition,
    "admonition_title_open": _open_title,
    "admonition_title_close": _close_title,
    "footnote_block_open": _open_footnotes,
    "footnote_block_close": lambda blocks, index: "</ol>\n</section>\n",
    "requirement_block_open": lambda blocks, index: open_block(blocks.state, blocks.tokens[index]),
    "requirement_block_close": lambda blocks, index: "</div>\n",
    "requirement_title_open": lambda blocks, index: '<p class="tf-requirement-title">',
    "requirement_title_close": lambda blocks, index: "</p>\n",
    "requirement_list": lambda blocks, index: listed(blocks.state, blocks.document, blocks.tokens[index]),
    "footnote_open": _open_footnote,
    "footnote_close": lambda blocks, index: "</li>\n",
    "footnote_anchor": _footnote_anchor,
}
