"""Asks whether the pages of others that a site links to are still there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.asking import Answer, ask, outside_links
from generator.telling.printable import printable
from generator.terminal import ERRORS_FOUND, wrong_use


@click.command("links")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="SITE")
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Seconds between two questions to one host.",
)
def command(site: Path, wait: float) -> None:
    """Ask for each outside link of a built site; exit 1 if one leads nowhere.

    Links within the site are checked by every build. What a host refuses to programs is listed, no error.
    """
    links = outside_links(site)
    if not any(site.rglob("*.html")):
        wrong_use(f"{site} has no pages; build the site first")
    answers = sorted(ask(links, wait), key=lambda each: each.url)
    for answer in answers:
        if answer.is_broken:
            click.echo(_told(answer, "broken"))
        elif answer.is_unclear:
            click.echo(_told(answer, "not for programs"))
    broken = sum(answer.is_broken for answer in answers)
    click.echo(f"{len(answers)} outside links, {broken} broken")
    if broken:
        sys.exit(ERRORS_FOUND)


def _told(answer: Answer, label: str) -> str:
    others = len(answer.pages) - 1
    more = f" and {others} more page{'s' * (others != 1)}" if others else ""
    return printable(
        f"{label}: {answer.url} ({answer.status or 'no answer'} {answer.reason}) on {answer.pages[0]}{more}"
    )
