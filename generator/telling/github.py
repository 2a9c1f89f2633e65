"""Findings as commands of GitHub's workflows, which shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping

from generator.telling.printable import printable
from generator.telling.report import Report, Told, label_of
from generator.telling.text import summary

_COMMANDS: Mapping[str, str] = {"error": "error", "warning": "warning", "waived": "notice"}


def document(report: Report) -> str:
    """A command for each finding, then the numbers of them."""
    lines = [*map(_command, report.told), summary(each.finding for each in report.told)]
    return "".join(f"{line}\n" for line in lines)


def _command(told: Told) -> str:
    finding, place = told.finding, told.finding.position
    words = [f"{finding.message} [{finding.rule}]"]
    words += [f"waived: {finding.waiver_reason}"] if finding.waiver_reason is not None else []
    words += [f"hint: {finding.hint}"] if finding.hint and finding.waiver_reason is None else []
    words += [f"see: {told.page}"] if told.page else []
    title = f"{finding.rule} in a changed file" if told.is_changed else finding.rule
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(title)}"
    text = "%0A".join(_escaped(printable(each)) for each in words)
    return f"::{_COMMANDS[label_of(finding)]} {properties}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(printable(text)).replace(":", "%3A").replace(",", "%2C")
