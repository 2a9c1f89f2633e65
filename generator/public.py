"""The public graph: what may be shown. Its result type has no room for anything but completed testing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from generator.graph import Graph

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """That an organization completed testing of an actor in a profile, perhaps with an option.

    All names are keys of public records (a profile or actor may be an external one). `file` is the export,
    relative to its session's folder. `is_demonstration` where its session or organization is made up.
    """

    session: str
    organization: str
    system: str
    profile: str
    actor: str
    option: str | None
    file: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Completions:
    """Published rows, all and by the key of what they name; always in the order of `rows`.

    `rows`: sessions from the newest to the oldest, then by the names of organization and system, then by
    the order of profiles, of a profile's actors and of their options (none first).
    """

    rows: tuple[Completion, ...] = ()
    by_session: Mapping[str, tuple[Completion, ...]] = field(default_factory=dict)
    by_organization: Mapping[str, tuple[Completion, ...]] = field(default_factory=dict)
    by_system: Mapping[str, tuple[Completion, ...]] = field(default_factory=dict)
    by_profile: Mapping[str, tuple[Completion, ...]] = field(default_factory=dict)
    by_actor: Mapping[str, tuple[Completion, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicGraph(Graph):
    """The records that may be shown, and the completed testing that is published.

    `completed` is testing at Connectathons and the like; `assessed` that of conformity assessment, a scheme
    of its own that is never counted or listed together with the other.
    """

    completed: Completions = field(default_factory=Completions)
    assessed: Completions = field(default_factory=Completions)
    _answers: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, answer: Callable[[PublicGraph], A]) -> A:
        """What `answer` makes of this graph, made when it is first wanted and then remembered."""
        if answer not in self._answers:
            self._answers[answer] = answer(self)
        return cast("A", self._answers[answer])


def completions(rows: Iterable[Completion]) -> Completions:
    """`rows`, in the order given, with their indexes."""
    kept = tuple(rows)
    return Completions(
        rows=kept,
        by_session=_grouped((row.session, row) for row in kept),
        by_organization=_grouped((row.organization, row) for row in kept),
        by_system=_grouped((row.system, row) for row in kept),
        by_profile=_grouped((row.profile, row) for row in kept),
        by_actor=_grouped((row.actor, row) for row in kept),
    )


def _grouped(pairs: Iterable[tuple[str, Completion]]) -> Mapping[str, tuple[Completion, ...]]:
    groups: dict[str, list[Completion]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return {key: tuple(rows) for key, rows in groups.items()}
