"""Published versions: read from their commits, compared with what was published, written below the site."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator import reading
from generator.assembly import write_site
from generator.bundling import write_downloads
from generator.caching.environment import code_digest, folder_digest
from generator.caching.fingerprints import Fingerprints, digest_of
from generator.caching.kept import Kept, kept_of
from generator.changes import History
from generator.config import CopyKind, SiteConfig
from generator.editions import VERSIONS, Edition
from generator.pages.versions import as_version, pages_of_version
from generator.public import PublicGraph
from generator.publishing.target import Target
from generator.reading import CONFIG_PATH, Reading
from generator.records.elsewhere import ExternalKind, Version
from generator.revisions import UnknownRevision, commit_of, is_in_history, root_as_of
from generator.site import SitePlan
from generator.source import Source, source_of, theme_folders
from generator.understanding import Understood, understood

_ROOM = "versions"
VERSIONS_FILE = "versions.yml"


class Published(NamedTuple):
    """What a version has for ever: its `digest`, pages, and ids of records (as links name them).

    `addresses` are those of all pages, `own` of those that show a file of the content, with their names.
    """

    digest: str
    addresses: tuple[str, ...]
    own: dict[str, str]
    ids: tuple[str, ...]

    def edition(self, version: Version) -> Edition:
        """What pages need to know of it."""
        return Edition(version.label, version.date, frozenset(self.addresses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A version as it was read from its commit into `folder`; results are not in it."""

    folder: Path
    reading: Reading
    public: PublicGraph
    plan: SitePlan
    config: SiteConfig


@contextmanager
def opened(root: Path, version: Version, config: SiteConfig) -> Iterator[Opened]:
    """A version of `root`, with the settings of today but for the folders of its content.

    Raises: UnknownRevision if its commit is not here, is not of this history, or holds no content.
    """
    commit = commit_of(root, version.commit)
    if not is_in_history(root, commit):
        raise UnknownRevision(f"the commit {commit[:10]} is not part of this history")
    # Never the folder of results: what is not there cannot be shown.
    with root_as_of(root, commit, (CONFIG_PATH,), lambda found: reading.content_folders(found)[:2]) as folder:
        read = reading.read(folder, {})
        if read.config is None:
            raise UnknownRevision(f"the {CONFIG_PATH} of {commit[:10]} cannot be read")
        settings = _settings(version, config, read.config)
        content: Understood = understood(folder, replace(read, config=settings), version.date)
        assert content.plan is not None
        yield Opened(folder=folder, reading=read, public=content.public, plan=content.plan, config=settings)


def _settings(version: Version, config: SiteConfig, own: SiteConfig) -> SiteConfig:
    """Those of today, for a site of its own below the current one, which nobody edits."""
    url = f"{config.site.url.rstrip('/')}/{VERSIONS}{version.label}/"
    return replace(
        config,
        site=replace(config.site, url=url, repository=None),
        content=own.content,
        downloads=(CopyKind.SITE,) if config.downloads else (),
    )


def published(root: Path, version: Version, config: SiteConfig, kept: Kept | None = None) -> Published:
    """What a version has for ever, as this program reads it; what is kept of it is not read again.

    Raises: UnknownRevision.
    """
    commit = commit_of(root, version.commit)
    environment = digest_of(code_digest(), commit.encode(), repr(config.content).encode())
    known = kept.store.get(_ROOM, version.label, environment) if kept is not None else None
    if known is not None and is_in_history(root, commit):
        return Published(*json.loads(known))
    with opened(root, version, config) as found:
        facts = _published(found)
    if kept is not None:
        kept.store.put(_ROOM, environment, [(version.label, json.dumps(facts).encode())])
    return facts


def _published(found: Opened) -> Published:
    kinds = {kind.value for kind in ExternalKind}
    pages = list(pages_of_version(found.plan))
    return Published(
        digest=hashlib.sha256("\n".join(_lines(found)).encode("utf-8", "surrogatepass")).hexdigest(),
        addresses=tuple(page.address for page in pages),
        own={page.address: page.name for page in pages if page.source is not None},
        ids=tuple(
            f"{kind}/{key}"
            for kind, records in found.public.records.items()
            if kind in kinds
            for key in records
        ),
    )


def _lines(found: Opened) -> Iterator[str]:
    """What must never change of a version: its files, addresses of its records, anchors of its texts."""
    content = found.reading.config.content if found.reading.config is not None else found.config.content
    folders = (f"{content.framework}/", f"{content.profiles}/")
    listed = f"{content.framework}/{VERSIONS_FILE}"
    for path, text in sorted(found.reading.sources.items()):
        if path.startswith(folders) and path != listed:
            yield json.dumps(["file", path, _sha256(text.encode("utf-8", "surrogatepass"))])
    for address, path in sorted(found.plan.files.items()):
        yield json.dumps(["published", address, _sha256((found.folder / path).read_bytes())])
    for page in pages_of_version(found.plan):
        if page.source is not None:
            yield json.dumps(["page", page.name, page.address])
    for each in found.public.texts:
        if anchors := sorted(each.document.anchors):
            yield json.dumps(["anchors", str(each.owner), anchors])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_versions(
    source: Source,
    versions: Sequence[tuple[Version, Published]],
    target: Target,
    *,
    offline: bool = False,
    jobs: int | None = None,
) -> None:
    """Writes each version below the site that is written from `source`; what would be the same is taken over.

    Raises: BrokenTheme, BrokenTemplate, SearchError; UnknownRevision if a version is gone meanwhile.
    """
    editions = tuple(facts.edition(version) for version, facts in versions)
    buried = frozenset(str(id) for id in source.graph.tombstones)
    for version, facts in versions:
        key = _key(source, version, facts, editions, buried) if source.environment else b""
        if target.keep_all(key):
            continue
        with opened(source.root, version, source.config) as found:
            own = _written(source, found, facts.edition(version), editions, buried, target, offline, jobs)
        for address in own.entries:
            target.adopt(f"{VERSIONS}{version.label}/{address}", key)


def _written(
    source: Source,
    found: Opened,
    edition: Edition,
    editions: Sequence[Edition],
    buried: frozenset[str],
    target: Target,
    offline: bool,
    jobs: int | None,
) -> Target:
    plan = as_version(found.plan, edition, editions, source.plan, buried)
    theme = theme_folders(source.root)
    if len(theme) > 1:
        shutil.copytree(theme[0], found.folder / "theme")
    folder = target.folder / edition.folder
    folder.mkdir(parents=True)
    own = Target(folder=folder)
    with kept_of(found.folder, is_lasting=False) as kept:
        made_of = source_of(
            found.folder, found.public, plan, found.config, date=edition.day, kept=kept, history=History()
        )
        write_site(made_of, own, offline=offline, jobs=jobs)
        if found.config.downloads and not offline:
            write_downloads(made_of, own, jobs=jobs)
    return own


def _key(
    source: Source,
    version: Version,
    facts: Published,
    editions: Sequence[Edition],
    buried: frozenset[str],
) -> bytes:
    """What a version is made of: its commit, this program, the theme, the settings, and what it leads to."""
    there = {page.address: page.title for page in source.plan.pages}
    leads = [
        (
            address,
            there.get(address),
            source.plan.redirects.get(address),
            facts.own.get(address) in buried,
            [each.label for each in editions if address in each.addresses],
        )
        for address in facts.addresses
    ]
    said = Fingerprints(source.graph).of(
        source.config, version.label, version.commit, version.digest, version.date, leads
    )
    return digest_of(code_digest(), folder_digest(theme_folders(source.root)), said)
