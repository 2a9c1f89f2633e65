"""Facts that several page kinds show, computed in one place each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.sections import HOME
from generator.records.base import Record, RecordId
from generator.records.framework import Domain, Role, RoleKind, Status, Transaction
from generator.records.profiles import Profile, ProfileActor, TransactionUse
from generator.records.prose import Document
from generator.records.requirements import Requirement
from generator.site import Page, PageLink

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileUse:
    """That an actor of a profile uses a transaction, in a role of it (None where that is unknown)."""

    profile: Profile
    actor: ProfileActor
    use: TransactionUse
    role: Role | None

    @property
    def does(self) -> str:
        """What the actor does: initiates, responds, both or acts alone."""
        return _DOES[self.role.kind] if self.role is not None else ""


_DOES = {
    RoleKind.INITIATOR: message("Initiator"),
    RoleKind.RESPONDER: message("Responder"),
    RoleKind.BOTH: message("Initiator and responder"),
    RoleKind.ALONE: message("Alone"),
}


def uses_of(graph: Graph, profile: Profile) -> Iterator[ProfileUse]:
    """Every row of a profile's table of actors and transactions, as it was written."""
    for actor in profile.actors:
        for use in actor.transactions:
            transaction = graph.find(use.transaction)
            roles = transaction.roles if transaction is not None else ()
            role = next((role for role in roles if role.key == use.role.key), None)
            yield ProfileUse(profile=profile, actor=actor, use=use, role=role)


def uses_of_transaction(graph: Graph, transaction: Transaction) -> tuple[ProfileUse, ...]:
    """Every row of every profile that uses `transaction`, in key order of the profiles."""
    return tuple(
        row
        for profile in graph.users(transaction, Profile, "actors.")
        for row in uses_of(graph, profile)
        if row.use.transaction.key == transaction.key
    )


def status_of(profile: Profile) -> Status:
    """The status of a profile's newest version."""
    return profile.history[0].status


def domain_of(graph: Graph, record: Record) -> Domain | None:
    """The domain that owns `record`; None where it has none."""
    ref = getattr(record, "domain", None)
    return graph.find(ref) if ref is not None else None


def domain_key(graph: Graph, record: Record) -> str:
    """The key of the domain that owns `record`, or an empty text."""
    domain = domain_of(graph, record)
    return domain.key if domain is not None else ""


def page_link(record: Record) -> PageLink:
    """A link to a record's page, by the record's title."""
    return PageLink(title=record.title, name=str(record.id))


def requirements_by_owner(graph: Graph) -> Iterator[tuple[Record | None, tuple[Requirement, ...]]]:
    """Each profile or transaction that has requirements, and these; last, under None, those of no such."""
    groups: dict[RecordId | None, list[Requirement]] = {}
    for requirement in graph.all(Requirement).values():
        ref = requirement.belongs_to
        groups.setdefault(RecordId(ref.kinds[0], ref.key) if ref is not None else None, []).append(
            requirement
        )
    for id in sorted(groups, key=lambda id: id is None):
        yield graph.by_id(id) if id is not None else None, tuple(groups[id])


def trail(*links: PageLink | None) -> tuple[PageLink, ...]:
    """Breadcrumbs: home, then the given pages."""
    return (HOME, *(link for link in links if link is not None))


def with_neighbours(pages: Sequence[Page]) -> Iterator[Page]:
    """The same pages, each with links to the one before and the one after it."""
    links = [PageLink(title=page.title, name=page.name) for page in pages]
    for place, page in enumerate(pages):
        yield replace(
            page,
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < len(pages) else None,
        )


def grouped_by_domain(graph: Graph, records: Iterable[Record]) -> Mapping[str, list[Record]]:
    """Records by the key of their domain, domains in key order, records in the order given."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(domain_key(graph, record), []).append(record)
    return dict(sorted(groups.items()))


def description_of(document: Document, most: int = DESCRIPTION_LENGTH) -> str:
    """The first words of a text without its markup, as other sites show them beside a link."""
    words = " ".join(
        child.content
        for token in document.tokens
        for child in token.children or ()
        if child.type in ("text", "code_inline", "citation", "softbreak")
    ).split()
    kept = list(itertools.accumulate(words, lambda line, word: f"{line} {word}"))
    fitting = [line for line in kept if len(line) <= most]
    if not fitting:
        return ""
    return fitting[-1] if len(fitting) == len(kept) else f"{fitting[-1]} …"


def canonical_url(config: SiteConfig, record: Record) -> str:
    """The address at which a record's page is cited."""
    return f"{config.site.url.rstrip('/')}/{address_of(record)}"
