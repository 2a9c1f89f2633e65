"""Numbers of published rows: one room counts them, and it counts right."""

from __future__ import annotations

import datetime

import pytest

from generator import pipeline
from generator.public import PublicGraph
from generator.records import sessions as records
from generator.tallies import (
    Aipo,
    aipo_of,
    by_domain,
    by_region,
    by_session,
    by_year,
    completions_of,
    grouped,
    participants,
    sessions_of,
    tally,
)
from results_root import ROWS, results_root

DATE = datetime.date(2026, 1, 1)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> PublicGraph:
    return pipeline.check(results_root(tmp_path_factory.mktemp("results")), date=DATE).public


def lines(*sessions: str) -> list[list[str]]:
    """The cells of the rows that these sessions export."""
    return [line.split(",") for session in sessions for line in ROWS[session].splitlines()]


def test_the_totals_are_those_of_the_exports_without_conformity_assessment(graph: PublicGraph) -> None:
    exported = lines("2023-eu", "2024-na", "2025-eu")
    total = tally(graph.completed.rows)
    assert total.rows == len(exported)
    assert total.organizations == len({cells[0] for cells in exported})
    assert total.systems == len({cells[1] for cells in exported})
    assert total.sessions == 3


def test_conformity_assessment_is_counted_for_itself(graph: PublicGraph) -> None:
    assert tally(graph.assessed.rows).rows == len(lines("2025-ca"))
    assert [session.key for session in sessions_of(graph, assessment=True)] == ["2025-ca"]
    assert "2025-ca" not in [session.key for session in sessions_of(graph)]


def test_an_organization_with_two_systems_counts_once(graph: PublicGraph) -> None:
    found = tally(grouped(graph.completed.by_session["2025-eu"], aipo_of)[Aipo("ONE", "sender", None)])
    assert (found.rows, found.organizations, found.systems) == (3, 2, 3)


def test_rows_are_marked_as_demonstration_where_any_is(graph: PublicGraph) -> None:
    assert tally(graph.completed.by_session["2024-na"]).is_demonstration
    assert not tally(graph.completed.by_session["2025-eu"]).is_demonstration


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (by_year, {2023: 3, 2024: 2, 2025: 5}),
        (by_region, {"europe": 8, "north-america": 2}),
        (by_session, {"2023-eu": 3, "2024-na": 2, "2025-eu": 5}),
        (by_domain, {"DOM": 10}),
    ],
)
def test_groups_hold_every_row_once_and_in_order(graph, groups, expected) -> None:  # type: ignore[no-untyped-def]
    found = {key: tally(rows).rows for key, rows in groups(graph, graph.completed.rows).items()}
    assert list(found.items()) == list(expected.items())


def test_participants_are_in_the_order_of_their_names(graph: PublicGraph) -> None:
    found = participants(graph, graph.completed.by_session["2025-eu"])
    assert [(each.organization.key, [system.key for system in each.systems]) for each in found] == [
        ("acme", ["acme-25", "acme-25b"]),
        ("cedar", ["cedar-25"]),
    ]


def test_sessions_stand_from_the_newest_to_the_oldest(graph: PublicGraph) -> None:
    assert [session.key for session in sessions_of(graph)] == ["2025-eu", "2024-na", "2023-eu"]


def test_each_session_has_its_own_rows(graph: PublicGraph) -> None:
    rows = {key: len(completions_of(graph, each)) for key, each in graph.all(records.TestingSession).items()}
    assert rows == {key: len(lines(key)) for key in ROWS}


def test_no_rows_have_a_tally_of_nothing() -> None:
    assert tally(()).rows == tally(()).organizations == tally(()).systems == tally(()).sessions == 0
