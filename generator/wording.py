"""How templates speak: `{% trans %}`, `_()`, and filters for what a language writes in its own way."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape as escape_html

import jinja2
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from markupsafe import Markup, escape

from generator.languages import Language
from generator.messages import NUMBER, Message, filled, label, pieces, words

# The filter that says a value within words.
_TOLD = "told"
# So many numbers, and so many texts with numbers, are remembered: tables show the same ones again and again.
_REMEMBERED = 10_000
# Words may stress a part of theirs, and no more: a catalogue is text, not markup.
_STRESS = re.compile(r"&lt;(/?(?:strong|em|code|kbd))&gt;")


def speak(environment: jinja2.Environment, language: Language) -> None:
    """Makes the templates of `environment`, none of which is loaded yet, speak `language`."""

    class Words(_Words):
        spoken = language

    environment.add_extension(Words)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    number = functools.lru_cache(maxsize=_REMEMBERED)(language.number)
    environment.globals.update(_functions(language, number))
    environment.filters.update(_filters(language, number))
    if language.words:
        environment.finalize = lambda value: language.said(value) if type(value) is Message else value


class _Words(InternationalizationExtension):
    """`{% trans %}` as what it says: its words are looked up when a template is read, not for each page."""

    spoken: Language

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        parsed = super().parse(parser)
        *before, output = parsed if isinstance(parsed, list) else [parsed]
        call = output.nodes[0] if isinstance(output, nodes.Output) else None
        if not (isinstance(call, nodes.Call) and _name_of(call) == "gettext"):
            return parsed
        values = {each.key: each.value for each in call.kwargs}
        said = nodes.Output(list(self._said(call.args[0].as_const(), values)), lineno=output.lineno)
        return [*before, said.set_environment(parser.environment)]

    def _said(self, words: str, values: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
        for text, place in pieces(_html(self.spoken.text(words))):
            if place in values:
                yield nodes.Filter(values[place], _TOLD, [], [], None, None)
            elif text:
                yield nodes.TemplateData(text)


def _name_of(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


def _filters(language: Language, number: Callable[[int], str]) -> dict[str, Callable[..., str]]:
    return {
        _TOLD: lambda value: escape(_said(language, value)),
        "said": language.said,
        "words": lambda value: language.said(words(value)),
        "label": lambda value: language.said(label(value)),
        "day": language.day,
        "number": number,
        "country": language.country,
    }


def _functions(language: Language, number: Callable[[int], str]) -> dict[str, Callable[..., object]]:
    def marked(text: str, /, **values: object) -> str:
        """Words for an attribute or for another macro."""
        if not values:
            return filled(language.text(text), {})
        told = {name: _said(language, value) for name, value in values.items()}
        if not any(isinstance(value, Markup) for value in told.values()):
            return filled(language.text(text), told)
        escaped = {name: escape(each) for name, each in told.items()}
        return Markup(filled(escape(language.text(text)), escaped))

    def block(text: str, /, **values: object) -> Markup:
        """Words between tags."""
        return _block(language, language.text(text), values)

    def counted(one: str, many: str, amount: int, /, **values: object) -> Markup:
        """Words between tags for a number of things."""
        told = {**values, NUMBER: number(amount)}
        return _block(language, language.form_of(one, many, amount), told)

    return {"_": marked, "gettext": block, "ngettext": counted}


def _block(language: Language, text: str, values: dict[str, object]) -> Markup:
    told = {name: escape(_said(language, value)) for name, value in values.items()}
    return Markup(filled(_html(text), told))


@functools.lru_cache(maxsize=_REMEMBERED)
def _html(text: str) -> str:
    return _STRESS.sub(r"<\1>", escape_html(text, quote=False).replace('"', "&quot;"))


def _said(language: Language, value: object) -> str:
    if isinstance(value, datetime.date):
        return language.day(value)
    return language.said(value) if isinstance(value, str) else str(value)
