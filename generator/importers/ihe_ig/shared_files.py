"""Writes the files that all guides of a root share: configuration, domains, actors, outside names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.catalog import ActorRecord, Catalog
from generator.importers.ihe_ig.drafts import Draft
from generator.importers.ihe_ig.existing import DOMAINS, EXTERNAL, SITE, Entry, Existing
from generator.importers.ihe_ig.identity import is_url
from generator.importers.ihe_ig.settings import text_of
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.yaml_text import Tree, yaml_text

_COMMITTEE_WORDS = frozenset(["technical", "planning", "committee", "workgroup", "working", "group"])
_LONGEST_DEFINITION = 600


def site_file(existing: Existing) -> dict[str, str]:
    """A smallest configuration, if the root has none."""
    if SITE in existing.files:
        return {}
    site = {"name": "Technical Framework", "url": "https://example.org/"}
    return {SITE: yaml_text({"site": site, "publication": {"source": "private"}})}


def domains_file(
    drafts: Sequence[Draft], used: Iterable[str], catalog: Catalog, existing: Existing
) -> dict[str, str]:
    """The domains of the guides and of what they define, after those that the root has."""
    known = {text_of(entry, "key") for entry in existing.domains}
    wanted = sorted({existing.domain_of(domain) for domain in used} - known)
    entries = [
        _domain(key, [draft for draft in drafts if draft.identity.domain == key], catalog) for key in wanted
    ]
    return _appended(DOMAINS, entries, existing)


def _domain(key: str, drafts: Sequence[Draft], catalog: Catalog) -> dict[str, Tree]:
    publisher = next((draft.identity.publisher for draft in drafts if draft.identity.publisher), "")
    canonical = next((draft.identity.canonical for draft in drafts), "https://example.org/")
    url = next(
        (draft.identity.publisher_url for draft in drafts if is_url(draft.identity.publisher_url)), canonical
    )
    package = next((text_of(draft.guide.settings, "id").split(".")[0] for draft in drafts), "")
    name = _domain_name(publisher, package) or key
    tree: dict[str, Tree] = {
        "key": key,
        "name": name,
        "summary": f"Profiles and transactions of the {spans.plain(name)} domain.",
        "committee": {"name": publisher or key, "url": url},
    }
    section = _transaction_section(key, catalog)
    return tree | ({"transaction_section": section} if section else {})


def _domain_name(publisher: str, organization: str) -> str:
    """The publisher's name without the organization's before it and "Technical Committee" after it."""
    words = publisher.split()
    if words and words[0].casefold() == organization.casefold():
        words = words[1:]
    while words and words[-1].casefold() in _COMMITTEE_WORDS:
        words = words[:-1]
    return " ".join(words)


def _transaction_section(domain: str, catalog: Catalog) -> str:
    """The section that the domain's transactions stand in, as most of their own numbers begin."""
    begins = Counter(
        record.definition.section.split(".")[0]
        for record in catalog.transactions.values()
        if record.domain == domain and record.definition and record.definition.section
    )
    return begins.most_common(1)[0][0] if begins else ""


def actors_files(drafts: Sequence[Draft], catalog: Catalog, existing: Existing) -> dict[str, str]:
    """The actors of each domain, new ones after those that the root has."""
    users = {actor.key: draft.identity.name for draft in reversed(drafts) for actor in draft.actors}
    by_domain: dict[str, list[dict[str, Tree]]] = {}
    for actor in catalog.actors.values():
        if not actor.is_known:
            by_domain.setdefault(actor.domain, []).append(_actor(actor, users))
    files: dict[str, str] = {}
    for domain, entries in sorted(by_domain.items()):
        files.update(_appended(f"framework/{domain.lower()}/actors.yml", entries, existing))
    return files


def _actor(actor: ActorRecord, users: Mapping[str, str]) -> dict[str, Tree]:
    text = spans.plain(actor.definition[:_LONGEST_DEFINITION].strip())
    neutral = (
        f"An actor of {spans.plain(users[actor.key])}."
        if actor.key in users
        else "An actor of a transaction."
    )
    return {"key": actor.key, "name": actor.name, "definition": text or neutral}


def external_file(
    wanted: Mapping[tuple[str, str], tuple[str, str]], defined: set[tuple[str, str]], existing: Existing
) -> dict[str, str]:
    """What is named but not defined: the root's rows without those now defined, then new ones."""
    kept = [row for row in existing.externals if _name_of(row) not in defined]
    taken = {_name_of(row) for row in kept} | defined | {_name_of(row) for row in existing.tombstones}
    typed: dict[tuple[str, str], str] = {}
    for kind, key in wanted:
        typed.setdefault((kind, key.casefold()), key)
    new = [
        {"kind": kind, "key": key, "name": as_name(name) or key, "url": url}
        for (kind, key), (name, url) in sorted(wanted.items())
        if (kind, key.casefold()) not in taken and typed[kind, key.casefold()] == key
    ]
    if len(kept) == len(existing.externals):
        return _appended(EXTERNAL, new, existing)
    rows: list[Tree] = [
        {name: value for name, value in row.items() if isinstance(value, str)} for row in kept
    ]
    return {EXTERNAL: yaml_text([*rows, *new])}


def _name_of(row: Entry) -> tuple[str, str]:
    return text_of(row, "kind"), text_of(row, "key").casefold()


def _appended(path: str, entries: Sequence[Mapping[str, Tree]], existing: Existing) -> dict[str, str]:
    """The file with these entries after its own, which stay as they were typed."""
    if not entries:
        return {}
    before = existing.files.get(path, "").rstrip("\n")
    new = yaml_text(list(entries))
    return {path: f"{before}\n{new}" if before.strip() not in ("", "[]") else new}
