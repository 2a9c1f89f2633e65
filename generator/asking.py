"""Asks the hosts of others whether the pages that a built site links to are still there."""

from __future__ import annotations

import itertools
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HEADERS: Final = {"User-Agent": "tfpub-links (asks once a night whether a page is still there)"}
# Some hosts answer a question for the head alone by these, although they have the page.
_ASK_FOR_ALL: Final = frozenset((400, 403, 404, 405, 406, 501))
# That a host answers so to a program does not mean that a reader gets nothing.
_UNCLEAR: Final = frozenset((401, 403, 406, 429, 500, 502, 503, 504, 999))
_SECONDS: Final = 20
_HOSTS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking for `url`, which is on `pages`. `status` is 0 where no host answered."""

    url: str
    status: int
    reason: str
    pages: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Whether readers certainly get nothing there."""
        return self.status == 0 or (self.status >= 400 and self.status not in _UNCLEAR)

    @property
    def is_unclear(self) -> bool:
        """Whether only a reader can tell."""
        return self.status in _UNCLEAR


def outside_links(site: Path) -> Mapping[str, tuple[str, ...]]:
    """Addresses elsewhere that the pages of a built site link to, without anchors: address -> pages.

    Left out is what leads to forms and editors: there are as many as pages, and they want a login.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(site.rglob("*.html")):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        own = _own(tree)
        page = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        for link in tree.css('a[href^="http"]'):
            url = urldefrag(link.attributes["href"] or "").url
            if not _is_form(link) and not (own and url.startswith(own)):
                pages = found.setdefault(url, [])
                if page not in pages:
                    pages.append(page)
    return {url: tuple(pages) for url, pages in sorted(found.items())}


def _own(tree: LexborHTMLParser) -> str:
    canonical = tree.css_first('link[rel="canonical"]')
    if canonical is None:
        return ""
    parts = urlsplit(canonical.attributes["href"] or "")
    return f"{parts.scheme}://{parts.netloc}/"


def _is_form(link: LexborNode) -> bool:
    words = f"{link.attributes.get('rel') or ''} {link.attributes.get('class') or ''}".split()
    return not {"edit", "nofollow", "tf-comment"}.isdisjoint(words)


def ask(links: Mapping[str, tuple[str, ...]], wait: float) -> Iterator[Answer]:
    """The answers for all addresses; each host is asked for one at a time, `wait` seconds apart."""
    by_host = itertools.groupby(sorted(links, key=_host), key=_host)
    hosts = [list(urls) for _, urls in by_host]
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        for answers in pool.map(lambda urls: _ask_host(urls, links, wait), hosts):
            yield from answers


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _ask_host(urls: Sequence[str], links: Mapping[str, tuple[str, ...]], wait: float) -> list[Answer]:
    answers = []
    for index, url in enumerate(urls):
        time.sleep(wait if index else 0)
        status, reason = _asked(url, "HEAD")
        if status in _ASK_FOR_ALL:
            time.sleep(wait)
            status, reason = _asked(url, "GET")
        answers.append(Answer(url=url, status=status, reason=reason, pages=links[url]))
    return answers


def _asked(url: str, method: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers=_HEADERS, method=method)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:
            return response.status, response.reason or ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, str(error.reason)
    except (OSError, ValueError, HTTPException) as error:
        return 0, str(getattr(error, "reason", error)) or type(error).__name__
