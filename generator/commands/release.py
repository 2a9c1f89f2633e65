"""Publishes a version of framework and profiles."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator import releasing
from generator.commands import options
from generator.terminal import wrong_use


@click.command("release")
@click.argument("label")
@options.root
@options.date
def command(label: str, root: Path, date: datetime.datetime | None) -> None:
    """Publish what is committed as the version LABEL.

    It gets an entry in versions.yml, which is to be committed next; from then on it stays at /v/LABEL/.
    Results are never part of a version.
    """
    try:
        file = releasing.release(root, label, day=date.date() if date else None)
    except releasing.CannotRelease as error:
        wrong_use(str(error))
    click.echo(f"version {label} is in {file.relative_to(root)}; commit that file to publish it")
