"""Prints what is wrong with the content."""

from __future__ import annotations

import datetime
import importlib
from pathlib import Path

import click

from generator.caching.outcomes import Look
from generator.commands import options


@click.command("check")
@options.root
@options.date
@options.strict
@options.quiet
def command(root: Path, date: datetime.datetime | None, strict: bool, quiet: bool) -> None:
    """Print everything that is wrong with the content; exit 1 on errors."""
    look = Look(root, "check", (date, strict))
    outcome = look.outcome() or importlib.import_module("generator.commands.checking").check(
        root, date, strict=strict, look=look
    )
    outcome.tell(quiet=quiet)
