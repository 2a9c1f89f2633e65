"""The data files: every published record and row, described so that programs can check them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from generator import pipeline
from generator.publishing.exports import data_files
from results_support import ROWS, a_results_root, a_session
from spec_root import DAY


def files_of(root: Path) -> Mapping[str, bytes]:
    checked = pipeline.check(root, date=DAY)
    assert checked.plan is not None and checked.reading.config is not None
    return dict(data_files(checked.public, checked.reading.config, checked.plan.addresses, DAY))


def table(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode())))


def collection(files: Mapping[str, bytes], name: str) -> Any:
    return json.loads(files[f"api/v1/{name}.json"])["records"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return files_of(a_results_root(tmp_path_factory.mktemp("exports")))


def test_each_published_row_is_a_row_of_the_table(files: Mapping[str, bytes]) -> None:
    rows = [
        (row["organization_name"], row["actor_name"], row["option_name"]) for row in table(files, "results")
    ]
    assert rows == [("First Made-up", "Sender", "Express"), ("Second Made-up", "Receiver", "")]


def test_a_row_says_where_it_comes_from_and_whether_it_is_made_up(files: Mapping[str, bytes]) -> None:
    rows = [(row["source"], row["demonstration"]) for row in table(files, "results")]
    assert rows == [("exports/results.csv", "false"), ("exports/results.csv", "true")]


def test_a_cell_that_a_spreadsheet_would_run_is_defused(files: Mapping[str, bytes]) -> None:
    assert table(files, "systems")[1]["product"] == "'=Box()"
    assert collection(files, "systems")[1]["product"] == "=Box()"


def test_json_and_csv_hold_the_same_rows(files: Mapping[str, bytes]) -> None:
    for name in ("results", "events", "organizations"):
        rows = [{key: cell.lstrip("'") for key, cell in row.items() if cell} for row in table(files, name)]
        written = [{k: v for k, v in row.items() if k != "page"} for row in collection(files, name)]
        assert rows == [
            {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in row.items()} for row in written
        ]


def test_totals_are_those_of_the_rows(files: Mapping[str, bytes]) -> None:
    results = table(files, "results")
    for name, column in (("events", "event"), ("organizations", "organization"), ("systems", "system")):
        counted = {
            row[column]: sum(each[column] == row[column] for each in results) for row in table(files, name)
        }
        assert counted == {row[column]: int(row["results"]) for row in table(files, name)}


def test_the_description_is_a_valid_data_package(files: Mapping[str, bytes], tmp_path: Path) -> None:
    for address, content in files.items():
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_bytes(content)
    assert Package(str(tmp_path / "data/datapackage.json")).validate().flatten(["type", "note"]) == []


def test_conformity_assessment_has_files_of_its_own(tmp_path: Path) -> None:
    files = files_of(a_results_root(tmp_path, session=a_session(kind="conformity-assessment")))
    assert "data/results.csv" not in files and len(table(files, "conformity-assessments")) == len(ROWS)
    assert {(row["results"], row["assessments"]) for row in table(files, "organizations")} == {("0", "1")}


def test_a_record_is_written_as_an_editor_wrote_it(files: Mapping[str, bytes]) -> None:
    profile = next(each for each in collection(files, "profiles") if each["key"] == "ONE")
    assert profile["page"] == "https://site.example/profiles/dom/one/"
    assert profile["actors"][0]["groupings"] == [
        {"optionality": "R", "all_of": [{"profile": "TWO", "actor": "clock"}]}
    ]


def test_the_index_counts_the_records_of_each_collection(files: Mapping[str, bytes]) -> None:
    listed = {each["file"]: each["records"] for each in json.loads(files["api/v1/index.json"])["collections"]}
    found = {
        address[7:]: len(json.loads(content)["records"])
        for address, content in files.items()
        if "v1/" in address and "index" not in address
    }
    assert listed == found


def test_a_root_without_results_has_no_tables_of_results(tmp_path: Path) -> None:
    files = files_of(a_results_root(tmp_path, session=a_session(publish_on="2026-01-02")))
    tables = {address for address in files if address.endswith(".csv")}
    assert tables == {"data/trace-gaps.csv", "data/evidence.csv"}
