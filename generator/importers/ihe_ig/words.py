"""Reads the field's small print: ids, names before ids, section numbers, notes, actors' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.importers.ihe_ig.identity import slug

_ID = re.compile(r"(?<![A-Za-z0-9.])([A-Z][A-Za-z]{1,9})-\s?([0-9]{1,5})(?![0-9A-Za-z])")
_SECTION = re.compile(
    r"(?:(?<![0-9.])([1-4]):\s?)?((?:[0-9]{1,4}|[A-Z](?=\.))(?:[.:][0-9]{1,4}){0,8})(?![0-9A-Za-z])"
)
_NOTE = re.compile(r"note[s]?\s{0,3}([0-9]{1,2})?\s{0,2}[:.–-]\s{0,2}", re.IGNORECASE)
_NOTE_USE = re.compile(
    r"\(?\b(?:see\s{1,3})?notes?\s{0,3}([0-9]{1,2})(?:\s{0,2}(?:,|and|&)\s{0,2}([0-9]{1,2}))?\)?",
    re.IGNORECASE,
)
_NO_DOMAINS = frozenset(
    [
        "TF",
        "CP",
        "RFC",
        "ISO",
        "UTF",
        "SHA",
        "BCP",
        "SECTION",
        "TABLE",
        "FIGURE",
        "NOTE",
        "VOLUME",
        "CHAPTER",
        "APPENDIX",
        "STEP",
        "OPTION",
    ]
)
NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "–",
        "—",
        "none",
        "(none)",
        "n/a",
        "no",
        "not applicable",
        "no options defined",
        "no option",
        "no options",
        "none defined",
        "no required grouping",
        "no required groupings",
        "no grouping",
        "tbd",
        "blank",
    ]
)
LONGEST_NAME = 100
_SMALL = frozenset(["of", "and", "for", "the", "to", "in", "on", "with", "by", "a", "an", "or", "from", "as"])


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading's volume and section number, and its text without them."""

    volume: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note below a table: its number (empty if it has none), its text, its line."""

    label: str
    text: str
    line: int


def ids_in(text: str) -> tuple[str, ...]:
    """The ids of transactions in a text, in order, each once."""
    found = [
        f"{match[1].upper()}-{match[2]}"
        for match in _ID.finditer(text)
        if match[1].upper() not in _NO_DOMAINS
    ]
    return tuple(dict.fromkeys(found))


def before_id(text: str) -> str:
    """The name that stands before the first id of a text, without brackets and closing marks."""
    match = next((found for found in _ID.finditer(text) if found[1].upper() not in _NO_DOMAINS), None)
    name = text[: match.start()] if match else text
    name = name.rstrip().rstrip("[(\\").rstrip(" -–:,")
    words = name.split()
    return " ".join(words[:-1] if words and words[-1].lower() == "transaction" else words)


def named_id(text: str) -> tuple[str, str] | None:
    """Id and name of a text that is nothing but a name and the id after it; None for any other text."""
    ids = ids_in(text)
    plain = numbered(text).text
    match = _ID.search(plain)
    if (
        len(ids) != 1
        or match is None
        or plain[match.end() :].strip(" ])\\.")
        or "[" not in plain[: match.start()]
    ):
        return None
    name = before_id(plain)
    is_name = name and len(name) <= LONGEST_NAME and name[0].isupper() and not set(name) & set(".:;[](|")
    is_name = is_name and all(
        word[0].isupper() or word in _SMALL or not word[0].isalpha() for word in name.split()
    )
    return (ids[0], name) if is_name else None


def numbered(text: str) -> Numbered:
    """Volume, section number and the rest of a heading such as `1:33.2 Actor Options`."""
    stripped = text.strip()
    found = leading_number(stripped)
    rest = found.text
    if not found.number or rest[:1] not in ("", " ", "\t", "."):
        return Numbered("", "", stripped)
    return Numbered(found.volume, found.number, rest.lstrip(". \t"))


def leading_number(text: str) -> Numbered:
    """Volume and section number that a text begins with, whatever follows them."""
    match = _SECTION.match(text)
    if match is None or (not match[1] and "." not in match[2]):
        return Numbered("", "", text)
    if (
        text[match.end() : match.end() + 1] in (".", ":")
        and text[match.end() + 1 : match.end() + 2].isdigit()
    ):
        return Numbered("", "", text)
    return Numbered(match[1] or "", match[2].replace(":", "."), text[match.end() :])


def section_in(text: str) -> str:
    """The first section number in a text such as `Section 1:50.2.1`; empty if it has none."""
    for match in _SECTION.finditer(text):
        if "." in match[2]:
            return match[2].replace(":", ".")
    return ""


def note_labels(text: str) -> tuple[str, ...]:
    """The numbers of the notes that a cell points to."""
    return tuple(label for match in _NOTE_USE.finditer(text) for label in match.groups() if label)


def without_notes(text: str) -> str:
    """A cell's text without its pointers to notes."""
    return " ".join(_NOTE_USE.sub("", text).replace("( )", "").replace("()", "").split())


def as_note(text: str, line: int) -> NoteText | None:
    """A paragraph as a note; None if it is none."""
    match = _NOTE.match(text)
    return NoteText(match[1] or "", text[match.end() :].strip(), line) if match else None


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing."""
    lowered = text.strip().casefold().strip("*_.")
    return lowered in NOTHING or lowered.startswith("(none)")


def actor_name(text: str, own_names: Iterable[str]) -> str:
    """An actor's name without notes, and without the profile's own name before it or "Actor" after it."""
    words = without_notes(text).replace(" / ", " ").split()
    own = {name.casefold() for name in own_names}
    if len(words) > 1 and words[0].casefold().strip(":") in own:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold().strip(".,:;") in ("actor", "actors", "actor(s)"):
        words = words[:-1]
    return " ".join(words).strip(" .,:;*-")


def same_actor(name: str, known: Mapping[str, str]) -> str:
    """The key of the actor that a text means, among those known by key; empty if it means none."""
    key = slug(name)
    if key in known:
        return key
    if key.endswith("s") and key[:-1] in known:
        return key[:-1]
    if key.endswith("-actor") and key[:-6] in known:
        return key[:-6]
    endings = [other for other in known if key and other.endswith(f"-{key}")]
    return endings[0] if len(endings) == 1 else ""


def meant_actor(text: str, own_names: Iterable[str], known: Mapping[str, str]) -> str:
    """The key of the actor that a cell means, with or without the profile's own name before it."""
    return same_actor(actor_name(text, ()), known) or same_actor(actor_name(text, own_names), known)


def sentences(text: str, most: int, longest: int) -> str:
    """The first sentences of a text, up to a number and a length."""
    out = ""
    start = 0
    count = 0
    while count < most and start < len(text):
        end = _sentence_end(text, start)
        if out and end > longest:
            break
        out = text[:end]
        start = end
        count += 1
    return out.strip()


def _sentence_end(text: str, start: int) -> int:
    at = text.find(". ", start)
    while at >= 0 and (
        text[max(0, at - 4) : at + 1].endswith((".g.", ".e.", "etc.", "i.e.", " vs.", "a.k.a."))
    ):
        at = text.find(". ", at + 2)
    return at + 2 if at >= 0 else len(text)
