"""Repairs in content files what can have been meant in one way only; comments and layout stay as they are."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator import pipeline
from generator.diagnostics import Diagnostic
from generator.edits import in_order, replaced_at, tidy
from generator.publishing.folder import write_whole
from generator.reading import files, sheet, yaml_tree
from generator.reading.entries import EMPTY_FILE, MISSING_FRONT_MATTER

_ORDER = "history-order"
_TEXTS = (".yml", ".md", ".feature")
_CONFIG = "site_config.yml"
_MOST_PASSES = 10
# A file with one of these is not understood well enough to be changed.
_SPOILED = frozenset(
    rule.name
    for rule in (*files.RULES, *yaml_tree.RULES, MISSING_FRONT_MATTER, EMPTY_FILE, sheet.MORE_MISTAKES)
) | {"gherkin-syntax"}


def mend(root: Path, date: datetime.date | None, is_concerned: Callable[[str], bool]) -> Iterator[str]:
    """Writes what it repairs, file by file, and says what. `is_concerned` tells of which paths.

    Results, and files that could not be read, stay as they are. Repairs that others make possible are made as
    well, so that a second call finds nothing to do.
    """
    for _ in range(_MOST_PASSES):
        checked = pipeline.check(root, date=date)
        changed = False
        for path, findings in _by_path(checked, is_concerned).items():
            old = _text(root, path)
            if old is None:
                continue
            new, told = _mended(path, old, findings)
            if new != old:
                _write(root / path, new)
                changed = True
                yield from told
        if not changed:
            return


def _by_path(
    checked: pipeline.Checked, is_concerned: Callable[[str], bool]
) -> Mapping[str, list[Diagnostic]]:
    """The files that may be changed, with the findings of each."""
    config = checked.reading.config
    results = f"{config.content.results.lower()}/" if config is not None else ""
    # Without settings nobody knows where the results lie.
    paths = sorted(checked.reading.sources) if config is not None else [_CONFIG]
    found: dict[str, list[Diagnostic]] = {
        path: []
        for path in paths
        if path.endswith(_TEXTS) and is_concerned(path) and not (results and path.lower().startswith(results))
    }
    for finding in checked.diagnostics:
        if finding.position.path in found:
            found[finding.position.path].append(finding)
    return {path: each for path, each in found.items() if not _SPOILED & {one.rule for one in each}}


def _mended(path: str, text: str, findings: list[Diagnostic]) -> tuple[str, list[str]]:
    """The text with its repairs, and what they are."""
    told: list[str] = []
    # From the end to the start, so that places stay what they are.
    for finding in sorted(findings, key=lambda each: each.position, reverse=True):
        repair, place = finding.repair, finding.position
        if repair is None or finding.waiver_reason is not None:
            continue
        new = replaced_at(text, place.line, place.column, repair.old, repair.new)
        if new is not None:
            text = new
            told.append(f"{place}: fixed: {repair.old} is now {repair.new} [{finding.rule}]")
    told.reverse()
    unordered = [each for each in findings if each.rule == _ORDER and each.waiver_reason is None]
    if unordered and not told:
        ordered = in_order(text, unordered[0].position.line)
        if ordered not in (None, text):
            text = ordered
            told.append(f"{unordered[0].position}: fixed: the newest version stands first [{_ORDER}]")
    neat = tidy(text, is_yaml=path.endswith(".yml"))
    if neat != text:
        told.append(f"{path}:1:1: fixed: spaces at the ends of lines, or the end of the last line")
    return neat, told


def _text(root: Path, path: str) -> str | None:
    """The text of a file with the ends of lines that it has; None if it cannot be changed safely."""
    file = root.resolve() / path
    if file.resolve() != file or not file.is_file():
        return None
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _write(file: Path, text: str) -> None:
    mode = file.stat().st_mode
    write_whole(file, text.encode("utf-8"))
    os.chmod(file, mode)
