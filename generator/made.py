"""What became of planned pages, without their texts: what whoever writes and links them needs to know."""

from __future__ import annotations

import hashlib
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from generator.caching.fingerprints import SIZE, digest_of
from generator.publishing.parts import Divided
from generator.publishing.search_text import searched
from generator.site import Fragment

_REFERENCE = re.compile(r'="ref:([^"]*)"')
_FILE = "file/"


class Part(NamedTuple):
    """A page of the site that a planned page became; `searched` tells what search finds of it apart."""

    address: str
    searched: bytes


class Made(NamedTuple):
    """What became of a planned page, without its text, which `digest` tells from others.

    `moved`: where links to it and into it lead now. `references`: what it links to, as fragments name it.
    `files`: paths of the content files that it shows or links to.
    """

    digest: bytes
    parts: tuple[Part, ...]
    moved: Mapping[str, str]
    references: tuple[str, ...]
    files: frozenset[str]

    def __reduce__(self) -> tuple[Callable[..., Made], tuple[object, ...]]:
        """Pages link to the same few things, whose names are there once where it arrives."""
        return _arrived, tuple(self)


def _arrived(
    digest: bytes,
    parts: tuple[Part, ...],
    moved: Mapping[str, str],
    references: tuple[str, ...],
    files: frozenset[str],
) -> Made:
    return Made(digest, parts, moved, tuple(map(sys.intern, references)), files)


def made_of(content: bytes, parts: Divided) -> Made:
    """What a page became: `parts`, which `content` has as bytes."""
    references = sorted({name for each in parts.fragments for name in _references(each)})
    names = (unescape(name).partition("#")[0] for name in references)
    return Made(
        digest=hashlib.blake2b(content, digest_size=SIZE).digest(),
        parts=tuple(Part(each.page.address, _searched(each)) for each in parts.fragments),
        moved=parts.addresses,
        references=tuple(map(sys.intern, references)),
        files=frozenset(name.removeprefix(_FILE) for name in names if name.startswith(_FILE)),
    )


def _references(fragment: Fragment) -> Iterable[str]:
    page = fragment.page
    shown = (*page.breadcrumbs, page.previous, page.next)
    return [*_REFERENCE.findall(fragment.html), *(escape(each.name) for each in shown if each is not None)]


def _searched(fragment: Fragment) -> bytes:
    page = fragment.page
    if page.search is None:
        return b""
    text = searched(fragment.html) if page.search.has_text else ""
    return digest_of(page.title.encode(), text.encode("utf-8", "surrogatepass"), pickle.dumps(page.search))


def resolved(references: Iterable[str], addresses: Mapping[str, str]) -> bytes:
    """A digest of where links lead by `addresses`. Source: `Made.references`."""
    found = hashlib.blake2b(digest_size=SIZE)
    for reference in references:
        name, _, anchor = unescape(reference).partition("#")
        name = name.partition("?")[0] if name.startswith("page/") else name
        places = (addresses.get(f"{name}#{unquote(anchor)}", ""), addresses.get(name, ""))
        found.update("\0".join((*places, "")).encode("utf-8", "surrogatepass"))
    return found.digest()
