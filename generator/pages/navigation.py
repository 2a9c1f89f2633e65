"""The order and the groups of the site's navigation: what is specified, what was tested, how it changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from generator.messages import message
from generator.site import Section

_GROUPS = {
    message("Specifications"): (
        "profiles",
        "actors",
        "transactions",
        "content-modules",
        "requirements",
        "domains",
        "obligations",
    ),
    message("Testing and results"): (
        "find",
        "results",
        "events",
        "organizations",
        "systems",
        "statements",
        "scenarios",
        "trace",
    ),
    message("Changes and extensions"): ("changes", "supplements", "change-proposals", "national-extensions"),
    message("Guides and reference"): ("framework", "glossary", "standards", "downloads", "a-z"),
}


def in_groups(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections in the order of the navigation, each with its group; those without a place come last."""
    by_key = {section.key: section for section in sections}
    return (*_grouped(by_key), *by_key.values())


def _grouped(by_key: dict[str, Section]) -> Iterator[Section]:
    for group, keys in _GROUPS.items():
        for key in keys:
            if key in by_key:
                yield dataclasses.replace(by_key.pop(key), group=group)
