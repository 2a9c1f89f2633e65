"""The settings of a root: `site_config.yml`, decoded like any record."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from generator.diagnostics import Position, Severity
from generator.messages import message
from generator.records.base import FilePath, Form, Language, Structure, Url

_FOLDER = r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*"
Folder = Annotated[str, Form(_FOLDER, "a folder of this root")]
HiddenFolder = Annotated[str, Form(rf"\.?{_FOLDER}", "a folder of this root")]
_NOWHERE = Position("site_config.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherConfig(Structure):
    """Who publishes the site."""

    name: str
    url: Url | None = None
    logo: FilePath | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryConfig(Structure):
    """Where the content is kept.

    `edit_path` leads from `url` to a file's editing page, `commit_path` to a commit.
    """

    url: Url
    branch: str = "main"
    edit_path: str = "edit/{branch}/{path}"
    commit_path: str = "commit/{commit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSection(Structure):
    """What the site is called and who answers for it."""

    name: str
    url: Url
    description: str = ""
    language: Language = "en"
    publisher: PublisherConfig | None = None
    license: str = ""
    repository: RepositoryConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentConfig(Structure):
    """The folders that hold content, relative to the root."""

    framework: Folder = "framework"
    profiles: Folder = "profiles"
    results: Folder = "results_data"


class PublicationSource(enum.Enum):
    """Whether the root is private (exports as they came) or public (redacted exports only)."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclaimersConfig(Structure):
    """The sentences shown with results and with statements; a root that writes none has these."""

    results: str = message(
        "A published result says that an organization completed testing of an actor in a profile with the "
        "system named. It is not a certification, and nothing follows from what is not listed."
    )
    statements: str = message(
        "An integration statement is its supplier's own declaration. It has not been verified here; the "
        "supplier alone is responsible for it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationConfig(Structure):
    """What kind of root this is, for the publication rule."""

    source: PublicationSource
    disclaimers: DisclaimersConfig = field(default_factory=lambda: DisclaimersConfig(position=_NOWHERE))


AddressPattern = Annotated[
    str,
    Form(
        r"https?://[^\s<>\"'`\\{}|^/?#@]+([/?#]([^\s<>\"'`\\{}|^]|\{(domain|document|section|page)\})*)?",
        "an address, perhaps with {domain}, {document}, {section} and {page} where these are filled in",
        2000,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactConfig(Structure):
    """How readers reach the publisher.

    `comment`: where they comment on a page or section, `correction`: where they report a wrong result.
    """

    email: str | None = None
    form: Url | None = None
    comment: AddressPattern | None = None
    correction: AddressPattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetsConfig(Structure):
    """Limits of the output, 0 for none: kB of a page, which is divided beyond it, and the number of files."""

    page_kb: int = 60
    files: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildConfig(Structure):
    """Where the output and the cache go, relative to the root.

    `pack` puts what search shows of several pages into one file, for hosts that limit the number of files.
    """

    output: Folder = "site"
    cache: HiddenFolder = ".cache"
    pack: bool = False


class CopyKind(enum.Enum):
    """What readers can take home as one file: the whole site, each domain, each profile."""

    SITE = "site"
    DOMAINS = "domains"
    PROFILES = "profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig(Structure):
    """Everything a root may set. `theme` is handed to Material for MkDocs as it is.

    `downloads`: the copies for reading offline that a build makes and offers on `/downloads/`.
    """

    site: SiteSection
    content: ContentConfig = field(default_factory=lambda: ContentConfig(position=_NOWHERE))
    theme: Mapping[str, object] = field(default_factory=dict)
    publication: PublicationConfig
    contact: ContactConfig | None = None
    checks: Mapping[str, Severity] = field(default_factory=dict)
    budgets: BudgetsConfig = field(default_factory=lambda: BudgetsConfig(position=_NOWHERE))
    build: BuildConfig = field(default_factory=lambda: BuildConfig(position=_NOWHERE))
    downloads: tuple[CopyKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Structure):
    """A known finding, and why it stands: `waivers.yml` lists them. It fails once it is not needed.

    `message` is the finding's whole message, so that a new fault of the same file is not waived.
    `until` is the last day on which it stands.
    """

    rule: str
    path: FilePath
    message: str
    reason: str
    until: datetime.date | None = None
