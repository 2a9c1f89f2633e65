"""Puts a link to comment on a section beside the permanent link of each heading."""

from __future__ import annotations

import re
from html import escape, unescape

from generator.commenting import COMMENT_CLASS, Commenting
from generator.languages import Language
from generator.messages import message
from generator.site import Page

_PERMALINK = re.compile(r'<a class="headerlink" href="#([^"]*)".*?</a>', re.DOTALL)
# What the generator says of itself, and no content file.
_NOT_CONTENT = frozenset(("tf-cite",))


def with_comment_links(html: str, page: Page, commenting: Commenting, language: Language) -> str:
    """The article with a link to comment at each section, where its page has such links."""
    if not commenting.comment or not commenting.on_section(page, "x"):
        return html
    # The sign is drawn by a style sheet, so that it is neither read aloud nor found.
    title = escape(language.said(message("Comment on this section")))

    def followed(found: re.Match[str]) -> str:
        if found[1] in _NOT_CONTENT:
            return found[0]
        address = escape(commenting.on_section(page, unescape(found[1])))
        return f'{found[0]}<a class="{COMMENT_CLASS}" href="{address}" title="{title}"></a>'

    return _PERMALINK.sub(followed, html)
