"""Turns symbolic links (`ref:profile/MHD#actors`) into URLs that work from the page that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from generator.publishing.links_outside import end_link, mark_link

MISSING_PAGE = "404.html"

_REFERENCE = '="ref:'
_LINKING_ATTRIBUTES = ("href", "src")
_ANSWERING = "page/"
_LINK = re.compile(r"<a\s[^<>]*\Z")
_ANCHOR_MARK = re.compile(r"(?<!&)#")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._~/-]*")
# Neither `&` nor `'` may stand in a URL here, so that a URL needs no HTML escaping; nor may `:`, which
# would make a scheme of a relative URL's first segment.
_SAFE_IN_ADDRESS = "/~!$()*,;=@+"
_SAFE_IN_ANCHOR = "/~!$()*,;=@+:?"


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """How links are written: what names a folder's page, and where the site begins on its host.

    `root` serves the page for missing addresses alone: it is shown at any depth, so its links are absolute.
    `inside` are the addresses that a copy holds; links to others lead to `online`, and are marked. Where it
    is None, everything is there.
    """

    index: str = ""
    root: str = "/"
    online: str = ""
    inside: frozenset[str] | None = None

    @property
    def is_hosted(self) -> bool:
        """Whether the site is for a host, and not for a folder on a disk."""
        return not self.index

    @classmethod
    def http(cls, site_url: str) -> Self:
        """Links for a server at `site_url`, which answers a folder's address with its page."""
        path = urlsplit(site_url).path
        return cls(root=quote(path if path.endswith("/") else path + "/", safe=_SAFE_IN_ADDRESS + "%"))

    @classmethod
    def file(cls, site_url: str = "") -> Self:
        """Links that also work from disk, where a folder's address would show a listing."""
        return cls(index="index.html", root=cls.http(site_url).root)

    def without_others(self, inside: Iterable[str], site_url: str) -> Self:
        """The links of a copy that lacks what is not `inside`, which is on the site."""
        return replace(self, online=site_url, inside=frozenset(inside))

    def leaves(self, address: str) -> bool:
        """Whether a link to `address` leads out of the copy."""
        return self.inside is not None and address not in self.inside


def resolve(html: str, address: str, addresses: Mapping[str, str], style: LinkStyle) -> str:
    """`html` of the page at `address` with every `href` and `src` that begins with `ref:` made a URL.

    Source: `addresses`, symbolic name to address, perhaps with an anchor, and name with anchor to the place
    of an anchor that stands on another page than its name says. A name stands in `html` as it is, only
    HTML-escaped, and an anchor as a URL. A name of a `page/` may have a query, `page/find?need=MHD`.
    Raises: KeyError naming page and reference, if `addresses` lacks the name.
    """
    first, *others = html.split(_REFERENCE)
    prefix = to_root(address, style)
    resolved = [first]
    before, in_tag, open_end = first, False, ""
    # A table links to the same few pages in each of its rows.
    urls: dict[str, tuple[str, bool]] = {}
    for after in others:
        in_tag = _ends_in_tag(before, in_tag)
        if in_tag and before.endswith(_LINKING_ATTRIBUTES):
            reference, quotation_mark, rest = after.partition('"')
            if reference not in urls:
                urls[reference] = _url(reference, address, addresses, prefix, style)
            url, leaves = urls[reference]
            resolved += ('="', url, quotation_mark)
            if leaves and _LINK.search(before):
                rest, open_end = mark_link(rest)
        else:
            rest = after
            resolved.append(_REFERENCE)
        if open_end:
            rest, open_end = end_link(rest, open_end)
        resolved.append(rest)
        before = after
    return "".join(resolved)


def relative_url(from_address: str, to_address: str, style: LinkStyle) -> str:
    """The URL of `to_address`, as written on the page at `from_address`; it needs no HTML escaping."""
    return _join(to_root(from_address, style), to_address, style)


def to_root(address: str, style: LinkStyle) -> str:
    """What leads from the page at `address` to the site's root, ready to be followed by an address."""
    return style.root if address == MISSING_PAGE else "../" * address.count("/")


def anchor_url(anchor: str) -> str:
    """The URL of an anchor on the page itself; it needs no HTML escaping."""
    return "#" + (anchor if _PLAIN_ADDRESS.fullmatch(anchor) else quote(anchor, safe=_SAFE_IN_ANCHOR))


def absolute_url(site_url: str, address: str) -> str:
    """The one URL under which the page at `address` is known."""
    base = site_url if site_url.endswith("/") else site_url + "/"
    return base + _encoded(address)


def _ends_in_tag(text: str, was_in_tag: bool) -> bool:
    opened, closed = text.rfind("<"), text.rfind(">")
    return was_in_tag if opened == closed else opened > closed


def _url(
    reference: str, address: str, addresses: Mapping[str, str], prefix: str, style: LinkStyle
) -> tuple[str, bool]:
    """The URL, and whether it leads out of the copy."""
    name, mark, anchor = _parted(reference)
    # Only our own pages answer questions; a file's name may hold a question mark.
    name, question, query = name.partition("?") if name.startswith(_ANSWERING) else (name, "", "")
    plain = unescape(name) if "&" in name else name
    # A long page has its anchors on several pages.
    target = addresses.get(f"{plain}#{unquote(unescape(anchor))}") if anchor else None
    if target is None:
        target = addresses.get(plain)
    if target is None:
        raise KeyError(f"page {address!r} links to ref:{reference}, which is not in the plan")
    # What stands on another's page, such as a term, has that page's address and an anchor.
    target, own_mark, own_anchor = target.partition("#")
    fragment = anchor_url(own_anchor) if own_mark and not anchor else mark + anchor
    if target == address and fragment and not query and address != MISSING_PAGE:
        return fragment, False
    return _join(prefix, target, style) + question + query + fragment, style.leaves(target)


def _parted(reference: str) -> tuple[str, str, str]:
    """Name, mark and anchor of a reference; the `#` of an escape such as `&#x27;` is none of them."""
    parts = _ANCHOR_MARK.split(reference, maxsplit=1) if "#" in reference else [reference]
    return (parts[0], "#", parts[1]) if len(parts) > 1 else (reference, "", "")


def _join(prefix: str, address: str, style: LinkStyle) -> str:
    if style.leaves(address):
        return absolute_url(style.online, address)
    is_folder = not address or address.endswith("/")
    return (prefix + _encoded(address) + (style.index if is_folder else "")) or "./"


def _encoded(address: str) -> str:
    return address if _PLAIN_ADDRESS.fullmatch(address) else quote(address, safe=_SAFE_IN_ADDRESS)
