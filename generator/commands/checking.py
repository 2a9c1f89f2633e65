"""Checks the content for the command of that name, and says what came of it."""

from __future__ import annotations

import datetime
import importlib.metadata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from generator import pipeline
from generator.caching.kept import kept_of
from generator.caching.outcomes import Look, Outcome
from generator.diagnostics import Diagnostic
from generator.remembering import remember, remembered
from generator.telling import DOCUMENTS
from generator.telling.quoting import Quotes
from generator.telling.report import Report, report
from generator.telling.text import summary, told
from generator.terminal import ERRORS_FOUND


def check(
    root: Path,
    date: datetime.datetime | None,
    *,
    strict: bool,
    look: Look,
    form: str = "text",
    below: Sequence[str] = (),
    changed: Collection[str] = (),
) -> Outcome:
    """What checking told, in a `form`, of the files `below` these paths; `look` keeps the outcome."""
    with kept_of(root) as kept:
        before = remembered(kept)
        checked = pipeline.check(root, date=date.date() if date else None, before=before)
        remember(kept, checked.reading, before)
    shown = tuple(_below(checked.diagnostics, below))
    code = ERRORS_FOUND if pipeline.fails(shown, strict=strict) else 0
    outcome = _outcome(form, report_of(root, checked, shown, changed), code)
    if checked.reading.config is not None:
        look.keep(outcome, checked.places)
    return outcome


def _outcome(form: str, findings: Report, code: int) -> Outcome:
    if form in DOCUMENTS:
        return Outcome((), "", code, DOCUMENTS[form](findings))
    return Outcome(tuple(told(findings)), summary(each.finding for each in findings.told), code)


def report_of(
    root: Path, checked: pipeline.Checked, shown: Sequence[Diagnostic], changed: Collection[str]
) -> Report:
    """What is told of the findings `shown`; those of `changed` files come first."""
    config = checked.reading.config
    return report(
        shown,
        pipeline.RULES,
        Quotes(root, config.content.results if config is not None else None),
        site=config.site.url if config is not None else "",
        changed=changed,
        version=_version(),
    )


def is_below(place: str, paths: Sequence[str]) -> bool:
    """Whether a file is one of these paths or lies below one; all do where no path is named."""
    return not paths or any(not path or place == path or place.startswith(f"{path}/") for path in paths)


def _below(findings: Sequence[Diagnostic], paths: Sequence[str]) -> Iterator[Diagnostic]:
    """Those of these files, and of what lies in these folders; all of them where no path is named."""
    yield from (finding for finding in findings if is_below(finding.position.path, paths))


def _version() -> str:
    try:
        return importlib.metadata.version("tfpub")
    except importlib.metadata.PackageNotFoundError:
        return ""
