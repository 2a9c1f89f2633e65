"""How templates speak: `{% trans %}`, `_()`, and filters for what a language writes in its own way."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from html import escape as escape_html

import jinja2
from markupsafe import Markup, escape

from generator.languages import Language
from generator.messages import NUMBER, Message, filled, label, words

# Words may stress a part of theirs, and no more: a catalogue is text, not markup.
_STRESS = re.compile(r"&lt;(/?(?:strong|em|code|kbd))&gt;")


def speak(environment: jinja2.Environment, language: Language) -> None:
    """Makes the templates of `environment`, none of which is loaded yet, speak `language`."""
    environment.add_extension("jinja2.ext.i18n")
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(_functions(language))
    environment.filters.update(_filters(language))
    if language.words:
        environment.finalize = lambda value: language.said(value) if type(value) is Message else value


def _filters(language: Language) -> dict[str, Callable[..., str]]:
    return {
        "said": language.said,
        "words": lambda value: language.said(words(value)),
        "label": lambda value: language.said(label(value)),
        "day": language.day,
        "number": language.number,
        "country": language.country,
    }


def _functions(language: Language) -> dict[str, Callable[..., object]]:
    def marked(text: str, /, **values: object) -> str:
        """Words for an attribute or for another macro."""
        told = {name: _said(language, value) for name, value in values.items()}
        if not any(isinstance(value, Markup) for value in told.values()):
            return filled(language.text(text), told)
        escaped = {name: escape(each) for name, each in told.items()}
        return Markup(filled(escape(language.text(text)), escaped))

    def block(text: str, /, **values: object) -> Markup:
        """Words between tags."""
        return _block(language, language.text(text), values)

    def counted(one: str, many: str, number: int, /, **values: object) -> Markup:
        """Words between tags for a number of things."""
        told = {**values, NUMBER: language.number(number)}
        return _block(language, language.form_of(one, many, number), told)

    return {"_": marked, "gettext": block, "ngettext": counted}


def _block(language: Language, text: str, values: dict[str, object]) -> Markup:
    html = _STRESS.sub(r"<\1>", escape_html(text, quote=False).replace('"', "&quot;"))
    return Markup(filled(html, {name: escape(_said(language, value)) for name, value in values.items()}))


def _said(language: Language, value: object) -> str:
    if isinstance(value, datetime.date):
        return language.day(value)
    return language.said(value) if isinstance(value, str) else str(value)
