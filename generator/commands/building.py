"""Builds the site for the commands that need it, and says what came of it."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from generator import pipeline
from generator.caching.outcomes import Look, Outcome
from generator.executors import Opened, dask
from generator.publishing.target import file_name
from generator.telling.text import lines_of, summary
from generator.terminal import ERRORS_FOUND, refusals, warn, wrong_use


def build(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    *,
    strict: bool = False,
    offline: bool = False,
    downloads: bool = True,
    is_clean: bool = False,
    jobs: int | None = None,
    executor: Opened | None = None,
    look: Look | None = None,
) -> tuple[Outcome, Path | None]:
    """What a build told, and where the site is, if it was written; `look` keeps the outcome."""
    day = date.date() if date else None
    with refusals(output or root):
        built = pipeline.build(
            root,
            output,
            date=day,
            strict=strict,
            offline=offline,
            downloads=downloads,
            jobs=jobs,
            executor=executor,
            is_clean=is_clean,
        )
    findings = tuple(lines_of(built.checked.diagnostics))
    counts = summary(built.checked.diagnostics)
    if built.folder is None:
        return Outcome((*findings, f"nothing written: {counts}"), "", ERRORS_FOUND), None
    outcome = Outcome(findings, f"{built.pages} pages in {built.folder}; {counts}", 0)
    if look is not None:
        files = map(file_name, built.files)
        look.keep(outcome, built.checked.places, built.folder.resolve(), files)
    return outcome, built.folder


def elsewhere(address: str | None, jobs: int | None) -> Opened | None:
    """What opens the workers of the scheduler at `address`, `host:port`; refused if `jobs` render."""
    if jobs is not None and address is not None:
        wrong_use("--jobs and --executor exclude each other: pages are rendered here, or elsewhere")
    return functools.partial(dask, address, warn) if address is not None else None
