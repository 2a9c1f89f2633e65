"""Words of the interface: English texts that can be said in another language where they are shown."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence

# The words for `counted` are told their number by this name.
NUMBER = "num"
_PLACE = re.compile(r"%\((\w+)\)s|%%")


class Message(str):
    """Words in English, which remember from what they were made, so that a `Language` can say them anew.

    Whoever does not know languages has plain English text: data files and diagnostics stay English.
    `many` is what `one` is in the plural, for the number among `values`; without it there is no plural.
    """

    __slots__ = ("many", "one", "values")

    one: str
    many: str
    values: Mapping[str, str | float]


def message(words: str, /, **values: str | float) -> Message:
    """`words` with each `%(name)s` replaced by the value of that name. Catalogues are made of these calls."""
    told = {name: value if isinstance(value, str) else f"{value:.1f}" for name, value in values.items()}
    return _made(filled(words, told), words, "", values)


def counted(one: str, many: str, number: int, /, **values: str) -> Message:
    """`one` or `many`, with `number` as `%(num)s`."""
    told = {**values, NUMBER: f"{number:,}"}
    return _made(filled(one if number == 1 else many, told), one, many, {**values, NUMBER: number})


def label(value: enum.Enum | str) -> Message:
    """A status or kind as readers read it: Trial Implementation. Catalogues are made of all enums."""
    word = value.value if isinstance(value, enum.Enum) else value
    return message(str(word).replace("-", " ").title().replace(" To ", " to "))


def words(kind: enum.Enum | str) -> Message:
    """A kind within a sentence: change proposal. Catalogues are made of all kinds of records."""
    return message(str(kind.value if isinstance(kind, enum.Enum) else kind).replace("-", " "))


def alternatives(names: Sequence[str]) -> str:
    """At least one name, of which one is enough: A or B or C."""
    first, *others = names
    for other in others:
        first = message("%(first)s or %(second)s", first=first, second=other)
    return first


def joined(texts: Sequence[str]) -> str:
    """The texts with commas between them, each still a message if it was one."""
    places = {f"text{number}": text for number, text in enumerate(texts)}
    return message(", ".join(f"%({name})s" for name in places), **places)


def filled(words: str, values: Mapping[str, str]) -> str:
    """`words` with the values in their places; a place without a value stays as it is."""
    if "%" not in words:
        return words
    return _PLACE.sub(lambda place: values.get(place[1], place[0]) if place[1] else "%", words)


def pieces(words: str) -> Iterator[tuple[str, str]]:
    """`words` piece by piece: text with an empty name, and places as they are written with their names."""
    end = 0
    for place in _PLACE.finditer(words):
        yield words[end : place.start()], ""
        yield (place[0], place[1]) if place[1] else ("%", "")
        end = place.end()
    yield words[end:], ""


def _made(english: str, one: str, many: str, values: Mapping[str, str | float]) -> Message:
    made = Message(english)
    made.one, made.many, made.values = one, many, values
    return made
