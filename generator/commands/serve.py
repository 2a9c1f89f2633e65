"""Builds the site and serves it on this machine."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.commands import options
from generator.commands.building import build
from generator.publishing.hosting import HEADERS, POLICY
from generator.serving import server
from generator.terminal import wrong_use


@click.command("serve")
@options.root
@options.output
@options.date
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any free one.")
def command(root: Path, output: Path | None, date: datetime.datetime | None, port: int) -> None:
    """Build the site and serve it on this machine."""
    outcome, folder = build(root, output, date, downloads=False)
    outcome.tell()
    assert folder is not None
    try:
        with server(folder, port=port, policy=HEADERS[POLICY]) as running:
            click.echo(f"http://{running.server_address[0]!s}:{running.server_address[1]}/ (Ctrl+C ends it)")
            running.serve_forever()
    except OSError as error:
        wrong_use(f"port {port} cannot be used: {error.strerror}")
    except KeyboardInterrupt:
        click.echo()
