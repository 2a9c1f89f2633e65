"""Words of the interface: English texts that can be said in another language where they are shown."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping

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
    values: Mapping[str, str | int]


def message(words: str, /, **values: str) -> Message:
    """`words` with each `%(name)s` replaced by the value of that name. Catalogues are made of these calls."""
    return _made(filled(words, values), words, "", values)


def counted(one: str, many: str, number: int, /, **values: str) -> Message:
    """`one` or `many`, with `number` as `%(num)s`."""
    told = {**values, NUMBER: f"{number:,}"}
    return _made(filled(one if number == 1 else many, told), one, many, {**values, NUMBER: number})


def label(value: enum.Enum | str) -> Message:
    """A status or kind as readers read it: Trial Implementation. Catalogues are made of all enums."""
    word = value.value if isinstance(value, enum.Enum) else value
    return message(str(word).replace("-", " ").title().replace(" To ", " to "))


def filled(words: str, values: Mapping[str, str]) -> str:
    """`words` with the values in their places; a place without a value stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]) if place[1] else "%", words)


def _made(english: str, one: str, many: str, values: Mapping[str, str | int]) -> Message:
    made = Message(english)
    made.one, made.many, made.values = one, many, values
    return made
