"""Repairs what `tfpub check --fix` may repair, and says what."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator.commands.checking import is_below
from generator.mending import mend
from generator.telling.printable import printable
from generator.terminal import wrong_use


def fix(root: Path, date: datetime.datetime | None, below: Sequence[str]) -> None:
    """Repairs the files `below` these paths."""
    try:
        for line in mend(root, date.date() if date else None, lambda path: is_below(path, below)):
            click.echo(printable(line), err=True)
    except OSError as error:
        wrong_use(f"{error.filename or root}: {error.strerror or error}")
