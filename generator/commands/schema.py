"""Prints the JSON Schemas of the content contract."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import options
from generator.reading.schema import schemas


@click.command("schema")
@click.option("--into", type=options.Folder, help="Write the schemas into this folder.", metavar="DIR")
def command(into: Path | None) -> None:
    """Print the JSON Schemas of the content contract, or write them into a folder."""
    for name, text in schemas().items():
        if into is None:
            click.echo(text, nl=False)
        else:
            into.mkdir(parents=True, exist_ok=True)
            (into / name).write_text(text, encoding="utf-8")
