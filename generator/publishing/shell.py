"""Turns fragments into pages: Material for MkDocs renders a frame once, pages only fill its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Navigation

from generator.config import SiteConfig
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.publishing.links import MISSING_PAGE, LinkStyle, anchor_url, to_root
from generator.publishing.shell_policy import (
    CONTENT_SECURITY_POLICY,
    ForbiddenByPolicy,
    extract,
    refuse_forbidden,
)
from generator.publishing.shell_slots import Slotted, UnknownForm, escaped
from generator.publishing.shell_theme import override_folders, settings_faults, theme_files, theme_settings
from generator.publishing.shell_view import (
    HeadingView,
    PageView,
    marked_heading,
    marked_view,
    present_in,
    values_of,
    view_of,
)
from generator.site import Fragment, Page, Section, SitePlan, TocEntry

BROKEN_THEME = Rule(
    name="broken-theme",
    severity=Severity.ERROR,
    summary="The theme's settings and templates make pages that ask no other host and run no inline script.",
    is_fixed=True,
)
# The one template that prints markup which it puts together itself; its input is checked instead.
_UNESCAPED_TEMPLATE = "partials/icons.html"


class BrokenTheme(ValueError):
    """The root's theme cannot make pages; `diagnostics` say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics


class _FrameKey(NamedTuple):
    """What a frame depends on, other than by its slots."""

    section: str
    depth: int
    is_section_page: bool
    is_homepage: bool
    is_missing: bool
    present: frozenset[str]


class Shells:
    """Complete pages of one site in one link style."""

    def __init__(self, config: SiteConfig, plan: SitePlan, theme: Sequence[Path], style: LinkStyle) -> None:
        """Raises: BrokenTheme if the root's theme cannot make pages."""
        self._config = config
        self._plan = plan
        self._style = style
        self._theme = _Theme(config, theme)
        self._section_addresses = {section.key: section.address for section in plan.sections}
        self._frames: dict[_FrameKey, Slotted] = {}
        self._inline_files: dict[str, bytes] = {}
        self._leaf, self._branch = self._theme.toc_entries()
        self._files = theme_files(config, theme)
        self._is_open = True
        for page in plan.pages:
            self._frame(self._key(page, frozenset({"description", "edit_url", "modified", "headings"})))
        self._is_open = False

    @property
    def files(self) -> Mapping[str, Path | bytes]:
        """What the pages need beside them: address -> file, or its content."""
        return {**self._files, **self._inline_files}

    def page(self, fragment: Fragment) -> str:
        """The whole page, its links resolved."""
        values = values_of(fragment, self._config, self._plan.addresses, self._style)
        values["headings"] = self._toc(fragment.toc)
        frame = self._frame(self._key(fragment.page, present_in(fragment, self._config)))
        return frame.filled(values)

    def render_fully(self, fragment: Fragment) -> str:
        """The same page by a full rendering of the theme, as a measure for `page`."""
        view = view_of(fragment, self._config, self._plan.addresses, self._style)
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
            refuse_forbidden(extracted.html)
            # One marked heading stands for the whole list, of whatever shape.
            return Slotted.of(extracted.html.replace(self._theme.marked_entry(), "\x02headings\x03"))
        except (ForbiddenByPolicy, UnknownForm) as error:
            raise self._theme.fault(str(error)) from error

    def _render(self, key: _FrameKey, view: PageView) -> str:
        base_url = self._prefix(key).removesuffix("/") or ("" if key.is_missing else ".")
        return self._theme.render(
            "main.html",
            {
                "page": view,
                "nav": _navigation(self._plan.sections, key.section),
                "current": "page" if key.is_section_page else "true",
                "base_url": base_url,
                "index": self._style.index,
            },
        )

    def _prefix(self, key: _FrameKey) -> str:
        return to_root(MISSING_PAGE if key.is_missing else "/" * key.depth, self._style)

    def _toc(self, entries: Sequence[TocEntry]) -> str:
        return "".join(map(self._toc_entry, entries))

    def _toc_entry(self, entry: TocEntry) -> str:
        values = {"heading.title": escaped(entry.title), "heading.url": anchor_url(entry.anchor)}
        if not entry.children:
            return self._leaf.filled(values)
        return self._branch.filled({**values, "headings": self._toc(entry.children)})


class _Theme:
    """The theme's templates and settings, as MkDocs gives them."""

    def __init__(self, config: SiteConfig, theme: Sequence[Path]) -> None:
        self._position = config.position
        faults = tuple(BROKEN_THEME.at(config.position, *fault) for fault in settings_faults(config))
        if faults:
            raise BrokenTheme(faults)
        self._mkdocs = self._configured(config, theme)
        self._mkdocs.theme.dirs[:0] = override_folders(theme)
        self._environment = self._mkdocs.theme.get_env()
        self._environment.autoescape = lambda name: name != _UNESCAPED_TEMPLATE
        self._environment.trim_blocks = self._environment.lstrip_blocks = True
        self._environment.filters["url"] = _url
        self._constants = {
            "config": self._mkdocs,
            "site": config.site,
            "contact": config.contact,
            "policy": CONTENT_SECURITY_POLICY,
            "mkdocs_version": mkdocs_version,
        }

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """`template` as Jinja renders it. Raises: BrokenTheme if it cannot."""
        try:
            return self._environment.get_template(template).render({**self._constants, **context})
        except (jinja2.TemplateError, TypeError) as error:
            raise self.fault(f"a template of the theme fails: {_described(error)}") from error

    def fault(self, message: str) -> BrokenTheme:
        """A finding about the root's theme, ready to be raised."""
        hint = "look into theme: of site_config.yml and into the root's own theme/overrides"
        return BrokenTheme((BROKEN_THEME.at(self._position, message, hint),))

    def toc_entries(self) -> tuple[Slotted, Slotted]:
        """An entry of a table of contents: without children, and with a slot for them."""
        leaf, branch = self.marked_entry(), self._entry(marked_heading((marked_heading(),)))
        outer, inner, rest = branch.rpartition(leaf)
        return Slotted.of(leaf), Slotted.of(f"{outer}\x02headings\x03{rest}" if inner else branch)

    def marked_entry(self) -> str:
        """An entry of marks, without children."""
        return self._entry(marked_heading())

    def _entry(self, heading: HeadingView) -> str:
        return self.render("partials/toc-item.html", {"entry": heading})

    def _configured(self, config: SiteConfig, theme: Sequence[Path]) -> MkDocsConfig:
        mkdocs = MkDocsConfig(config_file_path=config.position.path)
        mkdocs.load_dict(
            {
                "site_name": config.site.name,
                "site_url": config.site.url,
                "site_description": config.site.description,
                "docs_dir": str(theme[-1]),
                "theme": theme_settings(config),
                "plugins": [],
                "extra": {
                    "language": config.site.language,
                    "generator": False,
                    # What the theme remembers of a reader's choices is shared by all pages, also on disk.
                    "scope": urlsplit(config.site.url).path or "/",
                },
            }
        )
        errors, _ = mkdocs.validate()
        if errors:
            raise self.fault("; ".join(f"{key}: {error}" for key, error in errors))
        return mkdocs


def _navigation(sections: Sequence[Section], active: str) -> Navigation:
    links = []
    for section in sections:
        link = Link(section.title, section.address)
        link.active = section.key == active
        links.append(link)
    return Navigation(links, [])


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> Markup:
    """The filter `url` of the theme: an address of the site, seen from the page."""
    address, base = str(value), str(context["base_url"])
    if address.startswith(("#", "/")) or ":" in address.partition("/")[0]:
        return Markup(escape(address))
    prefix = "" if base == "." else base + "/"
    index = context["index"] if not address or address.endswith("/") else ""
    return Markup(escape(prefix + address + index or "./"))


def _described(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name}:{error.lineno}: {error.message}"
    return str(error) or type(error).__name__
