"""Finds what guides name but do not define: transactions, profiles, actors, proposals, with addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.importers.ihe_ig.catalog import Catalog
from generator.importers.ihe_ig.drafts import Draft
from generator.importers.ihe_ig.existing import Existing
from generator.importers.ihe_ig.grid import plain_text
from generator.importers.ihe_ig.identity import is_url
from generator.importers.ihe_ig.settings import text_of
from generator.importers.ihe_ig.words import ids_in

_CITED = re.compile(
    r"\[([A-Za-z][A-Za-z0-9]{0,15}(?:-[A-Za-z]{1,15})?-[0-9]{1,6}(?:-[A-Z0-9]{1,4})?)\](?![(\[{])"
)
_CITED_SECTION = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z]{1,12}) TF-2[a-z]?x?:\s?(?:2:)?([0-9]{1,2})\.([0-9]{1,4})(?![0-9])"
)
_FRAMEWORK = re.compile(r"(?<![\w-])([A-Z]{2,12}) TF-[1-4]")
_PROPOSAL = "CP-"
_WINDOW = 250
_SMALL = frozenset(["of", "and", "for", "the", "to", "in", "on", "with", "by", "a", "an", "or", "from"])

Wanted = dict[tuple[str, str], tuple[str, str]]


def wanted(
    drafts: Sequence[Draft],
    catalog: Catalog,
    texts: Sequence[tuple[str, str]],
    existing: Existing,
) -> tuple[Wanted, set[tuple[str, str]]]:
    """Rows for what is only named, by kind and key, with name and address; and what is defined.

    `texts` are the texts of all pages, each with the published address of the guide it comes from.
    """
    defined = _defined(drafts, catalog, existing)
    addresses = _addresses(drafts)
    found: Wanted = {}
    for key, given in catalog.foreign.items():
        found["transaction", key] = (given.name, addresses.get(key, given.url))
    for draft in drafts:
        _profiles(draft, found, addresses)
        _actors(draft, found, catalog)
    domains = {text_of(entry, "key") for entry in existing.domains} | {
        draft.identity.domain for draft in drafts
    }
    domains |= set(map(existing.domain_of, domains))
    domains |= {match[1] for text, _ in texts for match in _FRAMEWORK.finditer(text)}
    domains |= {key.split("-")[0] for key in addresses if ids_in(key) == (key,)}
    names = _given_names(drafts)
    for key, name, url in _cited(texts, domains):
        kind = "change-proposal" if key.startswith(_PROPOSAL) else "transaction"
        found.setdefault((kind, key), (names.get(key) or name or key, addresses.get(key, url)))
    return {each: row for each, row in found.items() if (each[0], each[1].casefold()) not in defined}, defined


def _defined(drafts: Sequence[Draft], catalog: Catalog, existing: Existing) -> set[tuple[str, str]]:
    found = {("transaction", key.casefold()) for key in catalog.transactions}
    found |= {("transaction", key) for key in existing.transactions}
    found |= {("actor", key.casefold()) for key in catalog.actors}
    found |= {("profile", draft.identity.key.casefold()) for draft in drafts}
    return found | {("profile", key) for key in existing.profiles}


def _addresses(drafts: Sequence[Draft]) -> dict[str, str]:
    """Addresses by id or profile key: those whose file is named so, else those whose link says so."""
    by_file: dict[str, str] = {}
    by_text: dict[str, str] = {}
    for draft in drafts:
        for page in draft.pages:
            for _, destination, text in page.links:
                if not is_url(destination):
                    continue
                for id in ids_in(_file_of(destination)):
                    by_file.setdefault(id, destination.partition("#")[0])
                words = plain_text(text).strip("[] ")
                for id in ids_in(words)[:1]:
                    by_text.setdefault(id, destination)
                if words and " " not in words:
                    by_text.setdefault(words, destination)
    return by_text | by_file


def _file_of(address: str) -> str:
    return address.partition("#")[0].rsplit("/", 1)[-1].removesuffix(".html").upper().replace("_", "-")


def _profiles(draft: Draft, found: Wanted, addresses: Mapping[str, str]) -> None:
    for key, address in draft.identity.related.items():
        found.setdefault(("profile", key), (key, address))
    for grouping in draft.groupings:
        for target in (*grouping.all_of, *grouping.any_of):
            address = target.url or addresses.get(target.profile, draft.identity.canonical)
            found.setdefault(("profile", target.profile), (target.profile, address))


def _actors(draft: Draft, found: Wanted, catalog: Catalog) -> None:
    for grouping in draft.groupings:
        for target in (*grouping.all_of, *grouping.any_of):
            if target.actor not in catalog.actors:
                address = target.url or draft.identity.canonical
                found.setdefault(("actor", target.actor), (target.actor_name, address))
    for given in catalog.foreign.values():
        for role in given.roles:
            for actor in role.actors:
                if actor not in catalog.actors:
                    found.setdefault(
                        ("actor", actor), (actor.replace("-", " ").title(), draft.identity.canonical)
                    )


def _given_names(drafts: Sequence[Draft]) -> dict[str, str]:
    """The name that guides give an id most often where name and id stand alone."""
    counts: dict[str, Counter[str]] = {}
    for draft in drafts:
        for named in draft.names:
            counts.setdefault(named.transaction, Counter())[named.name] += 1
    return {key: count.most_common(1)[0][0] for key, count in counts.items()}


def _cited(texts: Sequence[tuple[str, str]], domains: set[str]) -> Iterator[tuple[str, str, str]]:
    """Ids between brackets, and those a section of Volume 2 stands for: name before each, who cites it."""
    names: dict[str, Counter[str]] = {}
    urls: dict[str, str] = {}
    for text, url in texts:
        for match in _CITED.finditer(text):
            key = match[1].upper() if match[1].upper().startswith(_PROPOSAL) else match[1]
            if key.split("-")[0].upper() in domains or key.startswith(_PROPOSAL):
                name = _name_before(text[max(0, match.start() - _WINDOW) : match.start()])
                names.setdefault(key, Counter())[name] += 1
                urls.setdefault(key, url)
        for match in _CITED_SECTION.finditer(text):
            if match[1] in domains:
                key = f"{match[1]}-{match[3]}"
                names.setdefault(key, Counter())
                urls.setdefault(key, url)
    for key in sorted(names):
        named = {name: count for name, count in names[key].items() if name}
        yield key, max(sorted(named), key=lambda name: (named[name], len(name)), default=""), urls[key]


def _name_before(text: str) -> str:
    """The words with capital letters that directly precede an id."""
    linked, found, address = text.rstrip().rpartition("](")
    if found and address.endswith(")") and ")" not in address[:-1]:
        text = linked[linked.rfind("[") + 1 :]
    words: list[str] = []
    for word in reversed(text.split()):
        plain = word.strip('*_`"“”‘’')
        is_first = plain.startswith("(")
        plain = plain.removeprefix("(")
        if plain != plain.strip(",;:()[].|") or not plain:
            break
        if not (
            plain[0].isupper() or plain[0].isdigit() or plain.casefold() in _SMALL or plain.startswith("$")
        ):
            break
        words.insert(0, plain)
        if is_first:
            break
    while words and (
        words[0].casefold() in _SMALL or words[0].casefold() in ("see", "this", "these", "transaction")
    ):
        words.pop(0)
    return " ".join(words) if 1 < len(words) <= 8 and words[-1].casefold() not in _SMALL else ""
