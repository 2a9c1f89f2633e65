"""Where something stands in the content, and what is wrong there."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

# No name is longer, and comparing longer words takes long.
_LONGEST = 80


class Severity(enum.Enum):
    """How much a finding weighs; `OFF` silences its rule."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a content file: path relative to the root, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named rule of the content contract.

    `is_fixed` rules guard what every later stage relies on (a file that cannot be read, a key that
    would leave the site's folder), so neither `checks:` nor a waiver can soften them.
    """

    name: str
    severity: Severity
    summary: str
    is_fixed: bool = False

    def at(
        self, position: Position, message: str, hint: str = "", repair: Repair | None = None
    ) -> Diagnostic:
        """A finding of this rule at `position`."""
        return Diagnostic(
            position=position,
            rule=self.name,
            message=message,
            hint=hint,
            severity=self.severity,
            repair=repair,
        )


@dataclass(frozen=True, slots=True)
class Repair:
    """What stands at the place of a finding, and what surely was meant."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: its place, its rule, what is wrong in the field's words, and what to do.

    `repair` is there where only one thing can have been meant.
    """

    position: Position
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    waiver_reason: str | None = field(default=None)
    repair: Repair | None = field(default=None, compare=False)

    @property
    def is_error(self) -> bool:
        """Whether it stops the build."""
        return self.severity is Severity.ERROR and self.waiver_reason is None

    def __str__(self) -> str:
        label = self.severity.value if self.waiver_reason is None else "waived"
        return f"{self.position}: {label}: {self.message} [{self.rule}]"


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A hint that offers the name nearest to `word`, else lists a few; empty where there are none."""
    known = list(names)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    if near:
        return f"did you mean {near[0]}?"
    listed = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
    return f"known here: {listed}" if known else ""


def misspelling(word: str, names: Iterable[str]) -> Repair | None:
    """The repair of `word` where it is a misspelling of one of the names, and of no other one.

    Another number is no misspelling.
    """
    by_small_name = {name.lower(): name for name in names}
    near = difflib.get_close_matches(word.lower()[:_LONGEST], by_small_name, n=2, cutoff=0.75)
    if len(near) != 1 or _digits(near[0]) != _digits(word):
        return None
    return Repair(word, by_small_name[near[0]])


def _digits(word: str) -> str:
    return "".join(each for each in word if each.isdigit())
