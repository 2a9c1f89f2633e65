"""The pages of a site as a browser sees them: their ids, and every address they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ADDRESSES = {
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
# Asked for only when a reader chooses to, or by nobody: they tell about a page.
_FOLLOWED = frozenset({"a", "area", "form", "button"})
_TOLD = frozenset(f"link[rel={rel}]" for rel in ("canonical", "alternate", "next", "prev", "license"))
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MAY_HOLD_ITS_IMAGE = frozenset({"img[src]", "img[srcset]", "source[srcset]", "url()", "link[rel=icon]"})
_CSS_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+(?!url))["']?([^"')\s]+)""")
_REFRESH = re.compile(r"(?i)^\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)")
_RUN = frozenset({"", "module", "importmap", "speculationrules"})


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a file of the site names, and by what (`a[href]`, `url()`)."""

    file: str
    by: str
    address: str

    def __str__(self) -> str:
        return f"{self.file}: {self.by} {self.address}"

    @property
    def is_absolute_link(self) -> bool:
        """Whether a reader is led by a whole address, which may be that of something beside the site."""
        is_whole = re.match(r"(?i)https?://", self.address) is not None
        return is_whole and self.by.partition("[")[0] in _FOLLOWED

    @property
    def is_request(self) -> bool:
        """Whether a browser asks another host for it by itself."""
        is_outside = re.match(r"(?i)(https?:)?//", self.address) is not None
        return is_outside and self.by not in _TOLD and self.by.partition("[")[0] not in _FOLLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarkup:
    """What a page says that its visitor's browser acts on."""

    ids: frozenset[str]
    references: tuple[Reference, ...]
    policy: str
    executable: tuple[str, ...]
    has_comments: bool
    is_marked: bool


def page_markup(file: str, content: bytes) -> PageMarkup:
    """What is in a page; `is_marked` where something bears the mark of made up results."""
    page = LexborHTMLParser(content)
    policies = page.css('meta[http-equiv="Content-Security-Policy" i]')
    return PageMarkup(
        ids=frozenset(node.attributes["id"] or "" for node in page.css("[id]")),
        references=tuple(references_of(file, page)),
        policy=(policies[0].attributes.get("content") or "") if policies else "",
        executable=tuple(_executable(page)),
        has_comments=b"<!--" in content,
        is_marked=bool(page.css_matches(".tf-badge--demonstration, .tf-notice--demonstration")),
    )


def style_references(file: str, content: bytes) -> Iterator[Reference]:
    """The addresses that a style sheet names."""
    for found in _CSS_ADDRESS.finditer(content.decode("utf-8", "replace")):
        yield Reference(file, "url()", found[1])


def references_of(file: str, page: LexborHTMLParser) -> Iterator[Reference]:
    """The addresses that a page names."""
    for node in page.css(",".join([*_ADDRESSES, "meta[http-equiv]"])):
        for attribute, address in _addresses(node):
            label = f"rel={(node.attributes.get('rel') or '').strip()}" if node.tag == "link" else attribute
            yield Reference(file, f"{node.tag}[{label}]", address.strip().replace("\\", "/"))


def _addresses(node: LexborNode) -> Iterator[tuple[str, str]]:
    if node.tag == "meta":
        found = _REFRESH.match(node.attributes.get("content") or "")
        if found and (node.attributes["http-equiv"] or "").lower() == "refresh":
            yield "content", found[1]
    for attribute in _ADDRESSES.get(node.tag or "", ()):
        value = node.attributes.get(attribute)
        if attribute in node.attributes and value is None:
            yield attribute, ""
        elif value is not None and attribute.endswith("srcset"):
            yield from ((attribute, part.split()[0]) for part in value.split(",") if part.strip())
        elif value is not None:
            yield attribute, value


def _executable(page: LexborHTMLParser) -> Iterator[str]:
    """Scripts, styles and handlers inside a page, all of which its policy forbids."""
    for node in page.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").lower()
        if kind in _RUN or "javascript" in kind:
            yield "a script"
    if page.css_matches("style"):
        yield "a style sheet"
    for node in page.css("*"):
        for name in node.attributes:
            if name.startswith("on") or name == "style":
                yield f"{node.tag}[{name}]"


def fault_of(reference: Reference, url: str, ids: dict[str, frozenset[str] | None], *, is_part: bool) -> str:
    """Why a browser would not get where it leads; empty where it would, or where it leaves the site.

    `url` is the site's, `ids` those of each page by file; None for a file that is no page. A part of a site
    names what it lacks by the site's own address.
    """
    place = url + re.sub(r"(^|/)index\.html$", r"\1", reference.file)
    try:
        parts, target = urlsplit(reference.address), urljoin(place, reference.address)
    except ValueError:
        return "is no address"
    scheme = parts.scheme.lower()
    if scheme == "data" and reference.by in _MAY_HOLD_ITS_IMAGE:
        return ""
    if scheme and scheme not in _SCHEMES:
        return f"has scheme {scheme}"
    if is_part and scheme:
        return ""
    if target.startswith(url):
        return _fault_inside(target, url, ids)
    return "" if scheme or parts.netloc else "leaves the site's folder"


def _fault_inside(target: str, url: str, ids: dict[str, frozenset[str] | None]) -> str:
    parts = urlsplit(target)
    file = unquote(parts.path.removeprefix(urlsplit(url).path))
    if not file or file.endswith("/"):
        file += "index.html"
    if file not in ids:
        is_folder = f"{file}/index.html" in ids
        return "leads to a folder without its slash" if is_folder else f"there is no {file}"
    found = ids[file]
    if not parts.fragment or parts.fragment.lower() == "top" or found is None:
        return ""
    if {parts.fragment, unquote(parts.fragment)}.isdisjoint(found):
        return f"{file} has no id {unquote(parts.fragment)}"
    return ""
