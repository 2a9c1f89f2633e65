"""Renders a planned page by the template of its kind."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator.commenting import Commenting
from generator.diagrams import Diagram
from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.records.base import LocalKey, Ref
from generator.records.framework import Actor, GlossaryTerm
from generator.records.profiles import Profile
from generator.records.prose import Document
from generator.rendering.comment_links import with_comment_links
from generator.rendering.diagrams import drawn
from generator.rendering.handbook import Chapters, Parse
from generator.rendering.markdown import render, render_inline
from generator.rendering.mentions import Mentions, mentions
from generator.rendering.past import Past, Pasts
from generator.rendering.record_links import RecordLinks
from generator.site import Fragment, Page, PageLink, TocEntry
from generator.wording import speak

# Our own output: headings that templates and texts write, each with an id.
_HEADING = re.compile(r'<h([23]) id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FORBIDDEN = re.compile(r"<(?:script|style|iframe|object|embed|base|link|meta)\b", re.IGNORECASE)
# What a template can raise: Jinja's own errors, and those of the operations that it writes down.
_TEMPLATE_ERRORS = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


class BrokenTemplate(ValueError):
    """A template of the theme cannot make an article, or makes one that a browser would run."""


class Renderer:
    """Fragments of one site's pages, from the templates of `theme` (the first folder that has one wins)."""

    def __init__(
        self,
        graph: Graph,
        theme: Sequence[Path],
        parse: Parse,
        *,
        edition: datetime.date | None = None,
        pasts: Pasts | None = None,
        language: Language = ENGLISH,
        compiled: jinja2.BytecodeCache | None = None,
        drawn: Mapping[str, str] | None = None,
        commenting: Commenting | None = None,
    ) -> None:
        """`parse` makes a document of a text that no content file holds.

        `edition` is the day that the site speaks of; `pasts` what git tells of its pages.

        `drawn` has pictures of what texts hold of PlantUML's language, by their source. `compiled` has
        templates that were compiled before.
        `commenting` says where readers comment on sections.
        """
        self._graph = graph
        self._language = language
        self._chapters = Chapters(parse, language)
        self._pasts = pasts or Pasts()
        self._commenting = commenting
        self._pictures = drawn if drawn is not None else {}
        self._mentions = _mentions(graph)
        self._environment = _environment(theme, compiled)
        self._environment.globals.update(self._functions())
        self._environment.globals["edition"] = edition
        self._environment.filters.update({"plain": plain, "sentence": sentence})
        speak(self._environment, language)

    def render(self, page: Page) -> Fragment:
        """The page's article and table of contents. Raises: BrokenTemplate."""
        page = _said_page(page, self._language)
        html, past = self._filled(f"{page.kind}.html", page=page, facts=page.facts), self.past(page)
        history = self._filled("history.html", past=past) if past.changes or past.is_cut else ""
        toc = contents(html)
        if self._commenting is not None:
            html = with_comment_links(html, page, self._commenting, self._language)
        return Fragment(
            page=page,
            html=html,
            toc=toc,
            modified=past.modified,
            history=history,
            versions=self._filled("versions.html", page=page) if page.versions is not None else "",
        )

    def past(self, page: Page) -> Past:
        """The changes of the page's content, as far as they are known and may be told."""
        return self._pasts.of(page)

    def _filled(self, name: str, **values: object) -> str:
        try:
            html = self._environment.get_template(name).render(values)
        except _TEMPLATE_ERRORS as error:
            raise BrokenTemplate(f"the template {name} fails: {error or type(error).__name__}") from error
        if found := _FORBIDDEN.search(html):
            raise BrokenTemplate(f"the template {name} writes {found[0]}, which no article may hold")
        return html

    @property
    def shared(self) -> tuple[object, ...]:
        """What any page may show besides its facts and the graph's answers: names to mention, pictures."""
        return self._mentions, self._pictures

    def _functions(self) -> Mapping[str, Callable[..., object]]:
        return {
            "link": RecordLinks(self._graph, self._language).link,
            "found": self._graph.find,
            "option_name": self._option_name,
            "prose": self._prose,
            "inline": self._inline,
            "diagram": self._diagram,
            "chapter": lambda chapter: Markup(self._chapters.html(chapter)),
            "commit_link": self._pasts.link,
        }

    def _option_name(self, profile: Profile | Ref[Profile], actor: Ref[Actor], key: LocalKey) -> str:
        """What an option of a profile's actor is called; its key where the profile is not of this root."""
        found = self._graph.find(profile) if isinstance(profile, Ref) else profile
        actors = found.actors if found is not None else ()
        options = [option for each in actors if each.actor.key == actor.key for option in each.options]
        return next((option.name for option in options if option.key == key.key), key.key)

    @jinja2.pass_context
    def _prose(
        self, context: jinja2.runtime.Context, document: Document, top: int = 2, mentions: bool = True
    ) -> Markup:
        """A text as blocks, its highest heading at level `top`; without `mentions`, names stay plain."""
        names = self._mentions.without(context["page"].name) if mentions else None
        return Markup(
            render(document, self._graph, names, top - 1, pictures=self._pictures, language=self._language)
        )

    @jinja2.pass_context
    def _inline(self, context: jinja2.runtime.Context, document: Document) -> Markup:
        """A short text without a paragraph around it."""
        return Markup(render_inline(document, self._graph, self._language))

    def _diagram(self, facts: Diagram) -> Markup:
        """A diagram as a figure."""
        return Markup(drawn(facts, self._language))


def _said_page(page: Page, language: Language) -> Page:
    """The page with what others than its template show of it said in the language."""

    def link(target: PageLink | None) -> PageLink | None:
        return replace(target, title=language.said(target.title)) if target is not None else None

    entry = page.search
    return replace(
        page,
        title=language.said(page.title),
        description=language.said(page.description),
        previous=link(page.previous),
        next=link(page.next),
        search=replace(
            entry,
            kind=language.said(entry.kind),
            synonyms=tuple(language.said(name) for name in entry.synonyms),
        )
        if entry is not None
        else None,
    )


def plain(value: enum.Enum | str) -> str:
    """The word itself, as class names and data use it: trial-implementation."""
    return str(value.value if isinstance(value, enum.Enum) else value)


def sentence(words: str) -> str:
    """The words with a capital at the start, the rest as it is."""
    return (
        Markup(words[:1].upper() + words[1:]) if isinstance(words, Markup) else words[:1].upper() + words[1:]
    )


def contents(html: str) -> tuple[TocEntry, ...]:
    """The headings of level 2 and 3 of an article, the latter below the former."""
    tops: list[tuple[TocEntry, list[TocEntry]]] = []
    for level, anchor, inner in _HEADING.findall(html):
        title = unescape(_TAG.sub("", _PERMALINK.sub("", inner))).strip()
        entry = TocEntry(anchor=unescape(anchor), title=title)
        if level == "2" or not tops:
            tops.append((entry, []))
        else:
            tops[-1][1].append(entry)
    return tuple(TocEntry(anchor=top.anchor, title=top.title, children=tuple(below)) for top, below in tops)


def _environment(theme: Sequence[Path], compiled: jinja2.BytecodeCache | None) -> jinja2.Environment:
    # A root's own templates are content too: they arrange facts and reach nothing else.
    kind = SandboxedEnvironment if len(theme) > 1 else jinja2.Environment
    return kind(
        loader=jinja2.FileSystemLoader([folder for path in theme for folder in _template_folders(path)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whoever changes a template builds anew.
        auto_reload=False,
        bytecode_cache=compiled,
    )


def _template_folders(theme: Path) -> list[str]:
    return [str(theme / "templates"), str(theme / "partials")]


def drawings(graph: Graph) -> Iterator[str]:
    """The sources of all drawings that texts hold."""
    for text in graph.texts:
        yield from (token.content for token in text.document.tokens if "drawing" in token.meta)


def _mentions(graph: Graph) -> Mentions:
    """Names that become links at first use: actors, and terms with their synonyms."""
    names: dict[str, str] = {}
    for term in graph.all(GlossaryTerm).values():
        for name in (term.term, *term.synonyms):
            names.setdefault(name, str(term.id))
    for actor in graph.all(Actor).values():
        names.setdefault(actor.name, str(actor.id))
    for profile in graph.all(Profile).values():
        names.setdefault(profile.name, str(profile.id))
    return mentions(names)
