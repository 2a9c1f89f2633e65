"""Checks the content for the command of that name, and says what came of it."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator import pipeline
from generator.caching.kept import kept_of
from generator.caching.outcomes import Look, Outcome
from generator.remembering import remember, remembered
from generator.terminal import ERRORS_FOUND, lines_of, summary


def check(root: Path, date: datetime.datetime | None, *, strict: bool, look: Look) -> Outcome:
    """What checking told; `look` keeps the outcome."""
    with kept_of(root) as kept:
        before = remembered(kept)
        checked = pipeline.check(root, date=date.date() if date else None, before=before)
        remember(kept, checked.reading, before)
    code = ERRORS_FOUND if checked.fails(strict=strict) else 0
    outcome = Outcome(tuple(lines_of(checked.diagnostics)), summary(checked.diagnostics), code)
    if checked.reading.config is not None:
        look.keep(outcome, checked.places)
    return outcome
