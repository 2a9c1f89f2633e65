"""Prints what is wrong with the content."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from generator import pipeline
from generator.commands import options
from generator.terminal import ERRORS_FOUND, print_all, summary


@click.command("check")
@options.root
@options.date
@options.strict
@options.quiet
def command(root: Path, date: datetime.datetime | None, strict: bool, quiet: bool) -> None:
    """Print everything that is wrong with the content; exit 1 on errors."""
    checked = pipeline.check(root, date=date.date() if date else None)
    print_all(checked.diagnostics)
    if not quiet:
        click.echo(summary(checked.diagnostics))
    if checked.fails(strict=strict):
        sys.exit(ERRORS_FOUND)
