"""Requirements that stand as blocks become boxes, and the list of a text's requirements a table."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Sequence

from markdown_it.token import Token

from generator.messages import message
from generator.records.base import Ref
from generator.records.framework import Actor
from generator.records.profiles import ProfilePage
from generator.records.prose import Document, RequirementText
from generator.records.requirements import Requirement
from generator.rendering.markdown_inline import (
    Writing,
    attributes,
    inline,
    requirement_anchor,
    requirement_link,
    text,
)

_HEADERS = (message("Requirement"), message("What it says"), message("Actors"))


def open_block(state: Writing, token: Token) -> str:
    """The beginning of a requirement's box: its id and how strictly it binds."""
    requirement: RequirementText = token.meta["requirement"]
    label = state.said(message("Requirement %(id)s", id=requirement.id))
    classes = attributes(
        Token("", "", 0, attrs={"class": token.attrs.get("class", "")}), "tf-requirement-box"
    )
    levels = ", ".join(level.value for level in requirement.levels)
    return (
        f'<div{requirement_anchor(state, requirement)}{classes} role="group" aria-label="{label}">\n'
        f'<p class="tf-requirement-head">{requirement_link(state, requirement)} {levels}</p>\n'
    )


def listed(state: Writing, document: Document, token: Token) -> str:
    """The requirements of a text as a table; of its whole profile, where the text states none itself."""
    if not token.meta["is_list"]:
        return ""
    rows = _rows(state, document)
    if not rows:
        return f'<p class="tf-empty">{state.said(message("No requirement has a number yet."))}</p>\n'
    caption = state.said(
        message("Requirements in this text")
        if document.requirements
        else message("Requirements of this profile")
    )
    head = "".join(f'<th scope="col">{state.said(name)}</th>' for name in _HEADERS)
    body = "".join(_row(state, each) for each in rows)
    region = f'<div class="tf-table" tabindex="0" role="region" aria-label="{caption}">'
    return (
        f"{region}<table>\n<caption>{caption}</caption><thead>\n<tr>{head}</tr>\n</thead>\n"
        f"<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def _rows(state: Writing, document: Document) -> Sequence[Requirement]:
    stated = {each.position for each in document.requirements}
    everywhere = state.graph.all(Requirement).values()
    if stated:
        return [each for each in everywhere if each.position in stated]
    path = document.position.path
    if all(page.position.path != path for page in state.graph.all(ProfilePage).values()):
        return []
    folder = posixpath.dirname(path)
    return [each for each in everywhere if posixpath.dirname(each.position.path) == folder]


def _row(state: Writing, requirement: Requirement) -> str:
    link = html.escape(f"ref:{requirement.id}")
    levels = ", ".join(level.value for level in requirement.levels)
    words = text(requirement.summary) or "".join(
        inline(state, token.children or [], with_mentions=False)
        for token in requirement.text.tokens
        if token.type == "inline"
    )
    actors = ", ".join(_actor(state, ref) for ref in requirement.actors)
    return (
        f'<tr><th scope="row" class="tf-requirement-key"><a href="{link}">{text(requirement.key)}</a> '
        f'<span class="tf-note">{levels}</span></th><td>{words}</td><td>{actors}</td></tr>\n'
    )


def _actor(state: Writing, ref: Ref[Actor]) -> str:
    actor = state.graph.find(ref)
    if actor is None:
        return text(ref.key)
    return f'<a href="{html.escape(f"ref:{actor.id}")}">{text(actor.name)}</a>'
