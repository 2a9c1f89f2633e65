"""Tells what a change means."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.caching.kept import kept_of
from generator.change_reports import Heading, as_html, as_json, as_markdown
from generator.commands import options
from generator.comparing import NotComparable, compare
from generator.publishing.folder import write_whole
from generator.remembering import remembered
from generator.revisions import UnknownRevision
from generator.telling.printable import printable
from generator.terminal import wrong_use

_FORMS = {"markdown": as_markdown, "json": as_json, "html": as_html}


@click.command("diff")
@click.argument("base", metavar="BASE")
@options.root
@click.option("--against", help="Compare BASE with this instead of the working folder.", metavar="OTHER")
@click.option(
    "--format", "form", type=click.Choice(list(_FORMS)), default="markdown", help="How it is written."
)
@click.option(
    "--output", type=options.NewFile, help="Where it goes; by default it is printed.", metavar="FILE"
)
@options.date
@options.profile
@options.quiet
def command(
    base: str,
    root: Path,
    against: str | None,
    form: str,
    output: Path | None,
    date: datetime.datetime | None,
    quiet: bool,
) -> None:
    """Tell what changed since BASE, in the field's words, and what that reaches.

    BASE is a folder with a configuration, the label of a published version, or a revision of the repository
    (main, HEAD~3, a tag). What may not be published is in neither side: the working folder and the date
    decide about results of both.
    """
    try:
        day = date.date() if date else None
        with kept_of(root) as kept:
            known = remembered(kept)
        compared = compare(root, base, against=against, date=day, known=known)
    except (UnknownRevision, NotComparable) as error:
        wrong_use(str(error))
    heading = Heading(
        base=compared.base, other=compared.other, date=compared.date, is_whole=compared.is_whole
    )
    text = _FORMS[form](compared.comparison, heading)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(output, text.encode("utf-8", "replace"))
    except OSError as error:
        wrong_use(f"{output}: {error.strerror or error}")
    if not quiet:
        number = len(compared.comparison.records)
        click.echo(printable(f"{output}: {number:,} record{'s' * (number != 1)} changed"))
