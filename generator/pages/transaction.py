"""The page of a transaction: roles, messages, the rules, and every profile that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagrams import SequenceDiagram
from generator.messages import joined, message, words
from generator.pages.addresses import address_of
from generator.pages.diagrams import message_diagram
from generator.pages.facts import (
    ProfileUse,
    canonical_url,
    domain_key,
    domain_of,
    page_link,
    trail,
    uses_of_transaction,
    with_neighbours,
)
from generator.pages.sections import section_link
from generator.pages.traces import PartyTable, party_table, trace_link
from generator.public import PublicGraph
from generator.records.framework import (
    ChangeProposal,
    Domain,
    NationalExtension,
    Transaction,
)
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.site import Page, SearchEntry
from generator.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFacts:
    """What a transaction's page shows. `section` is where a citation finds it, as in `ITI TF-2: 3.65`."""

    transaction: Transaction
    domain: Domain | None
    section: str
    role_names: dict[str, str]
    diagram: SequenceDiagram | None
    uses: tuple[ProfileUse, ...]
    requirements: tuple[Requirement, ...]
    scenarios: tuple[Scenario, ...]
    proposals: tuple[ChangeProposal, ...]
    extensions: tuple[NationalExtension, ...]
    url: str
    exercised: int
    trace: PartyTable


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a transaction, in key order."""
    trace = graph.once(Trace)
    yield from with_neighbours(
        [_page(graph, config, trace, each) for each in graph.all(Transaction).values()]
    )


def _page(graph: PublicGraph, config: SiteConfig, trace: Trace, transaction: Transaction) -> Page:
    domain = domain_of(graph, transaction)
    return Page(
        kind="transaction",
        name=str(transaction.id),
        address=address_of(transaction),
        title=f"{transaction.name} [{transaction.key}]",
        description=_description(transaction),
        facts_of=lambda: _facts(graph, config, trace, transaction),
        position=transaction.position,
        section="transactions",
        breadcrumbs=trail(section_link(Transaction), page_link(domain) if domain else None),
        source=transaction.position.path,
        search=SearchEntry(
            kind=message("Transaction"),
            domain=domain_key(graph, transaction),
            status=transaction.status.value,
            ids=(transaction.key,),
            synonyms=(transaction.name, *transaction.aliases),
        ),
    )


def _facts(
    graph: PublicGraph, config: SiteConfig, trace: Trace, transaction: Transaction
) -> TransactionFacts:
    domain = domain_of(graph, transaction)
    requirements = graph.users(transaction, Requirement, "transaction")
    return TransactionFacts(
        transaction=transaction,
        domain=domain,
        section=_section(transaction, domain),
        role_names={role.key: role.name for role in transaction.roles},
        diagram=message_diagram(graph, transaction),
        uses=uses_of_transaction(graph, transaction),
        requirements=requirements,
        scenarios=graph.users(transaction, Scenario),
        proposals=graph.users(transaction, ChangeProposal),
        extensions=graph.users(transaction, NationalExtension),
        url=canonical_url(config, transaction),
        exercised=sum(1 for each in requirements if trace.of_requirement(each)),
        trace=_trace_table(graph, config, trace, transaction),
    )


def _description(transaction: Transaction) -> str:
    roles = [
        message("%(role)s (%(kind)s)", role=role.name, kind=words(role.kind)) for role in transaction.roles
    ]
    title = f"{transaction.name} [{transaction.key}]"
    return message("%(transaction)s: %(roles)s", transaction=title, roles=joined(roles))


def _trace_table(
    graph: PublicGraph, config: SiteConfig, trace: Trace, transaction: Transaction
) -> PartyTable:
    exercises = trace.of_transaction(transaction)
    named = (graph.find(ref) for each in exercises for ref in each.scenario.profiles)
    profile = next((each for each in named if each is not None), None)
    return party_table(
        config,
        trace,
        (party for each in exercises for party in each.parties),
        page=trace_link(profile) if profile is not None else None,
    )


def _section(transaction: Transaction, domain: Domain | None) -> str:
    if domain is None:
        return transaction.section or ""
    number = transaction.key.rpartition("-")[2].lstrip("0")
    section = transaction.section or f"{domain.transaction_section}.{number}"
    return f"{domain.key} {domain.transaction_volume}: {section}"
