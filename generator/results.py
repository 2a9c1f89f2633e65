"""The full graph: all records and every outcome of every export. Publication alone may look inside."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields

from generator.diagnostics import Position
from generator.graph import Graph
from generator.records.sessions import Amendment, AmendmentAction, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AipoResult:
    """One row of an export: what was decided about an actor in a profile, perhaps with an option.

    All names are keys of records; `file` is the export as its session names it; `position.line` is the row.
    """

    session: str
    organization: str
    system: str
    profile: str
    actor: str
    option: str | None
    outcome: Outcome
    file: str
    position: Position

    @property
    def subject(self) -> tuple[str, str, str, str, str | None]:
        """What the row is about: two rows with one subject must agree."""
        return self.session, self.system, self.profile, self.actor, self.option


@dataclass(frozen=True, slots=True, kw_only=True)
class FullGraph(Graph):
    """Every record of a root and everything that its exports say, published or not.

    `results`: in the order of sessions, files and rows. `excess`: places of exports that hold more than a
    redacted copy may. `exports`: every file that lies in a session's `exports/`. `strays`: other files among
    the results that the content contract has no place for. `edition`: the day that the output speaks of,
    None where it is not known. `is_public_source`: whether the root itself may be read by anybody.
    """

    results: tuple[AipoResult, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    excess: tuple[Position, ...] = ()
    exports: frozenset[str] = frozenset()
    strays: frozenset[str] = frozenset()
    edition: datetime.date | None = None
    is_public_source: bool = True


def full_graph(
    graph: Graph,
    *,
    results: tuple[AipoResult, ...] = (),
    amendments: tuple[Amendment, ...] = (),
    excess: tuple[Position, ...] = (),
    exports: frozenset[str] = frozenset(),
    strays: frozenset[str] = frozenset(),
    edition: datetime.date | None = None,
    is_public_source: bool = True,
) -> FullGraph:
    """`graph` with what the exports say, and what decides which of it may be shown."""
    return FullGraph(
        **{each.name: getattr(graph, each.name) for each in fields(Graph)},
        results=results,
        amendments=amendments,
        excess=excess,
        exports=exports,
        strays=strays,
        edition=edition,
        is_public_source=is_public_source,
    )


def outcomes(graph: FullGraph) -> Iterator[tuple[AipoResult, Outcome]]:
    """Every row with its outcome after corrections and withdrawals, in the order of rows."""
    corrections = {place: each for each in graph.amendments if (place := _replaced(each)) is not None}
    withdrawals: dict[str, list[Amendment]] = {}
    for each in graph.amendments:
        if each.action is AmendmentAction.WITHDRAW:
            withdrawals.setdefault(each.session.key.lower(), []).append(each)
    for row in graph.results:
        correction = corrections.get((row.session.lower(), row.file, row.position.line))
        outcome = row.outcome
        if correction is not None and correction.result is not None and concerns(correction, row):
            outcome = correction.result
        if any(concerns(each, row) for each in withdrawals.get(row.session.lower(), ())):
            outcome = Outcome.WITHDRAWN
        yield row, outcome


def concerns(amendment: Amendment, row: AipoResult) -> bool:
    """Whether an amendment is about a row: what it leaves out it does not restrict."""
    pairs = (
        (amendment.session.key, row.session),
        (amendment.organization.key, row.organization),
        (amendment.system.key if amendment.system else None, row.system),
        (amendment.profile.key if amendment.profile else None, row.profile),
        (amendment.actor.key if amendment.actor else None, row.actor),
        (amendment.option, row.option or ""),
    )
    return all(wanted is None or wanted.lower() == found.lower() for wanted, found in pairs)


def _replaced(amendment: Amendment) -> tuple[str, str, int] | None:
    if amendment.action is not AmendmentAction.CORRECT or amendment.replaces is None:
        return None
    return amendment.session.key.lower(), amendment.replaces.file, amendment.replaces.row
