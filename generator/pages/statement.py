"""The page of an integration statement: what a vendor claims of a product, in the layout of the field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.completions import Notice, notice_for, source_of
from generator.pages.facts import page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.public import PublicGraph
from generator.records.base import Ref
from generator.records.framework import Transaction
from generator.records.organizations import Organization
from generator.records.profiles import Optionality, Profile
from generator.records.statements import Claim, IntegrationStatement
from generator.site import Page, SearchEntry
from generator.tallies import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim and the transactions that the profile requires of its actor."""

    claim: Claim
    required: tuple[Ref[Transaction], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """What a statement's page shows. `tally`: its organization's published results, which are no claim."""

    statement: IntegrationStatement
    organization: Organization
    lines: tuple[ClaimLine, ...]
    tally: Tally
    statement_disclaimer: str
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a statement, in key order."""
    statements = graph.all(IntegrationStatement).values()
    yield from with_neighbours([page for each in statements for page in _pages(graph, config, each)])


def _pages(graph: PublicGraph, config: SiteConfig, statement: IntegrationStatement) -> Iterator[Page]:
    organization = graph.find(statement.organization)
    if organization is None:
        return  # An error has been reported: nobody would be answerable for it.
    title = message(
        "Integration statement: %(title)s, %(organization)s, %(date)s",
        title=statement.title,
        organization=organization.name,
        date=str(statement.date),
    )
    yield Page(
        kind="statement",
        name=str(statement.id),
        address=address_of(statement),
        title=title,
        description=title,
        facts_of=lambda: _facts(graph, config, statement, organization),
        position=statement.position,
        section="statements",
        breadcrumbs=trail(section_link(IntegrationStatement), page_link(organization)),
        source=source_of(config, statement),
        search=SearchEntry(
            kind=message("Statement"),
            year=str(statement.date.year),
            ids=(statement.key,),
            synonyms=(statement.title,),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, statement: IntegrationStatement, organization: Organization
) -> StatementFacts:
    rows = graph.completed.by_organization.get(organization.key, ())
    return StatementFacts(
        statement=statement,
        organization=organization,
        lines=tuple(
            ClaimLine(claim=claim, required=tuple(_required(graph, claim))) for claim in statement.claims
        ),
        tally=tally(rows),
        statement_disclaimer=config.publication.disclaimers.statements,
        notice=notice_for(config, (), is_demonstration=organization.demonstration),
    )


def _required(graph: PublicGraph, claim: Claim) -> Iterator[Ref[Transaction]]:
    profile = graph.find(claim.profile)
    for actor in profile.actors if isinstance(profile, Profile) else ():
        if actor.actor.key.lower() == claim.actor.key.lower():
            yield from (
                use.transaction for use in actor.transactions if use.optionality is Optionality.REQUIRED
            )
