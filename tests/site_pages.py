"""The pages of a built site as a browser sees them: their ids, and every address they name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "base": ("href",),
    "button": ("formaction",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""Element -> attributes that make a browser go or fetch somewhere."""

FOLLOWED_BY_READERS = {"a", "area", "form", "button"}
"""Elements whose address is asked for only when a reader chooses to."""

NOT_FETCHED = {
    "link[rel=canonical]",
    "link[rel=alternate]",
    "link[rel=next]",
    "link[rel=prev]",
    "link[rel=license]",
}
"""Links that tell about a page; no browser asks for them."""

SCHEMES = {"http", "https", "mailto", "tel"}
MAY_HOLD_ITS_IMAGE = {"img[src]", "img[srcset]", "source[srcset]", "url()", "link[rel=icon]"}
CSS_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+(?!url))["']?([^"')\s]+)""")
SITEMAP_ADDRESS = re.compile(r"<loc>([^<]+)</loc>")
REFRESH = re.compile(r"(?i)^\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)")


@dataclass(frozen=True)
class Reference:
    """An address that a file of the site names, and by what (`a[href]`, `url()`)."""

    file: str
    by: str
    address: str

    def __str__(self) -> str:
        return f"{self.file}: {self.by} {self.address}"


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the address it is published at, its files, pages and references.

    `ids`: page -> its ids, in document order, repeated where the page repeats them.
    """

    folder: Path
    url: str
    files: frozenset[str]
    ids: dict[str, tuple[str, ...]]
    references: tuple[Reference, ...]

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
            references += references_of_page(name, page)
        else:
            references += references_of_file(name, folder / name)
    return Site(folder, url, files, ids, tuple(references))


def ids_of(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("[id]"):
        yield node.attributes["id"] or ""


def references_of_page(name: str, page: LexborHTMLParser) -> Iterator[Reference]:
    for node in page.css(",".join([*ADDRESSES, "meta[http-equiv]"])):
        for attribute, address in addresses_of(node):
            label = f"rel={node.attributes.get('rel')}" if node.tag == "link" else attribute
            yield Reference(name, f"{node.tag}[{label}]", address.strip().replace("\\", "/"))


def addresses_of(node: LexborNode) -> Iterator[tuple[str, str]]:
    if node.tag == "meta":
        found = REFRESH.match(node.attributes.get("content") or "")
        if found and (node.attributes["http-equiv"] or "").lower() == "refresh":
            yield "content", found[1]
    for attribute in ADDRESSES.get(node.tag or "", ()):
        value = node.attributes.get(attribute)
        if attribute in node.attributes and value is None:
            yield attribute, ""
        elif value is not None and attribute.endswith("srcset"):
            yield from ((attribute, part.split()[0]) for part in value.split(",") if part.strip())
        elif value is not None:
            yield attribute, value


def references_of_file(name: str, path: Path) -> Iterator[Reference]:
    if name.endswith(".css"):
        for found in CSS_ADDRESS.finditer(path.read_text(encoding="utf-8")):
            yield Reference(name, "url()", found[1])
    elif name.endswith("sitemap.xml"):
        for found in SITEMAP_ADDRESS.finditer(path.read_text(encoding="utf-8")):
            yield Reference(name, "loc", found[1])


def fault_of(site: Site, reference: Reference) -> str:
    """Why a browser would not get where it leads; empty where it would, or where it leaves the site."""
    try:
        parts, target = (
            urlsplit(reference.address),
            urljoin(place_of(site, reference.file), reference.address),
        )
    except ValueError:
        return "is no address"
    scheme = parts.scheme.lower()
    if scheme == "data" and reference.by in MAY_HOLD_ITS_IMAGE:
        return ""
    if scheme and scheme not in SCHEMES:
        return f"has scheme {scheme}"
    if target.startswith(site.url):
        return fault_inside(site, target)
    return "" if scheme or parts.netloc else "leaves the site's folder"


def place_of(site: Site, file: str) -> str:
    """The address a browser shows for a file of the site."""
    return site.url + (file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file)


def fault_inside(site: Site, target: str) -> str:
    parts = urlsplit(target)
    file = unquote(parts.path.removeprefix(urlsplit(site.url).path))
    if not file or file.endswith("/"):
        file += "index.html"
    if file not in site.files:
        is_folder = any(name.startswith(f"{file}/") for name in site.files)
        return "leads to a folder without its slash" if is_folder else f"there is no {file}"
    if not parts.fragment or parts.fragment.lower() == "top" or not file.endswith(".html"):
        return ""
    if {parts.fragment, unquote(parts.fragment)}.isdisjoint(site.ids[file]):
        return f"{file} has no id {unquote(parts.fragment)}"
    return ""


def broken_references(site: Site) -> list[str]:
    """Every reference that does not resolve, and why."""
    faults = ((reference, fault_of(site, reference)) for reference in site.references)
    return [f"{reference} ({fault})" for reference, fault in faults if fault]


def outside_requests(site: Site) -> list[str]:
    """References that a browser fetches by itself, and that name a host."""
    return [
        str(reference)
        for reference in site.references
        if re.match(r"(?i)(https?:)?//", reference.address)
        and reference.by not in NOT_FETCHED
        and reference.by.partition("[")[0] not in FOLLOWED_BY_READERS
        and not reference.file.endswith(".xml")
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
