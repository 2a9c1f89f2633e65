"""Who a guide is: profile, domain, version and status, as the guide itself says."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.importers.ihe_ig.guide import Guide
from generator.importers.ihe_ig.liquid import package_address
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.settings import Value, mapping_of, text_of
from generator.importers.ihe_ig.unseen import LONGEST_NAME, as_name, words_of

LONGEST_KEY = 80
_KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_STATUSES = (
    ("final", "final-text"),
    ("normative", "final-text"),
    ("trial", "trial-implementation"),
    ("comment", "public-comment"),
    ("ballot", "public-comment"),
    ("retired", "retired"),
    ("deprecated", "deprecated"),
    ("withdrawn", "withdrawn"),
    ("draft", "public-comment"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a guide says about itself; `folder` is where its profile's files go."""

    key: str
    domain: str
    name: str
    canonical: str
    version: str
    status: str
    date: str
    description: str
    publisher: str
    publisher_url: str
    names: frozenset[str]
    related: Mapping[str, str]

    @property
    def folder(self) -> str:
        """The folder of the profile in a root."""
        return f"profiles/{self.domain.lower()}/{self.key.lower()}"


def identify(guide: Guide, report: Report) -> Identity | None:
    """The guide's identity; None, with a note, where it does not say which profile it is."""
    settings = guide.settings
    canonical = text_of(settings, "canonical").rstrip("/")
    parts = [part for part in canonical.split("/")[3:] if part]
    words = text_of(settings, "id").split(".") + guide.folder.split(".")
    key = parts[-1] if len(parts) > 1 else text_of(settings, "name").split("_")[-1] or words[-1]
    domain = parts[-2] if len(parts) > 1 else (words[1] if len(words) > 1 else words[0])
    if not (is_key(key) and is_key(domain)):
        report.add(
            f"{guide.folder}/sushi-config.yaml", 1, guide.folder, "no profile or domain has such a name"
        )
        return None
    title = _setting(guide, settings, "title", report) or key
    publisher = mapping_of(settings, "publisher")
    return Identity(
        key=key,
        domain=domain.upper(),
        name=_without_key(title, key),
        canonical=canonical if is_url(canonical) else f"https://example.org/{domain}/{key}",
        version=_setting(guide, settings, "version", report) or "0",
        status=_status(settings),
        date=_date(text_of(settings, "date")),
        description=text_of(settings, "description"),
        publisher=_setting(guide, publisher, "name", report)
        or _setting(guide, settings, "publisher", report),
        publisher_url=text_of(publisher, "url"),
        names=frozenset(name.casefold() for name in (key, guide.folder.split(".")[-1], words[-1])),
        related=_related(settings, key),
    )


def _setting(guide: Guide, settings: dict[str, Value], name: str, report: Report) -> str:
    """A setting that is a name; what is too long is cut, and noted."""
    typed = text_of(settings, name)
    if len(typed) > LONGEST_NAME:
        report.add(
            f"{guide.folder}/sushi-config.yaml", 1, f"{name}: {typed}", "too long for a name; it is cut"
        )
    return as_name(typed)


def is_key(text: str) -> bool:
    """Whether a record may have this key."""
    return (
        0 < len(text) <= LONGEST_KEY and set(text) <= _KEY_LETTERS and text[0].isalnum() and ".." not in text
    )


def is_url(text: str) -> bool:
    """Whether this is an address that a content file may link to."""
    scheme, _, rest = text.partition("://")
    host_end = next((place for place, letter in enumerate(rest) if letter in "/?#"), len(rest))
    return (
        scheme in ("http", "https")
        and host_end > 0
        and "@" not in rest[:host_end]
        and len(text) < 2_000
        and words_of(text) == text
        and not set(text) & set(" <>\"'`\\{}|^")
    )


def slug(name: str) -> str:
    """A key made from a name: its words in small letters, joined by hyphens."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()
    ).split()
    return "-".join(words)[:LONGEST_KEY].strip("-")


def _without_key(title: str, key: str) -> str:
    ending = f"({key})"
    name = title[: -len(ending)] if title.casefold().endswith(ending.casefold()) else title
    return " ".join(name.split()) or key


def _status(settings: dict[str, Value]) -> str:
    words = [text_of(settings, name).casefold() for name in ("releaseLabel", "version", "status")]
    for text in words:
        for word, status in _STATUSES:
            if word in text:
                return status
    return "trial-implementation"


def _date(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _related(settings: dict[str, Value], own: str) -> dict[str, str]:
    """Profiles that the guide depends on, by their keys: those published below a domain's folder."""
    found = {}
    for package, facts in mapping_of(settings, "dependencies").items():
        address = package_address(package, facts if isinstance(facts, dict) else {})
        parts = [part for part in address.split("/")[3:] if part]
        if (
            len(parts) == 2
            and parts[0].isupper()
            and is_key(parts[1])
            and is_url(address)
            and parts[1].casefold() != own.casefold()
        ):
            found[parts[1]] = address
    return dict(sorted(found.items()))


def section_of(texts: Iterable[str]) -> str:
    """The profile's section in Volume 1: the chapter number most of these titles begin with."""
    numbers = Counter(number for text in texts if (number := _chapter(text)))
    best = max(numbers.values(), default=0)
    return next((number for number, count in numbers.items() if count == best), "")


def _chapter(text: str) -> str:
    volume, colon, rest = text.strip().partition(":")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return digits if volume == "1" and colon and 0 < len(digits) < 5 else ""
