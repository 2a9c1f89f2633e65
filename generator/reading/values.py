"""Single values: from a node's text to a name, a key, a date, a choice, a reference or a text."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Callable
from typing import Final, TypeAlias

from generator.diagnostics import Position, Rule, Severity, misspelling
from generator.reading import prose
from generator.reading.files import HIDDEN_CHARACTER
from generator.reading.sheet import Sheet
from generator.reading.words import described, hidden_in_name, hidden_in_text, listed, nearest
from generator.reading.yaml_tree import AliasNode, ListNode, Node, ScalarNode, Style
from generator.records.base import KEY_FORM, Form, LocalKey, Record, Ref

WRONG_TYPE = Rule(
    name="wrong-type",
    severity=Severity.ERROR,
    summary="A field holds what its type says: a text, a list, a mapping, a number.",
    is_fixed=True,
)
MISSING_VALUE = Rule(
    name="missing-value",
    severity=Severity.ERROR,
    summary="A field that is written has a value.",
    is_fixed=True,
)
WRONG_FORM = Rule(
    name="wrong-form",
    severity=Severity.ERROR,
    summary="A key, address, number or name has the form that its field asks for.",
    is_fixed=True,
)
WRONG_DATE = Rule(
    name="wrong-date",
    severity=Severity.ERROR,
    summary="A date is a day of the calendar, written as 2024-05-20.",
    is_fixed=True,
)
UNKNOWN_VALUE = Rule(
    name="unknown-value",
    severity=Severity.ERROR,
    summary="A choice is one of the words that its field offers.",
    is_fixed=True,
)
RULES = (WRONG_TYPE, MISSING_VALUE, WRONG_FORM, WRONG_DATE, UNKNOWN_VALUE)


class Mistake(enum.Enum):
    """Stands for a value that is wrong and already reported."""

    MISTAKE = "mistake"


MISTAKE: Final = Mistake.MISTAKE
Decode: TypeAlias = Callable[[Node, str, Sheet], object]
"""Turns a node into a value, given the field's name; what is wrong goes to the sheet."""

NAME_FORM = Form(r"\S(.*\S)?", "a text on one line, without spaces around it", 500)
WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,8}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def scalar_text(node: Node, name: str, sheet: Sheet, wanted: str) -> str | Mistake:
    """The text of a node that must be a single value; `wanted` says of which sort."""
    if isinstance(node, AliasNode):
        return MISTAKE
    if not isinstance(node, ScalarNode):
        found = "a list" if isinstance(node, ListNode) else "a mapping"
        sheet.report(WRONG_TYPE, node, f"{name} must be {wanted}, not {found}")
        return MISTAKE
    if is_nothing(node):
        report_nothing(node, name, sheet)
        return MISTAKE
    return node.text


def is_nothing(node: Node) -> bool:
    """Whether a node stands for no value: nothing, `~`, `null`, or a text without a visible character."""
    if not isinstance(node, ScalarNode):
        return False
    return not node.text.strip() or (node.style is Style.PLAIN and node.text in _NOTHING)


def report_nothing(node: Node, name: str, sheet: Sheet) -> None:
    """Reports that a field was written and its value left out."""
    sheet.report(MISSING_VALUE, node, f"{name} has no value", "write one, or leave the field out")


def text_decoder(form: Form) -> Decode:
    """Decodes a text of one form."""
    pattern = re.compile(form.pattern)

    def is_right(text: str) -> bool:
        return len(text) <= form.longest and text.isprintable() and pattern.fullmatch(text) is not None

    def decode(node: Node, name: str, sheet: Sheet) -> object:
        # what is right in almost every file is seen at once
        if isinstance(node, ScalarNode) and node.text not in _NOTHING and is_right(node.text):
            return node.text
        text = scalar_text(node, name, sheet, "a text")
        if isinstance(text, Mistake) or not isinstance(node, ScalarNode):
            return MISTAKE
        if node.style in (Style.LITERAL, Style.FOLDED):
            text = text.rstrip("\n")
        return _checked(text, node, name, form, pattern, sheet)

    return decode


def _checked(
    text: str, node: ScalarNode, name: str, form: Form, pattern: re.Pattern[str], sheet: Sheet
) -> str | Mistake:
    """The text if it is as its form asks, however unusual; else reports why it is not."""
    hidden = hidden_in_name(text)
    if hidden is not None and text[hidden] in "\t\n":
        sheet.report(
            WRONG_FORM, node, f"{name} must be a text on one line", "remove the line breaks and tabs"
        )
    elif hidden is not None:
        sheet.report(HIDDEN_CHARACTER, node, f"{name} holds {described(text[hidden])}", "type it again")
    elif len(text) > form.longest:
        message = f"{name} has {len(text)} characters; the limit is {form.longest}"
        sheet.report(WRONG_FORM, node, message, "shorten it")
    elif not pattern.fullmatch(text):
        sheet.report(
            WRONG_FORM, node, f"{name} must be {form.meaning}, not {sheet.quote(text)}", _odd(text, sheet)
        )
    else:
        return text
    return MISTAKE


def _odd(text: str, sheet: Sheet) -> str:
    """A hint that names the first letter which is not a plain one: look-alikes cannot be seen."""
    odd = next((letter for letter in text if not letter.isascii()), None)
    return "" if odd is None or sheet.is_discreet else f"it holds {described(odd)}"


def key_decoder() -> Decode:
    """Decodes a key that means something inside its record."""
    decode_key = text_decoder(KEY_FORM)

    def decode(node: Node, name: str, sheet: Sheet) -> object:
        key = decode_key(node, name, sheet)
        return LocalKey(key, sheet.place(node)) if isinstance(key, str) else MISTAKE

    return decode


def ref_decoder(kinds: tuple[str, ...]) -> Decode:
    """Decodes a reference by key to a record of one of `kinds`."""
    decode_key = text_decoder(KEY_FORM)

    def decode(node: Node, name: str, sheet: Sheet) -> object:
        key = decode_key(node, name, sheet)
        if not isinstance(key, str):
            return MISTAKE
        reference: Ref[Record] = Ref(kinds=kinds, key=key, position=sheet.place(node))
        return reference

    return decode


def enum_decoder(choices: type[enum.Enum]) -> Decode:
    """Decodes one of the words of a choice."""
    members = {str(member.value): member for member in choices}
    offered = f"one of {listed(members)}"

    def decode(node: Node, name: str, sheet: Sheet) -> object:
        text = scalar_text(node, name, sheet, offered)
        if isinstance(text, Mistake):
            return MISTAKE
        member = members.get(text)
        if member is not None:
            return member
        near = nearest(text, members)
        hint = f"did you mean {near}? " if near else ""
        message = f"{name} cannot be {sheet.quote(text)}"
        sheet.report(UNKNOWN_VALUE, node, message, f"{hint}it is {offered}", misspelling(text, members))
        return MISTAKE

    return decode


def decode_document(node: Node, name: str, sheet: Sheet) -> object:
    """A text in Markdown, parsed where it stands."""
    text = scalar_text(node, name, sheet, "a text")
    if isinstance(text, Mistake) or not isinstance(node, ScalarNode):
        return MISTAKE
    hidden = hidden_in_text(text)
    if hidden is not None:
        sheet.report(HIDDEN_CHARACTER, node, f"{name} holds {described(text[hidden])}", "remove it")
        return MISTAKE
    return prose.parse(text, Position(sheet.path, node.text_line, node.text_column))


def decode_date(node: Node, name: str, sheet: Sheet) -> object:
    """A day of the calendar."""
    text = scalar_text(node, name, sheet, "a date such as 2024-05-20")
    if isinstance(text, Mistake):
        return MISTAKE
    if not _DATE.fullmatch(text):
        message = f"{name} must be a date, not {sheet.quote(text)}"
        sheet.report(WRONG_DATE, node, message, "write year-month-day, such as 2024-05-20")
        return MISTAKE
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        sheet.report(WRONG_DATE, node, f"{name} is no day of the calendar: {sheet.quote(text)}")
        return MISTAKE


def decode_integer(node: Node, name: str, sheet: Sheet) -> object:
    """A whole number."""
    text = scalar_text(node, name, sheet, "a whole number")
    if isinstance(text, Mistake):
        return MISTAKE
    if not WHOLE_NUMBER.fullmatch(text):
        message = f"{name} must be a whole number, not {sheet.quote(text)}"
        sheet.report(WRONG_TYPE, node, message, "write digits only, without a zero in front")
        return MISTAKE
    return int(text)


def decode_boolean(node: Node, name: str, sheet: Sheet) -> object:
    """Yes or no, written as true or false."""
    text = scalar_text(node, name, sheet, "true or false")
    if isinstance(text, Mistake):
        return MISTAKE
    if text not in ("true", "false"):
        sheet.report(WRONG_TYPE, node, f"{name} must be true or false, not {sheet.quote(text)}")
        return MISTAKE
    return text == "true"
