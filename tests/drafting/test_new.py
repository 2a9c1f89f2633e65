"""`tfpub new` begins content that passes the checks, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from click.testing import CliRunner, Result

from generator import pipeline, reading
from generator.cli import main
from generator.drafting.schema_lines import schemas_of
from generator.reading import schemas
from generator.reading.layout import sort_paths
from site_support import copy_of_this_root
from yaml_editors import EditorLoader

DAY = ("--date", "2026-11-01")

# Each is made in a new site and in this repository's content; the second begins where the first one ended.
NEW = [
    ("domain", "LAB"),
    ("actor", "order-filler-x", "--domain", "LAB"),
    ("actor", "no", "--domain", "LAB", "--name", 'Asks: "why", #1'),
    ("transaction", "LAB-901", "--domain", "LAB", "--initiator", "no", "--responder", "order-filler-x"),
    ("transaction", "LAB-902", "--domain", "LAB", "--initiator", "no"),
    ("transaction", "LAB-903", "--domain", "LAB"),
    ("profile", "LPX", "--domain", "LAB", *DAY, "--transaction", "LAB-901", "--transaction", "LAB-902"),
    ("profile", "LPY.b", "--domain", "lab", *DAY, "--name", "yes"),
    ("scenario", "LPX-first", "--profile", "LPX"),
    ("session", "2031-x", "--start", "2031-05-05"),
    ("session", "2032-x", "--start", "2032-05-05", "--country", "NO", "--region", "asia-pacific"),
    ("organization", "nobody", "--name", "Nobody & Sons"),
    ("system", "nobody-1-0", "--organization", "nobody", "--session", "2031-x"),
]


def new(root: Path, *words: str) -> Result:
    place = (str(root),) if words[0] == "site" else ("--root", str(root))
    return CliRunner().invoke(main, ["new", *words, *place])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert new(tmp_path, "site", *DAY).exit_code == 0
    return tmp_path


def files_of(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def errors_of(root: Path) -> list[str]:
    return [str(each) for each in pipeline.check(root).diagnostics if each.is_error]


def test_a_new_site_has_nothing_to_complain_of(site: Path) -> None:
    found = [each for each in pipeline.check(site).diagnostics if each.rule != "unknown-build-date"]
    assert found == []


def test_a_new_site_builds(site: Path) -> None:
    outcome = CliRunner().invoke(
        main, ["build", "--root", str(site), "--output", str(site / "out"), "--jobs", "1", *DAY]
    )

    assert outcome.exit_code == 0, outcome.output
    assert (site / "out/profiles/ex/rep/index.html").is_file()


@pytest.mark.parametrize("is_own", [False, True], ids=["empty folder", "this repository"])
def test_everything_new_passes_the_checks(is_own: bool, tmp_path: Path) -> None:
    if is_own:
        copy_of_this_root(tmp_path)
    else:
        new(tmp_path, "site", *DAY)
    outcomes = [(words, new(tmp_path, *words)) for words in NEW]

    assert [(words, each.output) for words, each in outcomes if each.exit_code] == []
    assert errors_of(tmp_path) == []
    records = {(each.kind, each.key) for each in reading.read(tmp_path).records}
    assert {(words[0], words[1]) for words in NEW} <= records


def test_everything_new_agrees_with_the_schema_that_it_names(site: Path) -> None:
    for words in NEW:
        new(site, *words)

    read = reading.read(site)
    assert read.config
    places = sort_paths(files_of(site), read.config.content).places
    yaml_places = [place for place in places if not place.kind.has_body]
    assert len(yaml_places) >= 10
    for place in yaml_places:
        first, _, text = (site / place.path).read_text(encoding="utf-8").partition("\n")
        schema = (site / place.path).parent / first.removeprefix("# yaml-language-server: $schema=")
        assert schema.name == f"{place.kind.name}.schema.json"
        jsonschema_rs.validator_for(json.loads(schema.read_text())).validate(yaml.load(text, EditorLoader))


def test_a_new_site_has_the_schemas_of_this_version(site: Path) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (site / "schemas").iterdir()}
    assert written == dict(schemas())
    assert schemas_of(site) == "schemas"


def test_a_profile_gets_the_actors_of_its_transactions(site: Path) -> None:
    new(site, "profile", "TWO", *DAY, "--transaction", "ex-1")

    model = yaml.safe_load((site / "profiles/ex/two/profile.yml").read_text(encoding="utf-8"))
    assert [each["actor"] for each in model["actors"]] == ["report-sender", "report-receiver"]


def test_a_scenario_begins_with_an_exchange_of_its_profile(site: Path) -> None:
    new(site, "scenario", "REP-second")

    model = yaml.safe_load((site / "profiles/ex/rep/scenarios/rep-second.yml").read_text(encoding="utf-8"))
    assert model["kind"] == "peer-to-peer"
    assert model["steps"][0]["transaction"] == "EX-1"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("profile", "../x"), "is no key"),
        (("profile", "a..b"), "is no key"),
        (("profile", "a b"), "is no key"),
        (("profile", "x" * 81), "is no key"),
        (("profile", "rep"), "has profile REP already, in profiles/ex/rep/profile.yml:2:1"),
        (("actor", "REPORT-SENDER"), "has actor report-sender already"),
        (("profile", "NEW", "--domain", "EY"), "has no domain EY; known here: EX"),
        (("profile", "NEW", "--transaction", "EX-2"), "has no transaction EX-2"),
        (("transaction", "EX-2", "--responder", "report-sender"), "needs an --initiator"),
        (("scenario", "S", "--profile", "RAP"), "has no profile RAP"),
        (("session", "s"), "--start"),
        (("session", "s", "--start", "2031-05-05", "--country", "Norway"), "is no country"),
        (("session", "s", "--start", "2031-05-05", "--region", "North"), "is no region"),
        (("profile", "NEW", "--name", "a\nb"), "is no name"),
        (("system", "s", "--organization", "o"), "has no session yet"),
        (("site",), "site_config.yml is there already"),
        (("site", "--url", "example.org"), "is no address"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    words: tuple[str, ...], complaint: str, site: Path
) -> None:
    before = files_of(site)
    outcome = new(site, *words)

    assert outcome.exit_code == 2
    assert complaint in outcome.output
    assert files_of(site) == before


def test_the_domain_must_be_said_where_there_are_several(site: Path) -> None:
    new(site, "domain", "LAB")
    outcome = new(site, "actor", "archive")

    assert outcome.exit_code == 2
    assert "say which domain: --domain EX or LAB" in outcome.output


def test_a_file_that_no_record_owns_is_not_overwritten(site: Path) -> None:
    (site / "profiles/ex/new").mkdir()
    (site / "profiles/ex/new/index.md").write_text("mine", encoding="utf-8")
    outcome = new(site, "profile", "NEW", *DAY)

    assert outcome.exit_code == 2
    assert not (site / "profiles/ex/new/profile.yml").exists()
    assert (site / "profiles/ex/new/index.md").read_text(encoding="utf-8") == "mine"


def test_a_site_is_not_made_over_a_folder_of_content(tmp_path: Path) -> None:
    (tmp_path / "framework").mkdir()
    (tmp_path / "framework/domains.yml").write_text("[]", encoding="utf-8")
    outcome = new(tmp_path, "site", *DAY)

    assert outcome.exit_code == 2
    assert list(files_of(tmp_path)) == ["framework/domains.yml"]


@pytest.mark.parametrize(
    "old",
    [
        "[]\n",
        "# Ours.\n",
        "- {key: archive, name: Archive, definition: Keeps.}",
        "  - key: archive\n    name: Archive\n    definition: Keeps.\n",
    ],
)
def test_an_entry_is_added_at_the_end_of_a_list(old: str, site: Path) -> None:
    file = site / "framework/ex/actors.yml"
    file.write_text(old, encoding="utf-8")
    (site / "framework/ex/transactions/ex-1.md").unlink()
    outcome = new(site, "actor", "viewer")

    assert outcome.exit_code == 0, outcome.output
    keys = [each["key"] for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    assert keys[-1] == "viewer"
    assert len(keys) == 1 + old.count("archive")


def test_a_list_that_is_written_in_one_line_is_left_alone(site: Path) -> None:
    file = site / "framework/ex/actors.yml"
    file.write_text("[{key: archive, name: Archive, definition: Keeps.}]", encoding="utf-8")
    outcome = new(site, "actor", "viewer")

    assert outcome.exit_code == 2
    assert "add the entry by hand" in outcome.output


def test_a_folder_without_a_root_is_told_how_to_make_one(tmp_path: Path) -> None:
    outcome = new(tmp_path, "profile", "X")

    assert outcome.exit_code == 2
    assert "tfpub new site" in outcome.output
