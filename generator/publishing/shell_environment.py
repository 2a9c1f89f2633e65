"""The theme's templates as MkDocs and Material give them: the only room that knows MkDocs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Navigation

from generator.config import SiteConfig
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.languages import Language
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.publishing.shell_theme import (
    ASSETS,
    folder_faults,
    override_folders,
    own_folder,
    settings_faults,
    theme_settings,
)
from generator.publishing.shell_view import HeadingView
from generator.site import Section
from generator.wording import speak

BROKEN_THEME = Rule(
    name="broken-theme",
    severity=Severity.ERROR,
    summary="The theme's settings and templates make pages that ask no other host and run no inline script.",
    is_fixed=True,
)
# The one template that prints markup which it puts together itself; its input is checked instead.
_UNESCAPED_TEMPLATE = "partials/icons.html"
# What a template can raise: Jinja's own errors, and those of the operations that it writes down.
_TEMPLATE_ERRORS = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError)


class BrokenTheme(ValueError):
    """The root's theme cannot make pages; `diagnostics` say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics


class SectionLink(Link):
    """A section in the navigation, with the group that it stands in."""

    group: str = ""


class ThemeEnvironment:
    """The theme's templates and settings, as MkDocs gives them; `icon` is the address of the site's icon."""

    def __init__(self, config: SiteConfig, theme: Sequence[Path], language: Language) -> None:
        self._position = config.position
        found = (*settings_faults(config), *folder_faults(theme))
        faults = tuple(BROKEN_THEME.at(config.position, *fault) for fault in found)
        if faults:
            raise BrokenTheme(faults)
        mkdocs = self._configured(config, theme, language)
        self._environment = _environment(mkdocs, override_folders(theme), language)
        folder = own_folder(theme, language)
        self.icon = _own(str(mkdocs.theme["favicon"]), folder)
        self._constants = {
            "config": _plain_settings(mkdocs),
            "site": config.site,
            "contact": config.contact,
            "policy": CONTENT_SECURITY_POLICY,
            "own_folder": folder,
            "is_translated": bool(language.words),
            "mkdocs_version": mkdocs_version,
        }

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """`template` as Jinja renders it. Raises: BrokenTheme if it cannot."""
        try:
            return self._environment.get_template(template).render({**self._constants, **context})
        except _TEMPLATE_ERRORS as error:
            raise self.fault(f"a template of the theme fails: {_described(error)}") from error

    def fault(self, message: str) -> BrokenTheme:
        """A finding about the root's theme, ready to be raised."""
        hint = "look into theme: of site_config.yml and into the root's own theme/overrides"
        return BrokenTheme((BROKEN_THEME.at(self._position, message, hint),))

    def entry(self, heading: HeadingView) -> str:
        """A heading in the table of contents."""
        return self.render("partials/toc-item.html", {"entry": heading})

    def _configured(self, config: SiteConfig, theme: Sequence[Path], language: Language) -> MkDocsConfig:
        mkdocs = MkDocsConfig(config_file_path=config.position.path)
        mkdocs.load_dict(
            {
                "site_name": config.site.name,
                "site_url": config.site.url,
                "site_description": config.site.description,
                "docs_dir": str(theme[-1]),
                "theme": theme_settings(config, language),
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


def _environment(mkdocs: MkDocsConfig, overrides: list[str], language: Language) -> jinja2.Environment:
    """MkDocs' own environment for the theme, but escaping, and closed: a root's templates are content too."""
    folders = [*overrides, *mkdocs.theme.dirs]
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders),
        auto_reload=False,
        autoescape=lambda name: name != _UNESCAPED_TEMPLATE,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["url"] = _url
    environment.filters["script_tag"] = _script_tag
    speak(environment, language)
    return environment


def _plain_settings(mkdocs: MkDocsConfig) -> dict[str, object]:
    """The settings as templates read them, without the objects that MkDocs keeps among them."""
    theme = {key: value for key, value in mkdocs.theme.items() if key != "locale"}
    site = {name: mkdocs[name] for name in ("site_name", "site_url", "site_description", "extra")}
    return {**site, "theme": theme, "plugins": {}, "extra_css": (), "extra_javascript": (), "mdx_configs": {}}


def navigation(sections: Sequence[Section], active: str, language: Language) -> Navigation:
    """The site's sections, one of them active, as MkDocs hands them to a theme."""
    links = []
    for section in sections:
        link = SectionLink(language.said(section.title), section.address)
        link.active, link.group = section.key == active, language.said(section.group)
        links.append(link)
    return Navigation(links, [])


def _own(address: str, folder: str) -> str:
    """The address of a file of our theme, whose folder bears a digest; any other as it is."""
    return folder + address.removeprefix(ASSETS) if address.startswith(ASSETS) else address


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> Markup:
    """The filter `url` of the theme: an address of the site, seen from the page."""
    address, base = str(value), str(context["base_url"])
    if address.startswith(("#", "/")) or ":" in address.partition("/")[0]:
        return Markup(escape(address))
    prefix = "" if base == "." else base + "/"
    address = _own(address, str(context["own_folder"]))
    index = context["index"] if not address or address.endswith("/") else ""
    return Markup(escape(prefix + address + index or "./"))


@jinja2.pass_context
def _script_tag(context: jinja2.runtime.Context, address: object) -> Markup:
    """The filter `script_tag` of the theme: a script of the site."""
    return Markup('<script src="{}"></script>').format(_url(context, address))


def _described(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name}:{error.lineno}: {error.message}"
    return str(error) or type(error).__name__
