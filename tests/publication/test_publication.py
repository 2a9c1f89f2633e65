"""What may be shown: completed testing of published sessions, and whom such testing or a statement names."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator import pipeline
from generator.public import PublicGraph
from generator.records import sessions
from generator.records.organizations import Organization
from generator.records.sessions import Outcome, System
from results_support import ORGANIZATIONS, ROWS, SYSTEMS, a_results_root, a_session, an_export
from spec_root import DAY

AMENDMENT = "- {{action: {action}, organization: first, reason: hidden, date: 2025-05-01{more}}}\n"
STATEMENT = """key: s1
organization: third
product: Crate
version: "1"
date: 2025-01-01
claims: [{profile: ONE, actor: sender}]
"""
THIRD = "- {key: third, name: Third Made-up, country: FR}\n"


def published(root: Path, day: datetime.date | None = DAY) -> PublicGraph:
    checked = pipeline.check(root, date=day)
    assert not checked.fails(), checked.diagnostics
    return checked.public


def rows_of(graph: PublicGraph) -> set[tuple[str, str, str]]:
    return {(row.system, row.actor, row.option or "") for row in graph.completed.rows}


def test_completed_rows_of_a_published_session_are_shown(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path))
    assert rows_of(shown) == {("FIRST_1", "sender", "express"), ("SECOND_1", "receiver", "")}


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.COMPLETED])
def test_no_other_outcome_is_shown(outcome: Outcome, tmp_path: Path) -> None:
    word = "" if outcome is Outcome.UNGRADED else outcome.value
    shown = published(a_results_root(tmp_path, (ROWS[0], f"second,SECOND_1,ONE,receiver,,{word}")))
    assert rows_of(shown) == {("FIRST_1", "sender", "express")}


@pytest.mark.parametrize(("day", "is_shown"), [("2025-04-14", False), ("2025-04-15", True)])
def test_a_session_exists_from_its_day_of_publication_on(day: str, is_shown: bool, tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path), datetime.date.fromisoformat(day))
    assert [len(shown.all(kind)) for kind in (sessions.TestingSession, System, Organization)] == (
        [1, 2, 2] if is_shown else [0, 0, 0]
    )


def test_without_a_known_day_no_session_is_shown(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path), None)
    assert not shown.completed.rows and not shown.all(sessions.TestingSession)


def test_a_published_session_exists_without_any_row(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path, ()))
    assert list(shown.all(sessions.TestingSession)) == ["2025-eu"] and not shown.all(Organization)


def test_who_has_nothing_published_does_not_exist(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path, ROWS[:1]))
    assert (list(shown.all(Organization)), list(shown.all(System))) == (["first"], ["FIRST_1"])
    assert shown.get(Organization, "SECOND") is None


def test_a_statement_lets_its_organization_exist(tmp_path: Path) -> None:
    added = {"statements/third/s1.yml": STATEMENT}
    shown = published(a_results_root(tmp_path, (), organizations=ORGANIZATIONS + THIRD, added=added))
    assert list(shown.all(Organization)) == ["third"]


@pytest.mark.parametrize(
    "scope", ["", ", system: FIRST_1", ", profile: ONE", ", actor: sender", ", option: express"]
)
def test_a_withdrawal_hides_what_it_names(scope: str, tmp_path: Path) -> None:
    added = {"2025-eu/amendments.yml": AMENDMENT.format(action="withdraw", more=scope)}
    shown = published(a_results_root(tmp_path, added=added))
    assert list(shown.all(Organization)) == ["second"]


def test_a_withdrawal_holds_for_its_session_only(tmp_path: Path) -> None:
    added = {
        "2025-eu/amendments.yml": AMENDMENT.format(action="withdraw", more=""),
        "2024-eu/session.yml": a_session("2024-eu", publish_on="2024-04-15"),
        "2024-eu/systems.yml": SYSTEMS.replace("_1", "_0"),
        "2024-eu/exports/results.csv": an_export([ROWS[0].replace("_1", "_0")]),
    }
    shown = published(a_results_root(tmp_path, added=added))
    assert rows_of(shown) == {("FIRST_0", "sender", "express"), ("SECOND_1", "receiver", "")}


def test_a_correction_counts_instead_of_its_row(tmp_path: Path) -> None:
    more = ", result: at-risk, replaces: {file: exports/results.csv, row: 2}"
    added = {"2025-eu/amendments.yml": AMENDMENT.format(action="correct", more=more)}
    shown = published(a_results_root(tmp_path, added=added))
    assert rows_of(shown) == {("SECOND_1", "receiver", "")}


def test_a_correction_may_complete_a_row(tmp_path: Path) -> None:
    more = ", result: completed, replaces: {file: exports/results.csv, row: 2}"
    added = {"2025-eu/amendments.yml": AMENDMENT.format(action="correct", more=more)}
    shown = published(a_results_root(tmp_path, (ROWS[0].replace("completed", "no-peer"),), added=added))
    assert rows_of(shown) == {("FIRST_1", "sender", "express")}


@pytest.mark.parametrize(("rows", "successor"), [(ROWS[:1], None), (ROWS, "second")])
def test_a_successor_is_named_only_if_it_is_public(
    rows: tuple[str, ...], successor: str | None, tmp_path: Path
) -> None:
    renamed = ORGANIZATIONS.replace("country: AT}", "country: AT, successor: second, since: 2025-06-01}")
    shown = published(a_results_root(tmp_path, rows, organizations=renamed))
    first = shown.all(Organization)["first"]
    assert (first.successor.key if first.successor else None) == successor
    assert (first.since is None) == (successor is None)


def test_conformity_assessment_is_kept_apart(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path, session=a_session(kind="conformity-assessment")))
    assert not shown.completed.rows and len(shown.assessed.rows) == 2


def test_rows_of_made_up_participants_are_marked(tmp_path: Path) -> None:
    shown = published(a_results_root(tmp_path))
    marks = {row.organization: row.is_demonstration for row in shown.completed.rows}
    assert marks == {"first": False, "second": True}


def test_the_newest_session_comes_first(tmp_path: Path) -> None:
    added = {
        "2024-eu/session.yml": a_session("2024-eu", publish_on="2024-04-15"),
        "2024-eu/systems.yml": SYSTEMS.replace("_1", "_0"),
        "2024-eu/exports/results.csv": an_export([each.replace("_1", "_0") for each in ROWS]),
    }
    shown = published(a_results_root(tmp_path, added=added))
    assert [row.session for row in shown.completed.rows] == ["2025-eu", "2025-eu", "2024-eu", "2024-eu"]


def test_of_rows_that_contradict_each_other_none_counts(tmp_path: Path) -> None:
    rows = (ROWS[0], ROWS[0].replace("completed", "at-risk"), ROWS[1])
    checked = pipeline.check(a_results_root(tmp_path, rows), date=DAY)
    assert checked.fails() and rows_of(checked.public) == {("SECOND_1", "receiver", "")}
