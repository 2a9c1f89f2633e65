"""What a site and its copies are written from: content, plan, settings, theme, and fragments of pages."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.config import SiteConfig
from generator.fragments import Fragments
from generator.history import last_changes
from generator.languages import CATALOGUES, BrokenCatalogue, Language, load
from generator.public import PublicGraph
from generator.publishing.shell import BROKEN_THEME, BrokenTheme
from generator.rendering.templates import BrokenTemplate, Renderer
from generator.site import SitePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a site and its copies are made of: the content, how it is arranged, and fragments of its pages."""

    root: Path
    graph: PublicGraph
    plan: SitePlan
    config: SiteConfig
    date: datetime.date | None
    fragments: Fragments
    language: Language


def source_of(
    root: Path,
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    *,
    date: datetime.date | None,
    store: Path | None = None,
) -> Source:
    """What the site is written from; `store` is an empty folder that keeps fragments for copies.

    Raises: BrokenTheme if a catalogue cannot be used.
    """
    theme = theme_folders(root)
    language = language_of(root, config)
    renderer = Renderer(
        graph,
        theme,
        edition=date,
        modified=last_changes(root),
        plantuml=_plantuml(),
        language=language,
    )
    fragments = Fragments(renderer, plan, config, language, store)
    return Source(
        root=root, graph=graph, plan=plan, config=config, date=date, fragments=fragments, language=language
    )


def language_of(root: Path, config: SiteConfig) -> Language:
    """How the interface of a root's site speaks. Raises: BrokenTheme if a catalogue cannot be used."""
    try:
        return load(config.site.language, theme_folders(root))
    except BrokenCatalogue as error:
        hint = f"look into the root's own theme/{CATALOGUES}"
        raise BrokenTheme((BROKEN_THEME.at(config.position, str(error), hint),)) from error


@contextmanager
def reported(config: SiteConfig) -> Iterator[None]:
    """Makes a finding of a template that fails. Raises: BrokenTheme."""
    try:
        yield
    except BrokenTemplate as error:
        finding = BROKEN_THEME.at(config.position, str(error), "look into the root's theme/templates")
        raise BrokenTheme((finding,)) from error


def theme_folders(root: Path) -> Sequence[Path]:
    """The root's own theme, if it has one, before the shipped one: the first that has a file wins."""
    package = Path(__file__).resolve().parent
    shipped = package / "_theme"
    if not shipped.is_dir():
        shipped = package.parent / "theme"
    own = root / "theme"
    return [own, shipped] if own.is_dir() and own.resolve() != shipped else [shipped]


def _plantuml() -> Path | None:
    """The program that draws PlantUML. The machine names it, never the content: a build would run it."""
    named = os.environ.get("TFPUB_PLANTUML_JAR", "")
    return Path(named) if named else None
