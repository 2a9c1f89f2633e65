"""Where a guide's links lead in a root: to content files, to what is published elsewhere, or nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from generator.importers.ihe_ig.anchors import carried
from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.identity import is_url
from generator.importers.ihe_ig.neighbours import Neighbour
from generator.importers.ihe_ig.notes import Report

_ENCODED = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "\\": "%5C", "`": "%60", "{": "%7B", "}": "%7D"}
_ENCODED |= {"|": "%7C", "^": "%5E", "'": "%27", "(": "%28", ")": "%29", "\n": "", "\t": ""}
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the pages and pictures of one guide go, by file name in lower case."""

    canonical: str
    files: Mapping[str, str]
    pages: Mapping[str, Page]
    pictures: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of one page, as its content file `path` writes them."""

    page: Page
    path: str
    addresses: Addresses
    report: Report
    neighbours: Sequence[Neighbour] = ()

    def link(self, destination: str, line: int, text: str) -> str | None:
        """The new destination of a link; None, with a note, where a page may not link there."""
        typed = destination.strip()
        address, _, fragment = typed.partition("#")
        if "{{" in typed or "{%" in typed or not typed or len(typed) > LONGEST:
            self.note(line, typed or text, "a link without a usable destination; its text stays")
            return None
        if not address:
            address = self.page.name
        if typed.startswith(("http://", "https://", "mailto:")):
            return self.outside(typed, line)
        if ":" in address.split("/")[0] or address.startswith("//"):
            self.note(line, typed, "an address that a page may not link to; the link’s text stays")
            return None
        return self.inside(address, fragment, line, typed)

    def outside(self, typed: str, line: int) -> str | None:
        """An address elsewhere, its special letters encoded."""
        found = self.neighbour(typed, line)
        if found:
            return found
        encoded = "".join(_ENCODED.get(letter, letter) for letter in typed)
        if typed.startswith("mailto:") or is_url(encoded):
            return encoded
        self.note(line, typed, "not a complete address; the link’s text stays")
        return None

    def neighbour(self, typed: str, line: int) -> str:
        """The file of a page that another guide of this import publishes; empty if there is none."""
        address, _, fragment = typed.partition("#")
        for other in self.neighbours:
            stem = other.stem_of(address)
            if not stem:
                continue
            target = other.files.get(f"{stem}.md")
            if target is None:
                return ""
            fragment = _fragment(other.anchors[target], fragment)
            if fragment and fragment not in other.anchors[target]:
                why = (
                    f"dead fragment: {posixpath.basename(target)} has no such id; the link stays as published"
                )
                self.note(line, typed, why)
                return ""
            path = posixpath.relpath(target, posixpath.dirname(self.path))
            return f"{path}#{fragment}" if fragment else path
        return ""

    def inside(self, address: str, fragment: str, line: int, typed: str) -> str | None:
        """A page of the guide, or what is made beside its pages when it is published."""
        name = address.removeprefix("./")
        stem = name[:-5] if name.lower().endswith(".html") else name.removesuffix(".md")
        page = self.addresses.pages.get(f"{stem.lower()}.md")
        if page is None:
            return self.beside(name, fragment, line)
        fragment = _fragment(page.anchors, fragment)
        self.check_fragment(page, fragment, line, typed)
        target = self.addresses.files[page.name.lower()]
        if target == self.path and fragment:
            return f"#{fragment}"
        path = posixpath.relpath(target, posixpath.dirname(self.path))
        return f"{path}#{fragment}" if fragment else path

    def beside(self, name: str, fragment: str, line: int) -> str | None:
        """The published address of something that the source does not hold."""
        base = self.addresses.canonical
        path = posixpath.normpath(name) if not name.startswith("/") else ""
        while path.startswith("../"):
            path = path[3:]
            base = base.rsplit("/", 1)[0] if base.count("/") > 3 else base
        if not path:
            host = "/".join(base.split("/")[:3])
            return self.outside(f"{host}{name}" + (f"#{fragment}" if fragment else ""), line)
        return self.outside(f"{base}/{path}" + (f"#{fragment}" if fragment else ""), line)

    def check_fragment(self, page: Page, fragment: str, line: int, typed: str) -> None:
        """Note a fragment that no element of its page has."""
        if fragment and fragment not in page.anchors:
            self.note(line, typed, f"dead fragment: {page.name} has no such id")

    def picture(self, source: str, line: int) -> str | None:
        """The path of a picture, seen from the content file; None where the guide does not have it."""
        name = source.strip().removeprefix("./").split("?")[0]
        target = self.addresses.pictures.get(name.lower()) or self.addresses.pictures.get(
            name.split("/")[-1].lower()
        )
        if target is None or name.startswith(("http:", "https:", "data:")):
            self.note(
                line, source, "this picture is not part of the guide’s source; words stand in its place"
            )
            return None
        path = posixpath.relpath(target, posixpath.dirname(self.path))
        return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")

    def note(self, line: int, what: str, why: str) -> None:
        """Note something about this page."""
        self.report.add(self.page.file, line, what, why)


def _fragment(anchors: frozenset[str], fragment: str) -> str:
    """The id of a page that a fragment means, however it is encoded; as typed where there is none."""
    meant = (fragment, unquote(fragment), carried(unquote(fragment)))
    typed = "".join(_ENCODED.get(letter, letter) for letter in fragment)
    return next((each for each in meant if each and each in anchors), typed)
