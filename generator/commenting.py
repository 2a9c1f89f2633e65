"""Where readers comment on a page or a section, and report a wrong result: addresses that are filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from generator.config import SiteConfig
from generator.site import Page

COMMENT_CLASS: Final = "headerlink tf-comment"
_LINK = re.compile(f'<a class="{COMMENT_CLASS}".*?</a>')
# What these show is a result or somebody else's claim: it may be wrong, and is nothing to comment on.
_OF_RESULTS: Final = frozenset(
    (
        "events",
        "find",
        "organization",
        "organizations",
        "profile_results",
        "results_explorer",
        "session",
        "statement",
        "statements",
        "system",
        "systems",
    )
)
_OF_NOBODY: Final = frozenset(("handbook", "handbook_page", "not_found", "search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Commenting:
    """The patterns of one site. An address is empty where a page has no such link."""

    site_url: str
    comment: str = ""
    correction: str = ""

    @classmethod
    def of(cls, config: SiteConfig) -> Commenting:
        """What the settings say."""
        contact = config.contact
        return cls(
            site_url=config.site.url,
            comment=(contact.comment if contact else None) or "",
            correction=(contact.correction if contact else None) or "",
        )

    def on_page(self, page: Page) -> str:
        """Where a page is commented on."""
        is_ours = page.kind not in _OF_RESULTS and page.kind not in _OF_NOBODY
        return self._filled(self.comment, page) if is_ours else ""

    def on_section(self, page: Page, anchor: str) -> str:
        """Where a section of a page is commented on: of one that content files are shown on."""
        if page.source is None or page.kind in _OF_RESULTS or page.kind in _OF_NOBODY:
            return ""
        return self._filled(self.comment, page, anchor)

    def corrects(self, page: Page) -> str:
        """Where a wrong result is reported."""
        return self._filled(self.correction, page) if page.kind in _OF_RESULTS else ""

    def _filled(self, pattern: str, page: Page, anchor: str = "") -> str:
        place = f"{self.site_url.rstrip('/')}/{page.address}" + (f"#{anchor}" if anchor else "")
        values = {
            "{domain}": page.search.domain if page.search else "",
            "{document}": page.name.partition("/")[2] or page.title,
            "{section}": anchor,
            "{page}": place,
        }
        for name, value in values.items():
            pattern = pattern.replace(name, quote(value, safe=""))
        return pattern


def without_comment_links(html: str) -> str:
    """An article without the links at its sections, for a copy that is read without a network."""
    return _LINK.sub("", html)
