"""Verifies a built site by itself: its files, links and policies, and what it tells of results."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Rule
from generator.publishing.manifest import Manifest
from generator.verifying import listing, pages, signatures, tables
from generator.verifying.files import UNSAFE_ENTRY, NoSite, SiteFiles, opened
from generator.verifying.signatures import NoKey, sign, unsigned

RULES: tuple[Rule, ...] = (UNSAFE_ENTRY, *listing.RULES, *pages.RULES, *tables.RULES, *signatures.RULES)

__all__ = ["RULES", "NoKey", "NoSite", "Verified", "sign", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many files were looked at, and what is wrong with them, in the order of their paths."""

    files: int
    diagnostics: tuple[Diagnostic, ...]


def verify(place: Path, key: Path | None = None) -> Verified:
    """What is wrong with the site in the folder or zip file at `place`, which is only read.

    Source: the site alone. Whatever does not show in it, such as a row that was withdrawn, cannot be found.
    `key` is a public key in a PEM file that its manifest has to be signed with.
    Raises: NoSite if there is neither folder nor zip file; NoKey.
    """
    with opened(place) as files:
        findings = [*files.findings]
        told = listing.listing(files, findings)
        if key is not None:
            findings += unsigned(files, key)
        if told is not None:
            findings += _content(files, told)
        ordered = sorted(findings, key=lambda each: (each.position, each.rule, each.message))
        return Verified(files=len(files.sizes), diagnostics=tuple(ordered))


def _content(files: SiteFiles, told: Manifest) -> Iterator[Diagnostic]:
    markup = pages.markup_of(files)
    yield from pages.page_findings(files, told.site, markup, is_part=bool(told.part))
    yield from tables.leak_findings(files, markup, _day(told.date))


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
