"""A language of the interface: its words from the theme's catalogues, its numbers, dates and countries."""

from __future__ import annotations

import datetime
import gettext
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from generator.messages import NUMBER, Message, filled, message

CATALOGUES = "locales"
CATALOGUE = "LC_MESSAGES/tfpub.po"
_ENGLISH = Locale("en")
_ENGLISH_PLURAL = "n != 1"
_PLURAL = re.compile(r"[n0-9\s()?:<>=!&|%*/+-]{1,500}")
# How a day is written, in the letters of CLDR date patterns: "d MMMM y" gives 3 juin 2025.
_DAY = message("yyyy-MM-dd")


class BrokenCatalogue(ValueError):
    """A catalogue that cannot be read, or says something that no page could show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How the interface speaks. What no catalogue says stays English.

    `words`: English words -> the same in this language, one for each form of the plural where they have one.
    `plural` gives the number of the form for a number, in the language of C.
    """

    tag: str
    locale: Locale
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: str = _ENGLISH_PLURAL
    form: Callable[[int], int] = field(default=lambda number: int(number != 1), repr=False)

    @property
    def is_right_to_left(self) -> bool:
        """Whether its script runs from right to left."""
        return self.locale.character_order == "right-to-left"

    @property
    def direction(self) -> str:
        """How its script runs, as HTML says it."""
        return "rtl" if self.is_right_to_left else "ltr"

    def said(self, text: str) -> str:
        """The text in this language, if it is a `Message`; else as it is. What was said is plain text."""
        if not isinstance(text, Message):
            return text
        number = text.values.get(NUMBER)
        told = {name: self._value(value) for name, value in text.values.items()}
        if text.many and isinstance(number, int):
            return filled(self.form_of(text.one, text.many, number), told)
        return filled(self.text(text.one), told)

    def text(self, words: str) -> str:
        """English `words` in this language, their places still open."""
        return self.words.get(words, (words,))[0]

    def form_of(self, one: str, many: str, number: int) -> str:
        """The words for `number` things, their places still open."""
        forms = self.words.get(one)
        if forms is None or len(forms) < 2:
            return one if number == 1 else many
        return forms[min(self.form(number), len(forms) - 1)]

    def number(self, number: int) -> str:
        """A whole number with its digits in groups."""
        return str(format_decimal(number, locale=self.locale))

    def day(self, date: datetime.date) -> str:
        """A day as the language's catalogue writes it."""
        return format_date(date, self.said(_DAY), locale=self.locale)

    def country(self, code: str) -> str:
        """A country's name; its code where nobody knows one."""
        names, english = self.locale.territories, _ENGLISH.territories
        return str(names.get(code) or english.get(code, code))

    def _value(self, value: str | float) -> str:
        if isinstance(value, str):
            return self.said(value)
        pattern = None if isinstance(value, int) else "0.0"
        return str(format_decimal(value, pattern, locale=self.locale))


ENGLISH = Language(tag="en", locale=_ENGLISH)


def load(tag: str, theme: Sequence[Path]) -> Language:
    """The language of a tag such as `fr-CA`: its own catalogues before those of `fr`, a root's before ours.

    Raises: BrokenCatalogue.
    """
    words: dict[str, tuple[str, ...]] = {}
    plural = ""
    for path in _paths(tag, theme):
        catalogue = _read(path)
        plural = plural or _plural_of(catalogue, path)
        words = {**_words_of(catalogue), **words}
    if not words and tag == ENGLISH.tag:
        return ENGLISH
    plural = plural or _ENGLISH_PLURAL
    language = Language(
        tag=tag, locale=locale_of(tag), words=words, plural=plural, form=_counting(plural, tag)
    )
    try:
        language.day(datetime.date(2000, 1, 1))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BrokenCatalogue(f"{language.said(_DAY)!r} is no pattern of a day") from error
    return language


def locale_of(tag: str) -> Locale:
    """What is known of how a language writes; English where nothing is."""
    for name in _names(tag):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return _ENGLISH


def _names(tag: str) -> Iterator[str]:
    """How catalogues of the tag may be named, the most special first: pt_BR, pt."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        yield "_".join(parts[:length])


def _paths(tag: str, theme: Sequence[Path]) -> Iterator[Path]:
    for name in _names(tag):
        for folder in theme:
            path = folder / CATALOGUES / name / CATALOGUE
            if path.is_file():
                yield path


def _read(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except (PoFileError, UnknownLocaleError, ValueError, LookupError) as error:
        raise BrokenCatalogue(f"{_shown(path)} is no catalogue: {error}") from error


def _plural_of(catalogue: Catalog, path: Path) -> str:
    expression = catalogue.plural_expr
    if not _PLURAL.fullmatch(expression):
        raise BrokenCatalogue(f"{_shown(path)} has a rule of plurals that is none")
    return expression


def _counting(plural: str, tag: str) -> Callable[[int], int]:
    try:
        counting = gettext.c2py(plural)
    except ValueError as error:
        raise BrokenCatalogue(f"the rule of plurals of {tag} is none: {error}") from error
    return lambda number: int(counting(number))


def _words_of(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """What the catalogue says, without what its translator has yet to check or to write."""
    said: dict[str, tuple[str, ...]] = {}
    for entry in catalogue:
        key = entry.id[0] if isinstance(entry.id, list | tuple) else entry.id
        strings = entry.string if isinstance(entry.string, list | tuple) else (entry.string,)
        forms = tuple(form for form in strings if form)
        if key and not entry.fuzzy and len(forms) == len(strings):
            said[key] = forms
    return said


def _shown(path: Path) -> str:
    """The path as a reader of the finding knows it: within the theme."""
    return "/".join(("theme", *path.parts[-4:]))
