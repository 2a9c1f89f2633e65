"""Signs the manifest of a built site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import options
from generator.terminal import wrong_use
from generator.verifying import NoKey, NoSite, sign


@click.command("sign")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", type=options.File, required=True, help="The private key, as PEM.", metavar="FILE")
@options.quiet
def command(site: Path, key: Path, quiet: bool) -> None:
    """Sign the manifest of SITE, a folder that a build made, with a key of your own.

    The signature goes into the site, as a DSSE envelope. The next build makes a site without one.
    """
    try:
        place = sign(site, key)
    except (NoSite, NoKey) as error:
        wrong_use(str(error))
    except OSError as error:
        wrong_use(f"{error.filename or site}: {error.strerror or error}")
    if not quiet:
        click.echo(f"signed: {place}")
