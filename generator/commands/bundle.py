"""Packs the site into one file."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from generator.commands import options
from generator.packing import pack_site
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.telling.text import summary
from generator.terminal import ERRORS_FOUND, print_all, refusals, wrong_use


@click.command("bundle")
@options.root
@click.option("--output", type=options.NewFile, help="Where the zip file goes.", metavar="FILE")
@options.date
@click.option("--profile", help="Make a copy of this profile alone.", metavar="KEY")
@click.option("--domain", help="Make a copy of this domain alone.", metavar="KEY")
@options.strict
@options.jobs
@options.quiet
def command(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    profile: str | None,
    domain: str | None,
    strict: bool,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Pack the site into one zip file that works when it is unzipped anywhere.

    By default the file is called after the site, and goes into the working folder.
    """
    if profile is not None and domain is not None:
        wrong_use("a copy is of a profile or of a domain, not of both")
    part = (Profile, profile) if profile is not None else (Domain, domain) if domain is not None else None
    day = date.date() if date else None
    with refusals(output or root):
        made = pack_site(root, output, part=part, date=day, strict=strict, jobs=jobs)
    print_all(made.checked.diagnostics)
    if made.path is None or made.file is None:
        click.echo(f"nothing written: {summary(made.checked.diagnostics)}", err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{made.path}: {made.file.size} bytes, SHA-256 {made.file.sha256}")
