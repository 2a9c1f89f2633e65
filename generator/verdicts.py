"""What a root makes of its findings: severities it sets, findings it waives with a reason."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import yaml

from generator.config import SiteConfig, Waiver
from generator.diagnostics import Diagnostic, Position, Rule, Severity, did_you_mean

UNNEEDED_WAIVER = Rule(
    name="unneeded-waiver", severity=Severity.ERROR, summary="A waiver is removed once its finding is gone."
)
EXPIRED_WAIVER = Rule(
    name="expired-waiver",
    severity=Severity.ERROR,
    summary="A waiver that stands until a day is renewed with a reason, or removed, once that day is over.",
)
UNKNOWN_RULE = Rule(
    name="unknown-rule",
    severity=Severity.ERROR,
    summary="Settings and waivers name rules that exist and may be softened.",
)
RULES = (UNNEEDED_WAIVER, EXPIRED_WAIVER, UNKNOWN_RULE)


def settle(
    findings: Iterable[Diagnostic],
    *,
    rules: Mapping[str, Rule],
    config: SiteConfig | None,
    waivers: Sequence[Waiver],
    date: datetime.date | None = None,
) -> tuple[Diagnostic, ...]:
    """All findings in reading order, each with the severity that counts here and its waiver's reason.

    Silenced ones are left out; waivers that are unneeded, or expired on `date`, and settings for unknown or
    fixed rules are added. What an expired waiver concerns is waived no more.
    """
    severities = config.checks if config is not None else {}
    by_finding = {(waiver.rule, waiver.path, waiver.message): waiver for waiver in waivers}
    needed: set[tuple[str, str, str]] = set()
    settled: list[Diagnostic] = []
    for finding in findings:
        rule = rules[finding.rule]
        is_soft = not rule.is_fixed
        severity = severities.get(finding.rule, finding.severity) if is_soft else finding.severity
        name = (finding.rule, finding.position.path, finding.message)
        waiver = by_finding.get(name) if is_soft else None
        if waiver is not None:
            needed.add(name)
            waiver = None if _is_over(waiver, date) else waiver
        if severity is not Severity.OFF:
            reason = waiver.reason if waiver is not None else None
            settled.append(replace(finding, severity=severity, waiver_reason=reason))
    settled += _unneeded(waivers, needed, rules)
    settled += _expired(waivers, needed, date)
    settled += _unknown(config, rules)
    return tuple(sorted(set(settled), key=lambda finding: (finding.position, finding.rule, finding.message)))


def waivers_text(waivers: Iterable[Waiver]) -> str:
    """The text of `waivers.yml` for these waivers, by path and message."""
    rows = [
        {"rule": each.rule, "path": each.path, "message": each.message, "reason": each.reason}
        | ({"until": each.until} if each.until is not None else {})
        for each in sorted(waivers, key=lambda each: (each.path, each.rule, each.message))
    ]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110) if rows else "[]\n"


def _unneeded(
    waivers: Sequence[Waiver], needed: set[tuple[str, str, str]], rules: Mapping[str, Rule]
) -> Iterator[Diagnostic]:
    for waiver in waivers:
        if waiver.rule not in rules or rules[waiver.rule].is_fixed:
            yield _unknown_rule(waiver.rule, waiver.place_of("rule"), rules)
        elif (waiver.rule, waiver.path, waiver.message) not in needed:
            yield UNNEEDED_WAIVER.at(
                waiver.position,
                f"nothing in {waiver.path} needs this waiver",
                "remove it, or correct its message",
            )


def _expired(
    waivers: Sequence[Waiver], needed: set[tuple[str, str, str]], date: datetime.date | None
) -> Iterator[Diagnostic]:
    for waiver in waivers:
        if (waiver.rule, waiver.path, waiver.message) in needed and _is_over(waiver, date):
            yield EXPIRED_WAIVER.at(
                waiver.place_of("until"),
                f"this waiver stood until {waiver.until}",
                f"correct what it is about in {waiver.path}, or say why it stands longer",
            )


def _is_over(waiver: Waiver, date: datetime.date | None) -> bool:
    return waiver.until is not None and date is not None and date > waiver.until


def _unknown(config: SiteConfig | None, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    for name in config.checks if config is not None else ():
        if name not in rules or rules[name].is_fixed:
            position = config.place_of("checks") if config is not None else Position("site_config.yml")
            yield _unknown_rule(name, position, rules)


def _unknown_rule(name: str, position: Position, rules: Mapping[str, Rule]) -> Diagnostic:
    if name in rules:
        return UNKNOWN_RULE.at(position, f"the rule {name} cannot be softened", "correct what it finds")
    return UNKNOWN_RULE.at(
        position,
        f"there is no rule {name}",
        did_you_mean(name, (key for key in rules if not rules[key].is_fixed)),
    )
