"""Links to records and pages, as templates ask for them: symbolic, with what readers call the thing."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from markupsafe import Markup

from generator.graph import Graph
from generator.languages import Language
from generator.records.base import Record, Ref
from generator.records.elsewhere import External
from generator.records.framework import Transaction
from generator.site import PageLink

Linkable = Record | External | PageLink | Ref[Record]

_SAFE_IN_QUERY = "/=&,.~-_"


class RecordLinks:
    """Links for the templates of one site."""

    def __init__(self, graph: Graph, language: Language) -> None:
        self._graph = graph
        self._language = language
        # Tables of results name the same few profiles and actors many thousand times.
        self._links: dict[tuple[type, tuple[str, ...], str, str, str, str], Markup] = {}

    def link(self, thing: Linkable, text: str = "", anchor: str = "", query: str = "") -> Markup:
        """A link to a page, a record or what a reference names; plain text where there is no page.

        `query` is what a page that answers questions is asked, such as `need=MHD/document-source`.
        """
        text = self._language.said(text)
        if isinstance(thing, External | PageLink):
            return self._link_to(thing, text, anchor, query)
        if isinstance(thing, Ref):
            # Who watches the graph wants to know of each page what it asks, also of links that are known.
            _ = self._graph.find(thing) or self._graph.external(thing)
        kinds = thing.kinds if isinstance(thing, Ref) else (thing.kind,)
        known = (type(thing), kinds, thing.key, text, anchor, query)
        if known not in self._links:
            self._links[known] = self._new_link(thing, text, anchor, query)
        return self._links[known]

    def _new_link(self, thing: Record | Ref[Record], text: str, anchor: str, query: str) -> Markup:
        if isinstance(thing, Record):
            return self._link_to(thing, text, anchor, query)
        found = self._graph.find(thing) or self._graph.external(thing)
        return (
            Markup(escape(text or thing.key)) if found is None else self._link_to(found, text, anchor, query)
        )

    def _link_to(self, thing: Record | External | PageLink, text: str, anchor: str, query: str) -> Markup:
        if isinstance(thing, External):
            return Markup(
                f'<a class="tf-external" href="{escape(thing.url)}" rel="noopener noreferrer">'
                f"{escape(text or titled(thing))}</a>"
            )
        name = thing.name if isinstance(thing, PageLink) else str(thing.id)
        question = f"?{quote(query, safe=_SAFE_IN_QUERY)}" if query else ""
        target = f"ref:{name}{question}#{anchor}" if anchor else f"ref:{name}{question}"
        words = escape(text) if text else _unbroken(self._language.said(titled(thing)))
        return Markup(f'<a href="{escape(target)}">{words}</a>')


def titled(thing: Record | External | PageLink) -> str:
    """What a link to `thing` says: the name as the field writes it, with the id where readers know it."""
    if isinstance(thing, Transaction):
        return f"{thing.name} [{thing.key}]"
    if isinstance(thing, External):
        return f"{thing.name} [{thing.key}]" if thing.kind.value == Transaction.kind else thing.name
    return thing.title


def _unbroken(title: str) -> str:
    """The title as HTML; an id in brackets at its end is kept on one line."""
    words, mark, key = title.rpartition(" [")
    if not mark or not key.endswith("]"):
        return escape(title)
    return f'{escape(words)} <span class="tf-key">[{escape(key)}</span>'
