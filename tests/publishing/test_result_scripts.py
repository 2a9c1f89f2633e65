"""The script with published rows says what the public graph says, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.pages import plan
from generator.public import Completion, PublicGraph, completions
from generator.publishing.links import LinkStyle
from generator.publishing.model_script import model_script
from generator.publishing.result_scripts import rows_script
from results_reader import published
from site_support import write
from spec_root import SPECS

HTTP, FILE = LinkStyle.http("https://site.example/"), LinkStyle.file("https://site.example/")
HEADER = "organization,system,profile,actor,option,result\n"
ROWS = """\
acme,acme-1,ONE,sender,,completed
acme,acme-1,ONE,sender,express,completed
acme,acme-1,TWO,clock,,completed
birch,birch-1,ONE,receiver,,completed
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results") / "root"
    shutil.copytree(SPECS / "base", folder)
    results = folder / "results_data"
    names = (("acme", "Zinc <b>Works</b>"), ("birch", "Birch"))
    write(
        results / "organizations.yml",
        "".join(f"- {{key: {key}, name: {name}, country: CH}}\n" for key, name in names),
    )
    for key, kind in (("2024-eu", "connectathon"), ("2024-ca", "conformity-assessment")):
        write(
            results / key / "session.yml",
            f"key: {key}\nname: Event {key}\nkind: {kind}\nregion: south-europe\n"
            "location: {city: Bern, country: CH}\nstart: 2024-03-04\nend: 2024-03-08\n"
            "publish_on: 2024-04-01\n"
            "exports: [{file: exports/results.csv, format: results-csv}]\n",
        )
    for key, organization in (("acme-1", "acme"), ("birch-1", "birch")):
        system = f"- {{key: {key}, organization: {organization}, product: Box, version: '1'}}\n"
        path = results / "2024-eu/systems.yml"
        write(path, (path.read_text() if path.exists() else "") + system)
    write(results / "2024-ca/systems.yml", "- {key: ca-1, organization: acme, product: Cube, version: '2'}\n")
    write(results / "2024-eu/exports/results.csv", HEADER + ROWS)
    write(results / "2024-ca/exports/results.csv", HEADER + "acme,ca-1,ONE,sender,,completed\n")
    return folder


@pytest.fixture(scope="module")
def graph(root: Path) -> PublicGraph:
    return published(root)


def addresses(root: Path, graph: PublicGraph) -> dict[str, str]:
    config = pipeline.check(root).reading.config
    assert config is not None
    return dict(plan(graph, config).addresses)


def tables(script: bytes) -> dict[str, Any]:
    _, _, value = script.decode().partition(" = ")
    found: dict[str, Any] = json.loads(value.strip().removesuffix(";"))
    return found


@pytest.fixture(scope="module")
def rows(root: Path, graph: PublicGraph) -> dict[str, Any]:
    return tables(rows_script(graph, addresses(root, graph), HTTP))


def unpacked(rows: dict[str, Any]) -> list[tuple[str, str, str, str, str, str]]:
    found = []
    for key, _, _, _, event, organization, _, distances in rows["systems"]:
        for place in range(len(distances)):
            profile, actor, option = rows["aipos"][sum(distances[: place + 1])]
            names = (rows["profiles"][profile][0], rows["actors"][actor][0])
            last = rows["options"][option][0] if option >= 0 else ""
            found.append(
                (rows["events"][event][0], rows["organizations"][organization][0], key, *names, last)
            )
    return found


def test_it_holds_every_completion_in_order(rows: dict[str, Any], graph: PublicGraph) -> None:
    expected = [
        (row.session, row.organization, row.system, row.profile, row.actor, row.option or "")
        for row in graph.completed.rows
    ]
    assert len(expected) == 4 and unpacked(rows) == expected


def test_conformity_assessment_is_not_in_it(root: Path, graph: PublicGraph) -> None:
    assert len(graph.assessed.rows) == 1
    script = rows_script(graph, addresses(root, graph), HTTP)
    assert b"2024-ca" not in script and b"Cube" not in script


def test_organizations_stand_by_name(rows: dict[str, Any]) -> None:
    assert [name for _, name, _ in rows["organizations"]] == ["Birch", "Zinc <b>Works</b>"]


def test_addresses_are_written_in_the_style_of_the_site(root: Path, graph: PublicGraph) -> None:
    known = addresses(root, graph)
    urls = [tables(rows_script(graph, known, style))["profiles"][0][2] for style in (HTTP, FILE)]
    assert urls == ["../profiles/dom/one/", "../profiles/dom/one/index.html"]


def test_what_has_no_page_has_no_address(graph: PublicGraph) -> None:
    assert {url for _, _, url, *_ in tables(rows_script(graph, {}, HTTP))["profiles"]} == {""}


def test_the_same_rows_give_the_same_bytes(root: Path, graph: PublicGraph) -> None:
    known = addresses(root, graph)
    assert rows_script(graph, known, HTTP) == rows_script(published(root), known, HTTP)


def test_a_profile_of_elsewhere_has_its_key_and_no_domain(graph: PublicGraph) -> None:
    row = graph.completed.rows[0]
    foreign = Completion(
        session=row.session,
        organization=row.organization,
        system=row.system,
        profile="FOREIGN",
        actor="stranger",
        option="odd",
        file=row.file,
        is_demonstration=False,
    )
    wider = PublicGraph(records=graph.records, names=graph.names, completed=completions((row, foreign)))
    found = tables(rows_script(wider, {}, HTTP))
    assert ["FOREIGN", "FOREIGN", "", -1] in found["profiles"]
    assert unpacked(found)[-1][-3:] == ("FOREIGN", "stranger", "odd")


def test_the_model_names_versions_options_and_groupings(root: Path, graph: PublicGraph) -> None:
    model = tables(model_script(graph, addresses(root, graph), HTTP, "https://site.example/"))
    one = next(each for each in model["profiles"] if each[0] == "ONE")
    assert one[3:5] == ["https://site.example/profiles/dom/one/", "1.0"]
    sender = next(actor for actor in one[6] if actor[0] == "sender")
    assert sender[2] == [["express", "Express"]]
    assert [grouping["all"] for grouping in sender[3]] == [[["TWO", "clock", []]]]


def test_the_model_names_the_options_of_a_condition(root: Path) -> None:
    profile = root / "profiles/dom/one/profile.yml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace("actor: clock}]}", "actor: clock}], when: {any_option: [express]}}"), "utf-8"
    )
    graph = published(root)
    model = tables(model_script(graph, addresses(root, graph), HTTP, "https://site.example/"))
    one = next(each for each in model["profiles"] if each[0] == "ONE")
    assert [grouping["when"] for grouping in one[6][0][3]] == [["option", ["express"]]]
