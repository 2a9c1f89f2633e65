"""A part of the framework holds what its profiles need, who completed them, and what helps to read it."""

from __future__ import annotations

import datetime

import pytest

from generator import pipeline
from generator.excerpt import excerpt
from generator.public import PublicGraph
from generator.records.framework import Domain
from generator.records.profiles import Profile
from results_root import results_root


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> PublicGraph:
    root = results_root(tmp_path_factory.mktemp("excerpt"))
    return pipeline.check(root, date=datetime.date(2026, 1, 1)).public


@pytest.fixture(scope="module")
def of_two(whole: PublicGraph) -> PublicGraph:
    return excerpt(whole, whole.all(Profile)["TWO"])


def keys(graph: PublicGraph, kind: str) -> list[str]:
    return list(graph.records.get(kind, {}))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("profile", ["ONE"]),
        ("domain", ["DOM"]),
        ("transaction", ["DOM-1"]),
        ("content-module", ["label"]),
        ("scenario", ["ONE-send"]),
        ("profile-page", ["one/index"]),
        ("change-proposal", ["CP-DOM-1"]),
        ("standard", ["sample-standard"]),
        ("statement", ["widget-1"]),
        ("organization", ["acme", "birch", "cedar", "stated"]),
    ],
)
def test_a_profile_brings_what_belongs_to_it(whole: PublicGraph, kind: str, expected: list[str]) -> None:
    part = excerpt(whole, whole.all(Profile)["ONE"])
    assert sorted(keys(part, kind)) == sorted(expected)


def test_a_profile_does_not_bring_the_profiles_that_group_with_it(of_two: PublicGraph) -> None:
    assert keys(of_two, "profile") == ["TWO"]
    assert keys(of_two, "transaction") == ["DOM-2"]


def test_only_rows_of_its_profiles_are_in_a_part(of_two: PublicGraph) -> None:
    assert {(row.profile, row.system) for row in of_two.completed.rows} == {
        ("TWO", "fir-24"),
        ("TWO", "acme-25"),
    }
    assert sorted(keys(of_two, "session")) == ["2024-na", "2025-eu"]
    assert of_two.assessed.rows == ()


def test_texts_that_help_to_read_are_in_every_part(whole: PublicGraph, of_two: PublicGraph) -> None:
    assert keys(of_two, "framework-page") == keys(whole, "framework-page")
    assert keys(of_two, "term") == keys(whole, "term")


def test_a_domain_of_everything_is_everything(whole: PublicGraph) -> None:
    part = excerpt(whole, whole.all(Domain)["DOM"])
    assert {kind: list(rows) for kind, rows in part.records.items()} == {
        kind: list(rows) for kind, rows in whole.records.items() if rows
    }
    assert part.completed == whole.completed
