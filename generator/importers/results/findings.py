"""What is wrong with an export, said without naming who took part or how it ended."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.importers.results.words import nearest, plain_letters, shown

MISSING_EXPORT = Rule(
    name="missing-export",
    severity=Severity.ERROR,
    summary="Each export that a session lists lies in the session's exports/.",
    is_fixed=True,
)
BROKEN_EXPORT = Rule(
    name="broken-export",
    severity=Severity.ERROR,
    summary="An export is a whole file of its format, and its rows have the cells of its header.",
    is_fixed=True,
)
UNKNOWN_COLUMN = Rule(
    name="unknown-column",
    severity=Severity.ERROR,
    summary="An export has each column of its format once, and no other.",
    is_fixed=True,
)
UNKNOWN_LABEL = Rule(
    name="unknown-label",
    severity=Severity.ERROR,
    summary="Each result of an export is one that its format or the session's keywords.yml knows.",
    is_fixed=True,
)
UNKNOWN_KEYWORD = Rule(
    name="unknown-keyword",
    severity=Severity.ERROR,
    summary="Each profile, actor and option of an export is one of this root, by key, name or keyword.",
)
UNKNOWN_PARTICIPANT = Rule(
    name="unknown-participant",
    severity=Severity.ERROR,
    summary="Each row of an export names an organization and one of its systems in that session.",
    is_fixed=True,
)
ORGANIZATION_SPELLING = Rule(
    name="organization-spelling",
    severity=Severity.WARNING,
    summary="An export spells an organization one way, and as organizations.yml does.",
)
RESULT_OUTSIDE_PROFILE = Rule(
    name="result-outside-profile",
    severity=Severity.ERROR,
    summary="A result is about an actor of its profile, and an option of that actor.",
)
UNFAITHFUL_COPY = Rule(
    name="unfaithful-copy",
    severity=Severity.ERROR,
    summary="The redacted copy of an export says what the export says.",
    is_fixed=True,
)
RULES = (
    MISSING_EXPORT,
    BROKEN_EXPORT,
    UNKNOWN_COLUMN,
    UNKNOWN_LABEL,
    UNKNOWN_KEYWORD,
    UNKNOWN_PARTICIPANT,
    ORGANIZATION_SPELLING,
    RESULT_OUTSIDE_PROFILE,
    UNFAITHFUL_COPY,
)

_MOST = 200


class Findings:
    """The findings of one export. Local ones name candidates; others are public and name nobody.

    A word that may be a participant's name is never quoted in public, wherever it stands.
    """

    def __init__(self, path: str, *, is_local: bool) -> None:
        self.found: list[Diagnostic] = []
        self.is_local = is_local
        self._path = path
        self._names: Callable[[], Collection[str]] = frozenset
        self._said: set[object] = set()

    def protect(self, names: Callable[[], Collection[str]]) -> None:
        """Keeps names, folded to their plain letters, from being quoted; asked for when they are needed."""
        self._names = functools.cache(names)

    def report(
        self,
        rule: Rule,
        place: tuple[int, int],
        message: str,
        hint: str = "",
        *,
        once: object = None,
        severity: Severity | None = None,
    ) -> None:
        """Notes a finding at row and column; of those that have the same `once`, only the first."""
        if once is not None:
            if (rule.name, once) in self._said:
                return
            self._said.add((rule.name, once))
        if len(self.found) > _MOST:
            return
        position = Position(self._path, *place)
        if len(self.found) == _MOST:
            rule, severity, hint = BROKEN_EXPORT, None, ""
            message = "the export has more mistakes; they are listed when these are mended"
        finding = rule.at(position, message, hint)
        self.found.append(finding if severity is None else replace(finding, severity=severity))

    def quote(self, word: str) -> str:
        """An unknown word of a profile, actor, option or result, as messages show it."""
        is_name = not self.is_local and plain_letters(word) in self._names()
        return "in this cell" if is_name else shown(word)

    def candidates(self, word: str, names: Iterable[str]) -> str:
        """A hint with the nearest of `names`, for local eyes only."""
        near = nearest(word, names) if self.is_local else ()
        return f"did you mean {' or '.join(near)}?" if near else ""
