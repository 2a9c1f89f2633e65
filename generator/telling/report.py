"""What a report says, whatever its form: findings and their lines, those of changed files first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.telling.quoting import Quotes

RULE_PAGES = "contribute/rules/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding, the address of its rule's page, and whether its file is changed.

    `line` is the source line that it stands in; None where that may not be quoted.
    """

    finding: Diagnostic
    page: str = ""
    line: str | None = None
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings in the order in which they are told, and all rules by name."""

    told: tuple[Told, ...]
    rules: Mapping[str, Rule]
    site: str = ""
    version: str = ""

    def page_of(self, rule: str) -> str:
        """The address of a rule's page; empty where the site's is not known."""
        return f"{self.site.rstrip('/')}/{RULE_PAGES}{rule}/" if self.site else ""


def report(
    findings: Iterable[Diagnostic],
    rules: Mapping[str, Rule],
    quotes: Quotes,
    *,
    site: str = "",
    changed: Collection[str] = (),
    version: str = "",
) -> Report:
    """The findings with their lines; `changed` are paths of files whose findings come first."""
    bare = Report(told=(), rules=rules, site=site)
    told = [
        Told(
            finding=each,
            page=bare.page_of(each.rule),
            line=quotes.line(each.position),
            is_changed=each.position.path in changed,
        )
        for each in findings
    ]
    first = sorted(told, key=lambda each: not each.is_changed)
    return Report(told=tuple(first), rules=rules, site=site, version=version)


def label_of(finding: Diagnostic) -> str:
    """How much a finding weighs: `error`, `warning` or `waived`."""
    return finding.severity.value if finding.waiver_reason is None else "waived"


def counts_of(findings: Iterable[Diagnostic]) -> Mapping[str, int]:
    """How many errors, warnings and waived findings there are."""
    counts = {"error": 0, "warning": 0, "waived": 0}
    for finding in findings:
        is_waived = finding.waiver_reason is not None
        counts["waived" if is_waived else "error" if finding.severity is Severity.ERROR else "warning"] += 1
    return counts
