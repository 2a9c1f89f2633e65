"""What a root already holds, as far as an import has to respect it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.settings import Value, read_value, text_of

SITE = "site_config.yml"
DOMAINS = "framework/domains.yml"
EXTERNAL = "framework/external.yml"
TOMBSTONES = "framework/tombstones.yml"
LARGEST_FILE = 2_000_000

Entry = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """The records of a root, as nested text; keys of mappings are in lower case."""

    files: Mapping[str, str]
    domains: tuple[Entry, ...] = ()
    externals: tuple[Entry, ...] = ()
    tombstones: tuple[Entry, ...] = ()
    actors: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    transactions: Mapping[str, Entry] = field(default_factory=dict)
    profiles: Mapping[str, Entry] = field(default_factory=dict)

    def domain_of(self, name: str) -> str:
        """The key of the domain with this key or alias; the name itself if there is none."""
        for domain in self.domains:
            if name.casefold() in {
                other.casefold() for other in (text_of(domain, "key"), *texts_of(domain, "aliases"))
            }:
                return text_of(domain, "key")
        return name

    def players(self, transaction: str, unless: Container[str]) -> dict[str, str]:
        """The actors that use a transaction in the root's other profiles, and the key of each one's role."""
        found: dict[str, str] = {}
        for key, profile in self.profiles.items():
            for actor in entries_of(profile, "actors") if key not in unless else ():
                for use in entries_of(actor, "transactions"):
                    if text_of(use, "transaction").casefold() == transaction.casefold():
                        found.setdefault(text_of(actor, "actor"), text_of(use, "role"))
        return found


def look(files: Mapping[str, str], report: Report) -> Existing:
    """What these files of a root hold."""
    actors, transactions, profiles = {}, {}, {}
    for path in sorted(files):
        parts = path.split("/")
        if path.startswith("framework/") and path.endswith("/actors.yml") and len(parts) == 3:
            actors[path] = tuple(_entries(files, path, report))
        elif path.startswith("framework/") and parts[2:3] == ["transactions"] and path.endswith(".md"):
            entry = _front_matter(files[path], path, report)
            transactions[text_of(entry, "key").casefold()] = entry
        elif path.startswith("profiles/") and path.endswith("/profile.yml") and len(parts) == 4:
            value = _value(files[path], path, report)
            if isinstance(value, dict):
                profiles[text_of(value, "key").casefold()] = value
    return Existing(
        files=files,
        domains=tuple(_entries(files, DOMAINS, report)),
        externals=tuple(_entries(files, EXTERNAL, report)),
        tombstones=tuple(_entries(files, TOMBSTONES, report)),
        actors=actors,
        transactions=transactions,
        profiles=profiles,
    )


def _entries(files: Mapping[str, str], path: str, report: Report) -> Iterator[Entry]:
    value = _value(files.get(path, ""), path, report)
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            yield entry


def _value(text: str, path: str, report: Report) -> Value:
    if len(text) > LARGEST_FILE:
        report.add(path, 1, path, "too large to be looked into")
        return ""
    return read_value(text, path, report) if text.strip() else ""


def _front_matter(text: str, path: str, report: Report) -> Entry:
    end = text.find("\n---", 3) if text.startswith("---\n") else -1
    value = _value(text[4 : end + 1], path, report) if end >= 0 else ""
    return value if isinstance(value, dict) else {}


def body_of(text: str) -> str:
    """A Markdown file's text below its front matter."""
    end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    return text[end + 5 :].strip("\n") if end >= 0 else text


def texts_of(entry: Entry, name: str) -> tuple[str, ...]:
    """The texts of a list in an entry."""
    value = entry.get(name, [])
    return tuple(part.strip() for part in value if isinstance(part, str)) if isinstance(value, list) else ()


def entries_of(entry: Entry, name: str) -> tuple[Entry, ...]:
    """The mappings of a list in an entry."""
    value = entry.get(name, [])
    return tuple(part for part in value if isinstance(part, dict)) if isinstance(value, list) else ()
