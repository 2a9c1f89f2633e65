"""Compares a written site with the limits that its configuration sets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.config import SiteConfig
from generator.diagnostics import Diagnostic, Position, Rule, Severity

PAGE_TOO_LARGE = Rule(
    name="page-too-large",
    severity=Severity.WARNING,
    summary="No page is larger than the budget for pages, once it is divided as far as it can be.",
)
TOO_MANY_FILES = Rule(
    name="too-many-files",
    severity=Severity.WARNING,
    summary="The site has no more files than its host takes.",
)
RULES = (PAGE_TOO_LARGE, TOO_MANY_FILES)


def large_page(address: str, size: int, position: Position, config: SiteConfig) -> Iterator[Diagnostic]:
    """The finding about a page of `size` bytes, if that is more than its budget."""
    limit = config.budgets.page_kb
    if limit and size > limit * 1000:
        yield PAGE_TOO_LARGE.at(
            position,
            f"the page /{address} has {size / 1000:.1f} kB, more than {limit}, and cannot be divided further",
            "divide what it shows, such as a long text, table cell or drawing, or raise budgets.page_kb",
        )


def many_files(folder: Path, config: SiteConfig) -> Iterator[Diagnostic]:
    """The finding about the number of files in `folder`, if it is more than their budget."""
    limit = config.budgets.files
    count = sum(len(names) for _, _, names in os.walk(folder)) if limit else 0
    if count > limit:
        yield TOO_MANY_FILES.at(
            config.budgets.place_of("files"),
            f"the site has {count} files, more than {limit}",
            _hint(config),
        )


def _hint(config: SiteConfig) -> str:
    host = "raise budgets.files if the host takes more"
    return host if config.build.pack else f"set build.pack, which makes them fewer, or {host}"
