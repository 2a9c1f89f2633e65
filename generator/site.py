"""The site as a plan: which pages there are, where, and what each one shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from generator.diagnostics import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page of the site: what it is called and its symbolic name (`profile/MHD`)."""

    title: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An entry of the site's navigation: a page that leads to all pages of one kind.

    `group` is what the entry stands under, with its neighbours of the same group.
    """

    key: str
    title: str
    address: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """How search treats a page: facets, ids that find it at once, and words that weigh more.

    `ids` are exact names ("ITI-65", "XDS.b"); `synonyms` are other names of the same thing. `year` is that
    of an event, or of what belongs to it. Without `has_text` a page is found by its names alone.
    `anchors` say where on the page one of these names stands, if it has a place of its own (a term of the
    glossary). `language` is that of the page's text; where it is empty, the site's.
    """

    kind: str
    domain: str = ""
    status: str = ""
    year: str = ""
    has_text: bool = True
    ids: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersions:
    """Where a page stands among published versions; `others` are those that have it too.

    A page of a version has its `label` and `day`, and `current` leads to what it says now: the page itself if
    it `is_there`, or what a reader may look at instead.
    """

    others: tuple[PageLink, ...] = ()
    label: str = ""
    day: datetime.date | None = None
    current: PageLink | None = None
    is_there: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: what it is, where it goes, and the facts its template arranges.

    `kind` names the template and module; `name` is what links say after `ref:`; `address` is the
    folder below the site's root, with a slash at its end ("" for home, "404.html" for that page).
    `position` is the content that claims the address. `source` is the file an editor would change, `texts`
    are other content files that it shows, `feed` the name of the news of what it shows.
    `facts_of` gathers the facts when the page is rendered: planning is done before, by one process alone.
    """

    kind: str
    name: str
    address: str
    title: str
    facts_of: Callable[[], object]
    position: Position
    description: str = ""
    section: str = ""
    breadcrumbs: tuple[PageLink, ...] = ()
    previous: PageLink | None = None
    next: PageLink | None = None
    source: str | None = None
    texts: tuple[str, ...] = ()
    feed: str = ""
    versions: PageVersions | None = None
    search: SearchEntry | None = None

    @property
    def is_of_version(self) -> bool:
        """Whether it shows what a published version says, and not what holds now."""
        return self.versions is not None and bool(self.versions.label)

    @property
    def facts(self) -> object:
        """What the page shows, gathered anew."""
        return self.facts_of()

    @property
    def bare(self) -> Page:
        """The page when its facts are shown, and nobody asks for them again."""
        return replace(self, facts_of=nothing)


def nothing() -> None:
    """The facts of a page that needs none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """Every page of the site, its navigation, and the content files it publishes as they are.

    `addresses`: symbolic name -> address. `files`: address -> path of the content file.
    `redirects`: old address -> address. `version` is the label of the published version that it is of.
    """

    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    addresses: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of the site, or of a part of it, that is one file and is read from disk.

    `key` names its file (`profile-mhd`), `title` says what it holds, and its pages are those of `plan`.
    """

    key: str
    title: str
    plan: SitePlan
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFile:
    """The file of a copy: its size in bytes, and the SHA-256 of them."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A heading in a page's table of contents, with those below it."""

    anchor: str
    title: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A rendered page without its shell: article HTML (links still `ref:`), and its headings.

    `modified` is when the page's content last changed, by git; None where that is not known. `history` lists
    its changes as HTML, below the article, and `versions` says above it where else it can be read.
    """

    page: Page
    html: str
    toc: tuple[TocEntry, ...] = ()
    modified: datetime.date | None = None
    history: str = ""
    versions: str = ""
