"""Which tables of a guide are its own profile's: not those of other documents or profiles."""

from __future__ import annotations

from collections.abc import Iterable

from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.identity import Identity
from generator.importers.ihe_ig.outline import TableText
from generator.importers.ihe_ig.pages import is_about_artifact, page_words
from generator.importers.ihe_ig.words import leading_number

_OTHERS = (
    "other",
    "issue",
    "testplan",
    "test plan",
    "download",
    "changes",
    "example",
    "template",
)


def is_about_others(page: Page) -> bool:
    """Whether a page amends other documents or is about the guide, so that it defines nothing."""
    words = page_words(page)
    return is_about_artifact(page) or any(f" {word}" in words for word in _OTHERS)


def column_of(table: TableText, *words: str, unless: Iterable[str] = ()) -> int | None:
    """The first column whose title begins with, or holds, one of these words."""
    for number, title in enumerate(table.columns):
        if any(word in title for word in unless):
            continue
        if any(title.startswith(word) or f" {word}" in title for word in words):
            return number
    return None


def is_own(table: TableText, identity: Identity, section: str) -> bool:
    """Whether a table is about this guide's profile, as far as its caption and section say."""
    for text in (table.caption, table.section):
        number = leading_number(text.removeprefix("Table").strip())
        chapter = number.number.partition(".")[0]
        is_elsewhere = section and number.volume in ("", "1") and chapter.isdigit() and chapter != section
        if is_elsewhere and not _names(text, identity.names):
            return False
    stranger = _acronym(table.caption, identity.names)
    return not stranger or bool(section and f"1:{section}." in table.caption)


def _names(text: str, names: frozenset[str]) -> bool:
    return any(word.strip("()[]:,.").casefold() in names for word in text.split())


def _acronym(caption: str, names: frozenset[str]) -> str:
    """The acronym of another profile that a caption names instead of this one's."""
    words = [word.strip("()[]:,.") for word in caption.split()]
    if any(word.casefold() in names for word in words):
        return ""
    for word, after in zip(words, [*words[1:], ""], strict=False):
        is_acronym = sum(letter.isupper() for letter in word) >= 2 and word[:1].isalpha() and word.isascii()
        if is_acronym and (after.casefold() in ("profile", "-", "–", "integration") or "." in word):
            return word
    return ""
