"""The pages of a built site as a browser sees them: their ids, and every address they name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.verifying import markup
from generator.verifying.markup import Reference, references_of, style_references

SITEMAP_ADDRESS = re.compile(r"<loc>([^<]+)</loc>")


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the address it is published at, its files, pages and references.

    `ids`: page -> its ids, in document order, repeated where the page repeats them. `known`: file -> its ids,
    None for what is no page.
    """

    folder: Path
    url: str
    files: frozenset[str]
    ids: dict[str, tuple[str, ...]]
    references: tuple[Reference, ...]
    known: dict[str, frozenset[str] | None]

    @property
    def pages(self) -> list[str]:
        return sorted(self.ids)

    def parsed(self, page: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.folder / page).read_bytes())

    def parsed_whole(self, page: str) -> LexborHTMLParser:
        """The page and its further parts, if it has any, as one."""
        folder = page.removesuffix("index.html")
        parts = itertools.takewhile(
            self.files.__contains__, (f"{folder}part-{n}/index.html" for n in itertools.count(2))
        )
        return LexborHTMLParser(b"".join((self.folder / each).read_bytes() for each in (page, *parts)))


def read_site(folder: Path, url: str) -> Site:
    """Everything that is in `folder`, published at `url` (which ends with a slash)."""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    ids: dict[str, tuple[str, ...]] = {}
    references: list[Reference] = []
    for name in sorted(files):
        if name.endswith(".html"):
            page = LexborHTMLParser((folder / name).read_bytes())
            ids[name] = tuple(ids_of(page))
            references += references_of(name, page)
        else:
            references += references_of_file(name, folder / name)
    known = {name: frozenset(ids[name]) if name in ids else None for name in files}
    return Site(folder, url, files, ids, tuple(references), known)


def ids_of(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("[id]"):
        yield node.attributes["id"] or ""


def references_of_file(name: str, path: Path) -> Iterator[Reference]:
    if name.endswith(".css"):
        yield from style_references(name, path.read_bytes())
    elif name.endswith("sitemap.xml"):
        for found in SITEMAP_ADDRESS.finditer(path.read_text(encoding="utf-8")):
            yield Reference(name, "loc", found[1])


def fault_of(site: Site, reference: Reference) -> str:
    """Why a browser would not get where it leads; empty where it would, or where it leaves the site."""
    return markup.fault_of(reference, site.url, site.known, is_part=False)


def broken_references(site: Site) -> list[str]:
    """Every reference that does not resolve, and why."""
    faults = ((reference, fault_of(site, reference)) for reference in site.references)
    return [f"{reference} ({fault})" for reference, fault in faults if fault]


def outside_requests(site: Site) -> list[str]:
    """References that a browser fetches by itself, and that name a host."""
    return [
        str(reference)
        for reference in site.references
        if reference.is_request and not reference.file.endswith(".xml")
    ]


def executable_markup(page: LexborHTMLParser) -> list[str]:
    """Scripts, styles and handlers inside a page, all of which the site's policy forbids."""
    scripts = [node for node in page.css("script:not([src])") if is_run(node)]
    handlers = [
        f"{node.tag}[{name}]"
        for node in page.css("*")
        for name in node.attributes
        if name.startswith("on") or name == "style"
    ]
    return [
        *(f"script {node.text()[:60]!r}" for node in scripts),
        *(["style"] * len(page.css("style"))),
        *handlers,
    ]


def is_run(script: LexborNode) -> bool:
    """Whether a browser runs it: a script of another type only carries facts."""
    kind = (script.attributes.get("type") or "").lower()
    return kind in {"", "module", "importmap", "speculationrules"} or "javascript" in kind


def one_of_each(site: Site) -> list[str]:
    """The first page below each folder of the site, and those at its top."""
    kinds: dict[tuple[str, int], str] = {}
    for page in site.pages:
        kinds.setdefault((page.partition("/")[0], page.count("/")), page.removesuffix("index.html"))
    return list(kinds.values())
