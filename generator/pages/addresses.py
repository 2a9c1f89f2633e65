"""Where each record's page stands below the site's root: permanent addresses (design.md)."""

from __future__ import annotations

from generator.records.base import Record
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    FrameworkPage,
    GlossaryTerm,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfilePage
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement

_FOLDERS = {
    Domain.kind: "domains",
    Transaction.kind: "transactions",
    Actor.kind: "actors",
    ContentModule.kind: "content-modules",
    Standard.kind: "standards",
    Requirement.kind: "requirements",
    Scenario.kind: "scenarios",
    ChangeProposal.kind: "change-proposals",
    Supplement.kind: "supplements",
    NationalExtension.kind: "national-extensions",
    TestingSession.kind: "events",
    Organization.kind: "organizations",
    System.kind: "systems",
    IntegrationStatement.kind: "statements",
}


def address_of(record: Record) -> str:
    """The folder of `record`'s page, with a slash at its end, or `""` if it has no page of its own.

    A profile's `index.md` is shown on the profile's page and a term on the glossary's, so their addresses
    are that page's, with a fragment where one is needed.
    """
    if isinstance(record, Profile):
        return f"profiles/{record.domain.key.lower()}/{record.key.lower()}/"
    if isinstance(record, FrameworkPage):
        return f"framework/{_without_index(record.key.lower())}"
    if isinstance(record, GlossaryTerm):
        return f"glossary/#tf-term-{record.key.lower()}"
    folder = _FOLDERS.get(record.id.kind)
    return f"{folder}/{record.key.lower()}/" if folder else ""


def address_of_profile_page(page: ProfilePage, profile: Profile) -> str:
    """The folder of a profile's text page, below the profile's."""
    return address_of(profile) + _without_index(page.key.partition("/")[2].lower())


def address_of_results(profile: Profile) -> str:
    """The folder of the page with all published results of a profile."""
    return f"{address_of(profile)}results/"


def address_of_trace(profile: Profile) -> str:
    """The folder of the page that traces a profile."""
    return f"trace/{profile.key.lower()}/"


def _without_index(path: str) -> str:
    folder, _, last = path.rpartition("/")
    kept = folder if last == "index" else path
    return f"{kept}/" if kept else ""
