"""Which destinations a link or image may have; everything else is never published as a link."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\\]")
# No name before an @, which would pass one host off for another.
_WEB = re.compile(r"https?://[^\s/?#<>\"'@]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s<>\"@]+@[^\s<>\"@]+", re.IGNORECASE)
_RECORD = re.compile(r"[a-z-]+:[A-Za-z0-9][A-Za-z0-9._/-]*(#.*)?")
# A page that the site makes of its records, perhaps with what it is asked.
_PAGE = re.compile(r"page:[a-z0-9][a-z0-9/-]*(\?[A-Za-z0-9=&,./~_-]*)?")
_IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_KINDS = frozenset(
    {
        "actor",
        "change-proposal",
        "content-module",
        "domain",
        "framework-page",
        "national-extension",
        "profile",
        "profile-page",
        "requirement",
        "scenario",
        "standard",
        "supplement",
        "term",
        "transaction",
    }
)


def is_safe(destination: str, is_image: bool) -> bool:
    """Whether a destination, its escapes and entities already resolved, is of a form we know.

    A remote image passes: it is a fault of another kind, which linking reports.
    """
    if not destination or destination != destination.strip() or _UNPRINTABLE.search(destination):
        return False
    scheme = _SCHEME.match(destination)
    if scheme is not None:
        return _is_known_scheme(destination, scheme[1], is_image)
    path = destination.partition("#")[0]
    if ":" in path or destination.startswith("/"):
        return False
    return not is_image or path.lower().endswith(_IMAGE_ENDINGS)


def _is_known_scheme(destination: str, scheme: str, is_image: bool) -> bool:
    if scheme.lower() in ("http", "https"):
        return _WEB.fullmatch(destination) is not None
    if is_image:
        return False
    if scheme.lower() == "mailto":
        return _MAIL.fullmatch(destination) is not None
    if scheme == "page":
        return _PAGE.fullmatch(destination) is not None
    return scheme in _KINDS and _RECORD.fullmatch(destination) is not None
