"""Prints the JSON Schemas of the content contract, and ties the files of a root to them."""

from __future__ import annotations

from pathlib import Path

import click

from generator import reading
from generator.commands import options
from generator.drafting.schema_lines import wire
from generator.reading.schema import schemas
from generator.terminal import wrong_use


@click.command("schema")
@click.option("--into", type=options.Folder, help="Write the schemas into this folder.", metavar="DIR")
@click.option("--wire", "is_wired", is_flag=True, help="Begin each YAML file of the root with its schema.")
@options.root
def command(into: Path | None, is_wired: bool, root: Path) -> None:
    """Print the JSON Schemas of the content contract, or write them into a folder.

    With --wire, each YAML file of the root names its schema in DIR in its first line, as editors expect it.
    """
    if is_wired and into is None:
        wrong_use("--wire needs --into: the folder of the schemas")
    if is_wired and into is not None and not into.resolve().is_relative_to(root):
        wrong_use(f"{into} is outside of {root}: other people's copies would not find the schemas")
    try:
        _write(into)
        if is_wired and into is not None:
            _wire(root, into)
    except OSError as error:
        wrong_use(f"{error.filename or root}: {error.strerror or error}")


def _write(into: Path | None) -> None:
    for name, text in schemas().items():
        if into is None:
            click.echo(text, nl=False)
        else:
            into.mkdir(parents=True, exist_ok=True)
            (into / name).write_text(text, encoding="utf-8")


def _wire(root: Path, into: Path) -> None:
    config = reading.read(root).config
    if config is None:
        wrong_use("site_config.yml is missing or has mistakes; `tfpub check` tells them")
    changed = wire(root, config, into.resolve().relative_to(root).as_posix())
    click.echo(f"{len(changed)} files name another schema than before, or name one now")
