"""Builds the whole site."""

from __future__ import annotations

import datetime
import importlib
from pathlib import Path

import click

from generator.caching.outcomes import Look
from generator.commands import options
from generator.profiling import span


@click.command("build")
@options.root
@options.output
@options.date
@options.strict
@click.option("--offline", is_flag=True, help="Make a folder that also works when it is opened from disk.")
@click.option(
    "--downloads/--no-downloads", default=True, help="Whether to make the copies that the root offers."
)
@click.option("--clean", is_flag=True, help="Make everything anew, and remember nothing of it.")
@options.jobs
@options.executor
@options.profile
@options.quiet
def command(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    strict: bool,
    offline: bool,
    downloads: bool,
    clean: bool,
    jobs: int | None,
    executor: str | None,
    quiet: bool,
) -> None:
    """Build the whole site; write nothing while an error stands.

    What earlier builds made alike is taken over, from the old site and from .cache/ of the root.
    """
    asked = (date, strict, offline, downloads)
    with span("look"):
        look = Look(root, f"build {output}", asked, is_clean=clean)
        outcome = look.outcome()
    if outcome is None:
        with span("load"):
            building = importlib.import_module("generator.commands.building")
        outcome, _ = building.build(
            root,
            output,
            date,
            strict=strict,
            offline=offline,
            downloads=downloads,
            is_clean=clean,
            jobs=jobs,
            executor=building.elsewhere(executor, jobs),
            look=look,
        )
    outcome.tell(quiet=quiet)
