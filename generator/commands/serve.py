"""Shows the site while its content is written."""

from __future__ import annotations

import datetime
from contextlib import suppress
from pathlib import Path

import click

from generator.caching.kept import kept_of
from generator.commands import options
from generator.live import shown
from generator.preview import Preview, State
from generator.remembering import remember, remembered
from generator.serving import LOOPBACK
from generator.telling.text import summary
from generator.terminal import print_all, refusals


@click.command("serve")
@options.root
@options.date
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any free one.")
@click.option("--host", default=LOOPBACK, help="Let others than this machine see it.", metavar="ADDRESS")
def command(root: Path, date: datetime.datetime | None, port: int, host: str) -> None:
    """Show the site on this machine, and follow what is written."""
    preview = _preview(root, date.date() if date else None)
    served = shown(preview, port=port, host=host, judged=_tell)
    with refusals(Path(f"port {port} of {host}")), suppress(KeyboardInterrupt), served as running:
        click.echo(f"{running.url} (Ctrl+C ends it)")
        if not running.is_local:
            click.echo("warning: whoever reaches this machine can read the site", err=True)
        running.serve_forever()


def _preview(root: Path, date: datetime.date | None) -> Preview:
    """The preview, which reads only what is not known from earlier."""
    with kept_of(root) as kept:
        before = remembered(kept)
        preview = Preview(root, date=date, before=before)
        if preview.board.state.snapshot is not None:
            remember(kept, preview.board.state.snapshot.content.reading, before)
    return preview


def _tell(state: State) -> None:
    print_all(state.known)
    click.echo(f"{datetime.datetime.now():%H:%M:%S} {summary(state.known)}")
