"""What the converters of foreign test descriptions share: what they are given, and what they hand back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import Position
from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.scenarios.book import Book
from generator.importers.scenarios.features import Unkeyed
from generator.importers.scenarios.findings import Findings
from generator.importers.scenarios.texts import Parse
from generator.records.profiles import Profile

MOST_CASES = 500


class Foreign(NamedTuple):
    """A foreign file: its name, its text, the profile that it goes to, and what that is read with."""

    file: str
    text: str
    profile: Profile
    book: Book
    parse: Parse
    findings: Findings
    report: Report

    def note(self, line: int, what: str, why: str) -> None:
        """Reports what has no place here."""
        self.report.add(self.file, line, what, why)

    def place(self, line: int) -> Position:
        """A line of the file."""
        return Position(self.file, line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The scenarios that a foreign file holds, and text files that go beside them: name -> text."""

    scenarios: tuple[Unkeyed, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def actor_key(book: Book, word: str) -> str:
    """The key of the actor that a word such as SOMDS_CONSUMER means; one made of it if there is none."""
    wanted = slug(word.replace("_", " "))
    for key, *names in book.actors.values():
        if wanted == key.lower() or wanted in map(slug, names):
            return key
    return wanted


def option_key(profile: Profile, actor: str, word: str) -> str | None:
    """The key of the option of an actor that a foreign word means; None if it has none of the kind."""
    wanted = slug(word.replace("_", " "))
    for each in profile.actors:
        if each.actor.key.lower() == actor.lower():
            for option in each.options:
                if wanted in (option.key.lower(), slug(option.name)):
                    return option.key
    return None
