"""Turns fragments into pages: Material for MkDocs renders a frame once, pages only fill its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.commenting import Commenting, without_comment_links
from generator.config import SiteConfig
from generator.languages import ENGLISH, Language
from generator.publishing.links import MISSING_PAGE, LinkStyle, to_root
from generator.publishing.shell_contents import Contents, LostHeadings
from generator.publishing.shell_environment import BROKEN_THEME, BrokenTheme, ThemeEnvironment, navigation
from generator.publishing.shell_policy import ForbiddenByPolicy, extract, refuse_forbidden
from generator.publishing.shell_slots import Slotted, UnknownForm, html_mark, refuse_marks
from generator.publishing.shell_theme import theme_files
from generator.publishing.shell_view import (
    CopyNote,
    PageView,
    marked_view,
    present_in,
    values_of,
    view_of,
)
from generator.site import Fragment, Page, SitePlan

__all__ = ["BROKEN_THEME", "BrokenTheme", "CopyNote", "Shells"]

# What every page has or may have: frames for it are made at once, others when the first page needs them.
_USUAL = frozenset({"description", "edit_url", "modified", "history", "headings"})


class _FrameKey(NamedTuple):
    """What a frame depends on, other than by its slots."""

    section: str
    depth: int
    is_section_page: bool
    is_homepage: bool
    is_missing: bool
    present: frozenset[str]


class Shells:
    """Complete pages of one site in one link style; `icon` is the address of the site's icon."""

    def __init__(
        self,
        config: SiteConfig,
        plan: SitePlan,
        theme: Sequence[Path],
        style: LinkStyle,
        language: Language = ENGLISH,
        *,
        copy: CopyNote | None = None,
    ) -> None:
        """`copy` is what every page of a copy says about it.

        Raises: BrokenTheme if the root's theme cannot make pages.
        """
        self._config = config if copy is None else _without_comments(config)
        self._plan = plan
        self._style = style
        self._copy = copy
        self._language = language
        self._theme = ThemeEnvironment(config, theme, language)
        self.icon = self._theme.icon
        self._section_addresses = {section.key: section.address for section in plan.sections}
        self._frames: dict[_FrameKey, Slotted] = {}
        self._inline_files: dict[str, bytes] = {}
        self._contents = self._contents_of_theme()
        self._files = theme_files(theme, language)
        self._is_open = True
        usual = _USUAL | ({"comment_url"} if Commenting.of(self._config).comment else set())
        for page in plan.pages:
            self._frame(self._key(page, usual))
        self._is_open = False

    @property
    def files(self) -> Mapping[str, Path | bytes]:
        """What the pages need beside them: address -> file, or its content."""
        return {**self._files, **self._inline_files}

    def page(
        self,
        fragment: Fragment,
        addresses: Mapping[str, str] | None = None,
        style: LinkStyle | None = None,
    ) -> str:
        """The whole page, its links resolved by `addresses`, those of the plan by default.

        `style` is like that of the shells, but may know better what a copy holds.
        """
        if self._copy is not None:
            fragment = replace(fragment, html=without_comment_links(fragment.html))
        known = addresses or self._plan.addresses
        values = values_of(fragment, self._config, known, style or self._style, self._language)
        values["headings"] = self._contents.html(fragment.toc)
        frame = self._frame(self._key(fragment.page, present_in(fragment, self._config)))
        return frame.filled(values)

    def render_fully(self, fragment: Fragment) -> str:
        """The same page by a full rendering of the theme, as a measure for `page`."""
        view = view_of(fragment, self._config, self._plan.addresses, self._style, self._language)
        key = self._key(fragment.page, present_in(fragment, self._config))
        return extract(self._render(key, view), self._prefix(key)).html

    def _key(self, page: Page, present: frozenset[str]) -> _FrameKey:
        return _FrameKey(
            section=page.section,
            depth=page.address.count("/"),
            is_section_page=self._section_addresses.get(page.section) == page.address,
            is_homepage=not page.address,
            is_missing=page.address == MISSING_PAGE,
            present=present,
        )

    def _frame(self, key: _FrameKey) -> Slotted:
        if key not in self._frames:
            self._frames[key] = self._new_frame(key)
        return self._frames[key]

    def _new_frame(self, key: _FrameKey) -> Slotted:
        view = marked_view(key.present, is_homepage=key.is_homepage, is_missing=key.is_missing)
        extracted = extract(self._render(key, view), self._prefix(key))
        if not self._is_open and not extracted.files.keys() <= self._inline_files.keys():
            raise self._theme.fault("an inline script depends on the page that holds it")
        self._inline_files |= extracted.files
        try:
            for content in extracted.files.values():
                refuse_marks(content.decode())
            refuse_forbidden(extracted.html)
            return Slotted.of(extracted.html.replace(self._contents.marked, html_mark("headings")))
        except (ForbiddenByPolicy, UnknownForm) as error:
            raise self._theme.fault(str(error)) from error

    def _contents_of_theme(self) -> Contents:
        try:
            return Contents.of(self._theme.entry)
        except (LostHeadings, UnknownForm) as error:
            raise self._theme.fault(str(error)) from error

    def _render(self, key: _FrameKey, view: PageView) -> str:
        base_url = self._prefix(key).removesuffix("/") or ("" if key.is_missing else ".")
        return self._theme.render(
            "main.html",
            {
                "page": view,
                "nav": navigation(self._plan.sections, key.section, self._language),
                "current": "page" if key.is_section_page else "true",
                "base_url": base_url,
                "index": self._style.index,
                "copy": self._copy,
                "version": self._plan.version,
                "has_results_feed": "feed/results" in self._plan.addresses,
            },
        )

    def _prefix(self, key: _FrameKey) -> str:
        return to_root(MISSING_PAGE if key.is_missing else "/" * key.depth, self._style)


def _without_comments(config: SiteConfig) -> SiteConfig:
    """The settings of a copy: who reads it without a network cannot follow a link to a form."""
    if config.contact is None:
        return config
    return replace(config, contact=replace(config.contact, comment=None, correction=None))
