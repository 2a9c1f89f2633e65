"""Testing sessions: the dated events, the systems brought to them, and what changes their results."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from generator.records.base import Country, Date, FilePath, Form, Key, Record, Ref, Structure, Url
from generator.records.framework import Actor
from generator.records.organizations import Organization
from generator.records.profiles import Profile

Region = Annotated[
    str, Form(r"[a-z]+(-[a-z]+)*", "a region in small letters such as europe or north-america", 40)
]
Keyword = Annotated[str, Form(r"\S(.*\S)?", "what an export calls it, on one line", 200)]


class SessionKind(enum.Enum):
    """What sort of event a session is. A conformity assessment is a scheme of its own."""

    CONNECTATHON = "connectathon"
    PROJECTATHON = "projectathon"
    SHOWCASE = "showcase"
    CONFORMITY_ASSESSMENT = "conformity-assessment"


class ExportFormat(enum.Enum):
    """How a results export is written."""

    GAZELLE_SUMMARY = "gazelle-summary"
    RESULTS_CSV = "results-csv"
    FHIR_TEST_REPORT = "fhir-testreport"


class Outcome(enum.Enum):
    """What a session's monitors decided about an actor in a profile with an option. A blank is ungraded."""

    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"
    AT_RISK = "at-risk"
    WITHDRAWN = "withdrawn"
    NOT_GRADED = "not-graded"
    NO_PEER = "no-peer"
    UNGRADED = "ungraded"


class AmendmentAction(enum.Enum):
    """What an amendment does to results."""

    WITHDRAW = "withdraw"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Structure):
    """Where a session took place."""

    city: str
    country: Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Structure):
    """A results export of a session: its file, relative to the session's folder, and how it is written."""

    file: FilePath
    format: ExportFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class TestingSession(Record):
    """A dated event. Nothing of it is shown before `publish_on`. `baseline`: profile -> version tested."""

    kind: ClassVar[str] = "session"

    name: str
    type: SessionKind = field(metadata={"yaml": "kind"})
    region: Region
    location: Location
    start: Date
    end: Date
    publish_on: Date
    sponsor: str | None = None
    demonstration: bool = False
    exports: tuple[Export, ...]
    baseline: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_assessment(self) -> bool:
        """Whether it belongs to conformity assessment, whose results are never mixed with others."""
        return self.type is SessionKind.CONFORMITY_ASSESSMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Record):
    """What an organization brought to a session. `keyword` is what exports call it, if not by its key."""

    kind: ClassVar[str] = "system"

    session: Ref[TestingSession] = field(metadata={"from": "folder"})
    organization: Ref[Organization]
    product: str
    version: str
    type: str | None = field(default=None, metadata={"yaml": "kind"})
    url: Url | None = None
    keyword: Keyword | None = None

    @property
    def title(self) -> str:
        """The product and its version."""
        return f"{self.product} {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords(Structure):
    """How the exports of a session call our profiles, actors, options and outcomes: their word -> our key."""

    session: Ref[TestingSession] = field(metadata={"from": "folder"})
    profiles: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow(Structure):
    """A row of an export, as its file is named in the session and its rows are counted (the header is 1)."""

    file: FilePath
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Structure):
    """A decision about results after their export; `reason` is for the files' readers, never shown.

    What it leaves out it does not restrict: with an organization alone it withdraws all of its rows.
    """

    session: Ref[TestingSession] = field(metadata={"from": "folder"})
    action: AmendmentAction
    organization: Ref[Organization]
    system: Ref[System] | None = None
    profile: Ref[Profile] | None = None
    actor: Ref[Actor] | None = None
    option: Key | None = None
    result: Outcome | None = None
    replaces: ExportRow | None = None
    reason: str
    date: Date
