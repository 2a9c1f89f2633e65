"""Writes skeletons of new content."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from generator import drafting, pipeline
from generator.commands import options
from generator.config import SiteSection
from generator.reading.fields import fields_of, form_of
from generator.telling.printable import printable
from generator.terminal import ERRORS_FOUND, print_all, wrong_use

_URL = form_of(next(field.hint for field in fields_of(SiteSection) if field.name == "url"))
_key = click.argument("key", metavar="KEY")
_name = click.option("--name", help="What it is called; by default made from KEY.", metavar="TEXT")
_domain = click.option("--domain", help="Its domain, where there are several.", metavar="KEY")
_country = click.option(
    "--country", default="ZZ", help="Two capital letters; ZZ: not known yet.", metavar="CODE"
)
_date = click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="That of its first version; today.",
    metavar="YYYY-MM-DD",
)


@click.group("new")
def command() -> None:
    """Begin new content with a skeleton that passes the checks. Nothing is overwritten."""


def _write(root: Path, draft: Callable[[], Sequence[str]]) -> None:
    """Writes a draft, and tells what the checks say of its files."""
    try:
        written = draft()
    except drafting.CannotDraft as error:
        wrong_use(str(error))
    except OSError as error:
        wrong_use(f"{error.filename or root}: {error.strerror or error}")
    for path in written:
        if not path.startswith(f"{drafting.SCHEMAS}/"):
            click.echo(printable(path))
    found = [each for each in pipeline.check(root).diagnostics if each.position.path in written]
    print_all(found)
    if any(each.is_error for each in found):
        sys.exit(ERRORS_FOUND)


@command.command("site")
@click.argument("folder", type=options.Folder, default=Path("."), metavar="[FOLDER]")
@click.option(
    "--name", default="Example Technical Framework", help="What the site is called.", metavar="TEXT"
)
@click.option("--url", default="https://example.org/", help="Where it will be published.", metavar="URL")
@_date
def new_site(folder: Path, name: str, url: str, date: datetime.datetime | None) -> None:
    """Make a whole root that builds, with one of each: domain, transaction, profile, scenario."""
    if _URL is None or not re.fullmatch(_URL.pattern, url):
        wrong_use(f"{url} is no address that begins with https:// or http:// and a host")
    root = folder.resolve()
    _write(root, lambda: drafting.draft_site(root, _day(date), name, url))


@command.command("domain")
@_key
@_name
@options.root
def new_domain(key: str, name: str | None, root: Path) -> None:
    """Add a domain to the list of domains."""
    _write(root, lambda: drafting.draft_domain(root, key, name=name))


@command.command("actor")
@_key
@_domain
@_name
@options.root
def new_actor(key: str, domain: str | None, name: str | None, root: Path) -> None:
    """Add an actor to its domain's list."""
    _write(root, lambda: drafting.draft_actor(root, key, domain=domain, name=name))


@command.command("transaction")
@_key
@_domain
@_name
@click.option("--initiator", help="The actor that begins it.", metavar="ACTOR")
@click.option("--responder", help="The actor that answers.", metavar="ACTOR")
@options.root
def new_transaction(
    key: str,
    domain: str | None,
    name: str | None,
    initiator: str | None,
    responder: str | None,
    root: Path,
) -> None:
    """Begin a transaction."""
    _write(
        root,
        lambda: drafting.draft_transaction(
            root, key, domain=domain, name=name, initiator=initiator, responder=responder
        ),
    )


@command.command("profile")
@_key
@_domain
@_name
@click.option(
    "--transaction", "transactions", multiple=True, metavar="KEY", help="One that it uses; repeat for more."
)
@_date
@options.root
def new_profile(
    key: str,
    domain: str | None,
    name: str | None,
    transactions: tuple[str, ...],
    date: datetime.datetime | None,
    root: Path,
) -> None:
    """Begin a profile: its model, with the actors of the transactions that it uses, and its text."""
    _write(
        root,
        lambda: drafting.draft_profile(
            root, key, _day(date), domain=domain, name=name, transactions=transactions
        ),
    )


@command.command("scenario")
@_key
@click.option("--profile", help="The profile that it tests, where there are several.", metavar="KEY")
@_name
@options.root
def new_scenario(key: str, profile: str | None, name: str | None, root: Path) -> None:
    """Begin a scenario of a profile."""
    _write(root, lambda: drafting.draft_scenario(root, key, profile=profile, name=name))


@command.command("session")
@_key
@click.option(
    "--start",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Its first day.",
    metavar="YYYY-MM-DD",
)
@_name
@click.option("--region", default="worldwide", help="Such as europe.", metavar="WORD")
@click.option("--city", default="City", help="Where it takes place.", metavar="TEXT")
@_country
@options.root
def new_session(
    key: str, start: datetime.datetime, name: str | None, region: str, city: str, country: str, root: Path
) -> None:
    """Begin a testing session; nothing of it is shown before its `publish_on`."""
    _write(
        root,
        lambda: drafting.draft_session(
            root, key, start.date(), name=name, region=region, city=city, country=country
        ),
    )


@command.command("organization")
@_key
@_name
@_country
@options.root
def new_organization(key: str, name: str | None, country: str, root: Path) -> None:
    """Add an organization to the list of those that took part."""
    _write(root, lambda: drafting.draft_organization(root, key, name=name, country=country))


@command.command("system")
@_key
@click.option("--organization", required=True, help="Who brings it.", metavar="KEY")
@click.option("--session", help="Where it is brought to, where there are several.", metavar="KEY")
@_name
@click.option("--version", default="1.0", help="Its version.", metavar="TEXT")
@options.root
def new_system(
    key: str, organization: str, session: str | None, name: str | None, version: str, root: Path
) -> None:
    """Add a system to the list of a session."""
    _write(
        root,
        lambda: drafting.draft_system(
            root, key, organization=organization, session=session, name=name, version=version
        ),
    )


def _day(date: datetime.datetime | None) -> datetime.date:
    return date.date() if date else datetime.date.today()
