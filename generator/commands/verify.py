"""Verifies a built site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands import options
from generator.telling.text import summary
from generator.terminal import ERRORS_FOUND, print_all, wrong_use
from generator.verifying import NoKey, NoSite, verify


@click.command("verify")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--key", type=options.File, help="The public key of who signed it, as PEM.", metavar="FILE")
@options.quiet
def command(site: Path, key: Path | None, quiet: bool) -> None:
    """Say what is wrong with SITE, a folder or zip file that a build made; exit 1 on errors.

    It is only read, and no host is asked for anything: files are compared with the site's manifest, links and
    anchors are followed, and nothing may be in it that is not to be shown.
    """
    try:
        found = verify(site, key)
    except (NoSite, NoKey) as error:
        wrong_use(str(error))
    print_all(found.diagnostics)
    if any(each.is_error for each in found.diagnostics):
        click.echo(summary(found.diagnostics), err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{site}: {found.files} files; {summary(found.diagnostics)}")
