"""Builds the whole site."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from generator import pipeline
from generator.commands import options
from generator.terminal import ERRORS_FOUND, print_all, refusals, summary


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
    quiet: bool,
) -> None:
    """Build the whole site; write nothing while an error stands.

    What earlier builds made alike is taken over, from the old site and from .cache/ of the root.
    """
    build(
        root,
        output,
        date,
        strict=strict,
        offline=offline,
        downloads=downloads,
        is_clean=clean,
        jobs=jobs,
        quiet=quiet,
    )


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
    quiet: bool = False,
) -> Path:
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
            is_clean=is_clean,
        )
    print_all(built.checked.diagnostics)
    if built.folder is None:
        click.echo(f"nothing written: {summary(built.checked.diagnostics)}", err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{built.pages} pages in {built.folder}; {summary(built.checked.diagnostics)}")
    return built.folder
