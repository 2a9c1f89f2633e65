"""Skeletons of new content: valid files to begin with; nothing that is there is overwritten."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from generator.drafting.desk import CannotDraft, name_from, refuse_taken, sit_down, skeleton
from generator.drafting.exchanges import actors_of, exchange_of
from generator.drafting.schema_lines import schema_line
from generator.publishing.folder import write_whole
from generator.reading.layout import CONFIG_KIND, CONFIG_PATH
from generator.reading.schema import schemas
from generator.records.framework import Actor, Domain, Transaction
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.scenarios import Scenario
from generator.records.sessions import System, TestingSession

__all__ = ["CannotDraft"]

SCHEMAS = "schemas"
_COUNTRY = re.compile("[A-Z]{2}")
_REGION = re.compile("[a-z]+(-[a-z]+)*")


def draft_site(folder: Path, date: datetime.date, name: str, url: str) -> tuple[str, ...]:
    """A root that builds, begun on `date`: a domain, two actors, a transaction, a profile, a scenario.

    Raises: CannotDraft if the folder has a file of that name; OSError if one cannot be written.
    """
    line = schema_line(CONFIG_KIND, CONFIG_PATH, SCHEMAS)
    files = {
        CONFIG_PATH: line + skeleton("site_config.yml", {"name": name_from("", name), "url": url}),
        ".gitignore": skeleton("ignored", {}),
        "framework/pages/about.md": skeleton("page.md", {}),
        **{f"{SCHEMAS}/{schema}": text for schema, text in schemas().items()},
    }
    begun = ("framework/domains.yml", "framework/ex", "profiles/ex")
    refuse_taken(folder, [*files, *begun])
    for path, text in files.items():
        write_whole(folder / path, text.encode())
    written = (
        *files,
        *draft_domain(folder, "EX", name="Example Domain"),
        *draft_actor(folder, "report-sender"),
        *draft_actor(folder, "report-receiver"),
        *draft_transaction(
            folder,
            "EX-1",
            name="Send Report",
            initiator="report-sender",
            responder="report-receiver",
        ),
        *draft_profile(folder, "REP", date, name="Exchange of Reports", transactions=["EX-1"]),
        *draft_scenario(folder, "REP-send-report", name="Send a report"),
    )
    return tuple(dict.fromkeys(written))


def draft_domain(root: Path, key: str, *, name: str | None = None) -> tuple[str, ...]:
    """A domain, as an entry of the list of domains."""
    desk = sit_down(root)
    name = name_from(desk.new_key(Domain, key), name)
    values = {"key": key, "name": name, "committee": f"Committee of {name}", "url": desk.config.site.url}
    return desk.append(
        "domains", f"{desk.config.content.framework}/domains.yml", skeleton("domain.yml", values)
    )


def draft_actor(
    root: Path, key: str, *, domain: str | None = None, name: str | None = None
) -> tuple[str, ...]:
    """An actor, as an entry of its domain's list."""
    desk = sit_down(root)
    owner = desk.only(Domain, domain)
    entry = skeleton("actor.yml", {"key": desk.new_key(Actor, key), "name": name_from(key, name)})
    return desk.append("actors", f"{desk.config.content.framework}/{owner.key.lower()}/actors.yml", entry)


def draft_transaction(
    root: Path,
    key: str,
    *,
    domain: str | None = None,
    name: str | None = None,
    initiator: str | None = None,
    responder: str | None = None,
) -> tuple[str, ...]:
    """A transaction, with its roles and messages where its actors are named."""
    desk = sit_down(root)
    owner = desk.only(Domain, domain)
    name = name_from(desk.new_key(Transaction, key), name)
    if responder and not initiator:
        raise CannotDraft("--responder needs an --initiator")
    values = {
        "key": key,
        "name": name,
        "initiator": desk.find(Actor, initiator) if initiator else None,
        "responder": desk.find(Actor, responder) if responder else None,
        "request": f"{name} Request",
        "response": f"{name} Response",
    }
    path = f"{desk.config.content.framework}/{owner.key.lower()}/transactions/{key.lower()}.md"
    return desk.write({path: skeleton("transaction.md", values)})


def draft_profile(
    root: Path,
    key: str,
    date: datetime.date,
    *,
    domain: str | None = None,
    name: str | None = None,
    transactions: Sequence[str] = (),
) -> tuple[str, ...]:
    """A profile's model and text, its first version of `date`; its actors are those of `transactions`."""
    desk = sit_down(root)
    owner = desk.only(Domain, domain)
    used = [desk.find(Transaction, each) for each in dict.fromkeys(transactions)]
    folder = f"{desk.config.content.profiles}/{owner.key.lower()}/{desk.new_key(Profile, key).lower()}"
    values = {
        "line": desk.line("profile", f"{folder}/profile.yml"),
        "key": key,
        "name": name_from(key, name),
        "domain": owner.key,
        "date": date,
        "actors": actors_of(used),
    }
    return desk.write(
        {
            f"{folder}/profile.yml": skeleton("profile.yml", values),
            f"{folder}/index.md": skeleton("profile.md", {}),
        }
    )


def draft_scenario(
    root: Path, key: str, *, profile: str | None = None, name: str | None = None
) -> tuple[str, ...]:
    """A scenario of a profile, which begins with an exchange that the profile has."""
    desk = sit_down(root)
    tested = desk.only(Profile, profile)
    exchange = exchange_of(tested, desk.all(Transaction))
    if exchange is None:
        raise CannotDraft(
            f"{tested.key} lists no actor yet, and a scenario needs one: add actors to its profile.yml"
        )
    folder = tested.position.path.rpartition("/")[0]
    path = f"{folder}/scenarios/{desk.new_key(Scenario, key).lower()}.yml"
    values = {
        "line": desk.line("scenario", path),
        "key": key,
        "name": name_from(key, name),
        "profile": tested.key,
        "exchange": exchange,
    }
    return desk.write({path: skeleton("scenario.yml", values)})


def draft_session(
    root: Path,
    key: str,
    start: datetime.date,
    *,
    name: str | None = None,
    region: str = "worldwide",
    city: str = "City",
    country: str = "ZZ",
) -> tuple[str, ...]:
    """A testing session of five days, published a month after its end, without results yet."""
    desk = sit_down(root)
    path = f"{desk.config.content.results}/{desk.new_key(TestingSession, key).lower()}/session.yml"
    if not _REGION.fullmatch(region):
        raise CannotDraft(f"{region!r} is no region: small letters, such as north-america")
    end = start + datetime.timedelta(days=4)
    values = {
        "line": desk.line("session", path),
        "key": key,
        "name": name_from(key, name),
        "region": region,
        "city": name_from("", city),
        "country": _country(country),
        "start": start,
        "end": end,
        "publish_on": end + datetime.timedelta(days=30),
    }
    return desk.write({path: skeleton("session.yml", values)})


def draft_organization(
    root: Path, key: str, *, name: str | None = None, country: str = "ZZ"
) -> tuple[str, ...]:
    """An organization, as an entry of the list of organizations."""
    desk = sit_down(root)
    values = {
        "key": desk.new_key(Organization, key),
        "name": name_from(key, name),
        "country": _country(country),
    }
    path = f"{desk.config.content.results}/organizations.yml"
    return desk.append("organizations", path, skeleton("organization.yml", values))


def draft_system(
    root: Path,
    key: str,
    *,
    organization: str,
    session: str | None = None,
    name: str | None = None,
    version: str = "1.0",
) -> tuple[str, ...]:
    """A system that an organization brings to a session, as an entry of the session's list."""
    desk = sit_down(root)
    event = desk.only(TestingSession, session)
    values = {
        "key": desk.new_key(System, key),
        "organization": desk.find(Organization, organization).key,
        "name": name_from(key, name),
        "version": name_from("", version),
    }
    path = f"{event.position.path.rpartition('/')[0]}/systems.yml"
    return desk.append("systems", path, skeleton("system.yml", values))


def _country(code: str) -> str:
    if not _COUNTRY.fullmatch(code):
        raise CannotDraft(f"{code!r} is no country: two capital letters, such as CH")
    return code
