"""Finds what a section citation such as `ITI TF-2: 3.65` means: a transaction, a profile's heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.graph import Graph, Target
from generator.records.base import Record, RecordId
from generator.records.elsewhere import External
from generator.records.framework import ContentModule, Domain, Transaction
from generator.records.profiles import Profile, ProfilePage
from generator.records.prose import Citation, Document

_NUMBERED = re.compile(r"(?:[0-9][a-z]?:)?([A-Z0-9]+(?:\.[A-Za-z0-9]+)*)(?![A-Za-z0-9])")
_KEY_NUMBER = re.compile(r"-0*([0-9]+)\Z")


class SectionIndex:
    """Which record holds each numbered section of each domain's volumes.

    `find` gives a target, or None with `is_held` telling whether the chapter is defined here at all.
    """

    def __init__(self, graph: Graph) -> None:
        self._domains = domains_by_name(graph)
        self._profile_pages = _pages_by_profile(graph)
        self._holders: dict[tuple[str, str, str], Record | External] = {}
        for domain in graph.all(Domain).values():
            self._add_domain(graph, domain)

    def find(self, citation: Citation) -> tuple[Target | None, bool]:
        """Where the citation leads, and whether its chapter is defined in this root."""
        domain = self._domains.get(citation.domain.lower())
        if domain is None:
            return None, False
        volume = citation.volume.rstrip("abcdefghijklmnopqrstuvwxyz")
        holder, number = self._holder(domain, volume, citation.section)
        if holder is None:
            return None, False
        if isinstance(holder, External):
            return Target(url=holder.url), True
        if citation.section == number:
            return Target(id=holder.id), True
        return self._heading(holder, citation.section), True

    def _add_domain(self, graph: Graph, domain: Domain) -> None:
        for profile in graph.all(Profile).values():
            if profile.section and _is_of(profile.domain.key, domain):
                self._holders[domain.key, domain.profile_volume, profile.section] = profile
        for transaction in graph.all(Transaction).values():
            if _is_of(transaction.domain.key, domain):
                number = section_of(transaction.key, transaction.section, domain)
                self._holders[domain.key, domain.transaction_volume, number] = transaction
        for module in graph.all(ContentModule).values():
            if module.section and _is_of(module.domain.key, domain):
                self._holders[domain.key, domain.content_volume, module.section] = module
        for id, external in graph.externals.items():
            if id.kind == Transaction.kind and _is_of(id.key.rpartition("-")[0], domain):
                number = section_of(id.key, None, domain)
                self._holders.setdefault((domain.key, domain.transaction_volume, number), external)

    def _holder(self, domain: Domain, volume: str, section: str) -> tuple[Record | External | None, str]:
        parts = section.split(".")
        for length in range(len(parts), 0, -1):
            number = ".".join(parts[:length])
            holder = self._holders.get((domain.key, volume, number))
            if holder is not None:
                return holder, number
        return None, ""

    def _heading(self, holder: Record, section: str) -> Target | None:
        if isinstance(holder, Profile):
            bodies: Iterable[tuple[RecordId, Document]] = [
                (page.id, page.body) for page in self._profile_pages.get(holder.key.lower(), ())
            ]
        else:
            body = getattr(holder, "body", None)
            bodies = [(holder.id, body)] if isinstance(body, Document) else []
        for id, body in bodies:
            for heading in body.headings:
                found = _NUMBERED.match(heading.text)
                if found is not None and found[1] == section:
                    return Target(id=id, anchor=heading.anchor)
        return None


def section_of(key: str, section: str | None, domain: Domain) -> str:
    """The section that holds a transaction: its own, else `<transaction_section>.<number of its key>`."""
    if section is not None:
        return section
    number = _KEY_NUMBER.search(key)
    return f"{domain.transaction_section}.{number[1]}" if number else key


def domains_by_name(graph: Graph) -> Mapping[str, Domain]:
    """Domains by key and by former names, in lower case; a key wins over another's former name."""
    domains = graph.all(Domain).values()
    names = {alias.lower(): domain for domain in domains for alias in domain.aliases}
    return names | {domain.key.lower(): domain for domain in domains}


def _pages_by_profile(graph: Graph) -> Mapping[str, list[ProfilePage]]:
    pages: dict[str, list[ProfilePage]] = {}
    for page in graph.all(ProfilePage).values():
        pages.setdefault(page.profile.key.lower(), []).append(page)
    return pages


def _is_of(name: str, domain: Domain) -> bool:
    return name.lower() == domain.key.lower() or name.lower() in {alias.lower() for alias in domain.aliases}
