"""Other guides whose pages a guide may link to: those imported with it, and those the root has already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.importers.ihe_ig.anchors import heading_anchor, numbered
from generator.importers.ihe_ig.existing import Entry, Existing, body_of, texts_of
from generator.importers.ihe_ig.grid import exact_text
from generator.importers.ihe_ig.lines import closing_fence, fence_of
from generator.importers.ihe_ig.settings import mapping_of, text_of

_ID = re.compile(r"\{(?:[^{}\n]{0,100}\s)?(?:#([\w:-]{1,300})|id=\"([^\"\n]{1,300})\")[^{}\n]{0,100}\}")
_HEADING = re.compile(r"#{1,6} ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A guide's published address, the names of its folder, where its pages go, and the ids of each file."""

    canonical: str
    folders: tuple[str, ...]
    files: Mapping[str, str]
    anchors: Mapping[str, frozenset[str]]

    def stem_of(self, address: str) -> str:
        """The name of the page at an address where this guide is published or tried out; empty elsewhere."""
        if address.startswith(f"{self.canonical}/"):
            return address[len(self.canonical) + 1 :].removesuffix(".html").lower()
        for folder in self.folders:
            _, found, rest = address.partition(f"/{folder}/branches/")
            if found:
                return rest.partition("/")[2].removesuffix(".html").lower()
        return ""


def neighbours_in(root: Existing, besides: Iterable[str], linked: str) -> Iterator[Neighbour]:
    """The guides that a root holds: those whose address stands in `linked`, without these profiles."""
    others = {key.casefold() for key in besides}
    for key, entry in root.profiles.items():
        canonical = text_of(mapping_of(entry, "source"), "url").rstrip("/")
        folders = _folders(entry)
        addresses = (f"{canonical}/", *(f"/{folder}/branches/" for folder in folders))
        if key not in others and canonical and any(address in linked for address in addresses):
            files = dict(_files(root, text_of(entry, "domain"), key))
            anchors = {path: anchors_in(body_of(root.files[path])) for path in files.values()}
            yield Neighbour(canonical=canonical, folders=folders, files=files, anchors=anchors)


def _folders(entry: Entry) -> tuple[str, ...]:
    domain = text_of(entry, "domain")
    return tuple(f"{domain}.{name}" for name in (*texts_of(entry, "aliases"), text_of(entry, "key")))


def _files(root: Existing, domain: str, key: str) -> Iterator[tuple[str, str]]:
    """The text pages of a profile and the pages of transactions, by the file names that guides give them."""
    own = f"profiles/{domain.lower()}/{key}/"
    for path in root.files:
        folder, _, name = path.rpartition("/")
        is_transaction = folder.startswith("framework/") and folder.endswith("/transactions")
        if name.endswith(".md") and (is_transaction or f"{folder}/" == own):
            yield name, path


def anchors_in(text: str) -> frozenset[str]:
    """The ids of a text in our dialect: those it gives, and those that its headings get."""
    given = {found[1] or found[2] for found in _ID.finditer(text)}
    return frozenset(given | set(numbered(_automatic(text.split("\n")))))


def _automatic(lines: list[str]) -> Iterator[str]:
    row = 0
    while row < len(lines):
        fence = fence_of(lines[row])
        close = closing_fence(lines, row + 1, fence[0]) if fence else None
        row = row if close is None else close
        found = _HEADING.match(lines[row].lstrip("> "))
        if found and not _has_own_id(lines[row].rstrip()):
            yield heading_anchor(exact_text(lines[row].lstrip("> ")[found.end() :].strip()))
        row += 1


def _has_own_id(line: str) -> bool:
    """Whether a heading ends in an id of its own; one after a bracket belongs to words in it."""
    return any(id.end() == len(line) and line[id.start() - 1] != "]" for id in _ID.finditer(line))
