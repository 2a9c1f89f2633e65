"""What a site and its copies are written from: content, plan, settings, theme, and fragments of pages."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.caching.environment import code_digest, folder_digest
from generator.caching.fingerprints import Fingerprints, digest_of
from generator.caching.kept import Kept
from generator.caching.watched import watched
from generator.config import SiteConfig
from generator.fragments import Fragments, Memory
from generator.history import last_changes
from generator.languages import CATALOGUES, BrokenCatalogue, Language, load
from generator.public import PublicGraph
from generator.publishing.shell import BROKEN_THEME, BrokenTheme
from generator.reading import parse
from generator.records.framework import FrameworkPage
from generator.records.profiles import ProfilePage
from generator.rendering.templates import BrokenTemplate, Renderer
from generator.site import SitePlan

# What is on pages alone, and in no data file or script.
_TEXTS = (FrameworkPage.kind, ProfilePage.kind)


def _facts_of(graph: PublicGraph) -> bytes:
    records = [each for kind, each in graph.records.items() if kind not in _TEXTS]
    rows = graph.completed.rows, graph.assessed.rows
    return Fingerprints(graph).of(records, rows, graph.externals, graph.tombstones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a site and its copies are made of: the content, how it is arranged, and fragments of its pages.

    `environment` is a digest of all that is no content: code, theme, settings, day. It is empty where nothing
    is kept for later.
    """

    root: Path
    graph: PublicGraph
    plan: SitePlan
    config: SiteConfig
    date: datetime.date | None
    fragments: Fragments
    language: Language
    environment: bytes

    def key(self, *values: object) -> bytes:
        """A digest of what something is made of besides the environment; empty where nothing is kept."""
        if not self.environment:
            return b""
        return digest_of(self.environment, Fingerprints(self.graph).of(*values))

    @property
    def content(self) -> bytes:
        """A digest of all facts that may be shown, and where; texts are on pages alone."""
        return self.graph.once(_facts_of) + Fingerprints(self.graph).of(self.plan.addresses)


def source_of(
    root: Path,
    graph: PublicGraph,
    plan: SitePlan,
    config: SiteConfig,
    *,
    date: datetime.date | None,
    kept: Kept,
) -> Source:
    """What the site is written from; fragments are looked for, and put, among what is `kept`.

    Raises: BrokenTheme if a catalogue cannot be used.
    """
    theme = theme_folders(root)
    language = language_of(root, config)
    asked = watched(graph)
    renderer = Renderer(
        asked,
        theme,
        parse,
        edition=date,
        modified=last_changes(root),
        plantuml=plantuml_program(),
        language=language,
    )
    said = Fingerprints(graph).of(config, date) if kept.is_lasting else b""
    environment = digest_of(code_digest(), folder_digest(theme), said) if kept.is_lasting else b""
    shared = Fingerprints(graph).of(renderer.shared) if kept.is_lasting else b""
    memory = Memory(store=kept.store, environment=digest_of(environment, shared), is_lasting=kept.is_lasting)
    return Source(
        root=root,
        graph=graph,
        plan=plan,
        config=config,
        date=date,
        fragments=Fragments(renderer, asked, plan, config, language, memory),
        language=language,
        environment=environment,
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


def plantuml_program() -> Path | None:
    """The program that draws PlantUML. The machine names it, never the content: a build would run it."""
    named = os.environ.get("TFPUB_PLANTUML_JAR", "")
    return Path(named) if named else None
