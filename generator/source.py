"""What a site and its copies are written from: content, plan, settings, theme, and fragments of pages."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.caching.environment import code_digest, folder_digest
from generator.caching.fingerprints import Fingerprints, digest_of
from generator.caching.kept import Kept
from generator.caching.store import Store
from generator.caching.watched import WatchedGraph, watched
from generator.changes import History
from generator.commenting import Commenting
from generator.config import PublicationSource, SiteConfig
from generator.editions import Edition
from generator.fragments import Fragments, Memory
from generator.history import history_of
from generator.languages import CATALOGUES, BrokenCatalogue, Language, load
from generator.pages import informed
from generator.public import PublicGraph
from generator.publishing.shell import BROKEN_THEME, BrokenTheme
from generator.reading import parse
from generator.records.framework import FrameworkPage
from generator.records.profiles import ProfilePage
from generator.rendering.past import Pasts
from generator.rendering.plantuml import pictures
from generator.rendering.templates import BrokenTemplate, Renderer, drawings
from generator.site import SitePlan

# What is on pages alone, and in no data file or script.
_TEXTS = (FrameworkPage.kind, ProfilePage.kind)
# The folders of a theme that fragments are made with; the rest of it is for the finished pages.
_RENDERED_WITH = ("templates", "partials", CATALOGUES)


def _facts_of(graph: PublicGraph) -> bytes:
    records = [each for kind, each in graph.records.items() if kind not in _TEXTS]
    rows = graph.completed.rows, graph.assessed.rows
    return Fingerprints(graph).of(records, rows, graph.externals, graph.tombstones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a site and its copies are made of: the content, how it is arranged, and fragments of its pages.

    `environment` is a digest of all that is no content: code, theme, settings, day. It is empty where nothing
    is kept for later. `history`: what of the root's may be told. `pictures`: drawings by their sources.
    """

    root: Path
    graph: PublicGraph
    plan: SitePlan
    config: SiteConfig
    date: datetime.date | None
    fragments: Fragments
    language: Language
    history: History
    editions: Sequence[Edition]
    environment: bytes
    pictures: Mapping[str, str]

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
    history: History | None = None,
    editions: Sequence[Edition] = (),
) -> Source:
    """What the site is written from; fragments are looked for, and put, among what is `kept`.

    `history` is that of `root` by default, `editions` are the published versions that pages lead to.

    Raises: BrokenTheme if a catalogue cannot be used.
    """
    theme, language = theme_folders(root), language_of(root, config)
    history = history if history is not None else history_for(root, config)
    plan = informed(plan, graph, config, history, editions)
    asked = watched(graph)
    program, pasts = plantuml_program(), pasts_of(config, history)
    drawn = pictures(drawings(graph), program) if program is not None else {}
    renderer = _renderer(asked, theme, config, language, date=date, pasts=pasts, drawn=drawn)
    environment = _environment(graph, theme, config, date) if kept.is_lasting else b""
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
        history=history,
        editions=editions,
        environment=environment,
        pictures=drawn,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What another machine renders pages from, by value: what may be shown, and nothing else of the root.

    `theme` has the root's own templates and words, by their path in its theme; None where it has no theme.
    """

    graph: PublicGraph
    config: SiteConfig
    date: datetime.date | None
    history: History
    editions: Sequence[Edition]
    pictures: Mapping[str, str]
    theme: Mapping[str, bytes] | None
    is_lasting: bool


def share_of(source: Source) -> Share:
    """What others need for the pages of `source`."""
    own, *shipped = theme_folders(source.root)
    records = (each for kind in source.graph.records.values() for each in kind.values())
    shown = {record.position.path for record in records}
    shown |= {path for page in source.plan.pages if page.source for path in (page.source, *page.texts)}
    return Share(
        # Anew, without what was computed meanwhile; and without names of files that no page shows.
        graph=replace(source.graph, files=frozenset(), unresolved=()),
        config=source.config,
        date=source.date,
        history=source.history.only(shown),
        editions=source.editions,
        pictures=source.pictures,
        theme=_read(own) if shipped else None,
        is_lasting=bool(source.environment),
    )


def _read(theme: Path) -> Mapping[str, bytes]:
    """The files of a theme that pages are rendered with."""
    paths = sorted(path for room in _RENDERED_WITH for path in (theme / room).rglob("*") if path.is_file())
    return {path.relative_to(theme).as_posix(): path.read_bytes() for path in paths}


def shared_fragments(share: Share, folder: Path, plan: SitePlan) -> Fragments:
    """What renders pages where no root is; `folder` is empty and gets the root's own templates.

    Raises: BrokenTheme if a catalogue cannot be used.
    """
    if share.theme is not None:
        (folder / "theme").mkdir()
    for path, content in (share.theme or {}).items():
        file = folder / "theme" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    language, asked = language_of(folder, share.config), watched(share.graph)
    pasts, theme = pasts_of(share.config, share.history), theme_folders(folder)
    renderer = _renderer(
        asked, theme, share.config, language, date=share.date, pasts=pasts, drawn=share.pictures
    )
    memory = Memory(store=Store(None, b""), environment=b"", is_lasting=share.is_lasting)
    return Fragments(renderer, asked, plan, share.config, language, memory)


def _renderer(
    asked: WatchedGraph,
    theme: Sequence[Path],
    config: SiteConfig,
    language: Language,
    *,
    date: datetime.date | None,
    pasts: Pasts,
    drawn: Mapping[str, str],
) -> Renderer:
    return Renderer(
        asked,
        theme,
        parse,
        edition=date,
        pasts=pasts,
        drawn=drawn,
        language=language,
        commenting=Commenting.of(config),
    )


def _environment(
    graph: PublicGraph, theme: Sequence[Path], config: SiteConfig, date: datetime.date | None
) -> bytes:
    said = Fingerprints(graph).of(config, date)
    return digest_of(code_digest(), folder_digest(theme), said)


def history_for(root: Path, config: SiteConfig) -> History:
    """What of a root's history may be told."""
    is_private = config.publication.source is PublicationSource.PRIVATE
    return history_of(root, results=config.content.results, is_private=is_private)


def pasts_of(config: SiteConfig, history: History) -> Pasts:
    """What pages tell of `history`."""
    repository = config.site.repository
    if repository is None:
        return Pasts(history)
    return Pasts(history, f"{repository.url.rstrip('/')}/{repository.commit_path.lstrip('/')}")


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
