"""Scenarios: the definitions of tests, with their roles and steps."""

from __future__ import annotations

import enum
import posixpath
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from generator.records.base import (
    Cardinality,
    FilePath,
    Form,
    Key,
    LocalKey,
    Record,
    Ref,
    Sha256,
    Structure,
    Url,
)
from generator.records.framework import Actor, Transaction
from generator.records.profiles import Optionality, Profile
from generator.records.prose import Document
from generator.records.requirements import Requirement

Tag = Annotated[str, Form(r"[^\s@#]+", "a word without spaces, '@' and '#'", longest=120)]
Cell = Annotated[str, Form(r"\S(.*\S)?", "a text on one line, without spaces around it", longest=1000)]

TEST_DATA_ENDINGS = (".txt", ".csv", ".json", ".ndjson", ".hl7", ".dcm", ".pdf", ".zip")
"""The kinds of files that are published as test data: none that a browser would run."""


class ScenarioKind(enum.Enum):
    """How many partners a scenario needs."""

    NO_PEER = "no-peer"
    PEER_TO_PEER = "peer-to-peer"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRole(Structure):
    """A part in a scenario, played by a system that is this actor, perhaps with an option."""

    key: Key
    actor: Ref[Actor]
    option: LocalKey | None = None
    profile: Ref[Profile] | None = None
    cardinality: Cardinality = "1..1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Structure):
    """One step of a scenario: who does what, over which transaction, and what is expected.

    Without `initiator` the step is nobody's in particular: something that happens, or that is looked at.
    """

    number: int
    initiator: LocalKey | None = None
    responder: LocalKey | None = None
    transaction: Ref[Transaction] | None = None
    optionality: Optionality = Optionality.REQUIRED
    text: Document
    expected: Document | None = None
    requirements: tuple[Ref[Requirement], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestData(Structure):
    """A file that a scenario uses, here or elsewhere, and its digest."""

    name: str
    file: FilePath | None = None
    url: Url | None = None
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples(Structure):
    """Values to run a scenario with: a row is one run, a column what stands for `<column>` in its texts."""

    name: str | None = None
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """A test's definition; it lives with the first profile that it names."""

    kind: ClassVar[str] = "scenario"

    name: str
    type: ScenarioKind = field(metadata={"yaml": "kind"})
    purpose: Document
    profiles: tuple[Ref[Profile], ...]
    roles: tuple[ScenarioRole, ...]
    preconditions: tuple[Document, ...] = ()
    steps: tuple[Step, ...]
    evaluation: Document | None = None
    examples: tuple[Examples, ...] = ()
    test_data: tuple[TestData, ...] = ()
    tags: tuple[Tag, ...] = ()


def test_data_path(scenario: Scenario, file: str) -> str:
    """The path of a file that a scenario names relative to itself; one outside the root is left as it is."""
    folder = scenario.position.path.rpartition("/")[0]
    path = posixpath.normpath(posixpath.join(folder, file))
    return file if path.startswith(("../", "/")) else path
