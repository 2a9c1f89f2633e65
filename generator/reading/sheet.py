"""What is found while one file is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Position, Repair, Rule, Severity
from generator.reading.words import shown

if TYPE_CHECKING:
    from generator.reading.yaml_tree import Node

MORE_MISTAKES = Rule(
    name="more-mistakes",
    severity=Severity.ERROR,
    summary="A file with very many mistakes has only the first ones listed.",
    is_fixed=True,
)
MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The findings of one file. A discreet one never quotes the file (content.md, "Diagnostics")."""

    path: str
    is_discreet: bool = False
    findings: list[Diagnostic] = field(default_factory=list)

    def report(
        self, rule: Rule, node: Node, message: str, hint: str = "", repair: Repair | None = None
    ) -> None:
        """Adds a finding at a node; very many are cut short."""
        self.report_at(Position(self.path, node.line, node.column), rule, message, hint, repair)

    def report_at(
        self, position: Position, rule: Rule, message: str, hint: str = "", repair: Repair | None = None
    ) -> None:
        """Adds a finding at any place of the file. What is discreet is not repaired either."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(rule.at(position, message, hint, None if self.is_discreet else repair))
        elif len(self.findings) == MOST_FINDINGS:
            self.findings.append(more_mistakes(position))

    @property
    def is_full(self) -> bool:
        """Whether further findings would not be listed."""
        return len(self.findings) > MOST_FINDINGS

    def quote(self, text: str) -> str:
        """A value as a message shows it."""
        return "this value" if self.is_discreet else shown(text)

    def place(self, node: Node) -> Position:
        """Where a node stands."""
        return Position(self.path, node.line, node.column)


def more_mistakes(position: Position) -> Diagnostic:
    """The finding that ends a long list."""
    message = "the file has more mistakes; they are listed when these are mended"
    return MORE_MISTAKES.at(position, message)
