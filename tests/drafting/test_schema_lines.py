"""Each YAML file names its schema in its first line, so that editors complete and check it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from click.testing import CliRunner, Result

from generator import reading
from generator.cli import main
from generator.config import ContentConfig
from generator.diagnostics import Position
from generator.drafting.schema_lines import schema_line, schemas_of
from generator.reading.files import walk
from generator.reading.layout import FILE_KINDS, sort_paths
from site_support import REPOSITORY
from yaml_editors import EditorLoader

MARK = "# yaml-language-server: $schema="
KINDS = {kind.name: kind for kind in FILE_KINDS}


def yaml_files_of_this_repository() -> list[tuple[str, str]]:
    """Kind and path of each."""
    content = ContentConfig(position=Position("site_config.yml"))
    paths = ["site_config.yml", *walk(REPOSITORY, ["framework", "profiles", "results_data"]).paths]
    places = sort_paths(paths, content).places
    return [(place.kind.name, place.path) for place in places if not place.kind.has_body]


def schema_named_by(file: Path) -> Path:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith(MARK), f"{file}: `tfpub schema --into generator/schemas --wire` adds the line"
    return (file.parent / first.removeprefix(MARK)).resolve()


def wire(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["schema", "--root", str(root), "--wire", *words])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "framework").mkdir()
    (tmp_path / "site_config.yml").write_text(
        "site: {name: T, url: https://example.org/}\npublication: {source: public}\n", encoding="utf-8"
    )
    (tmp_path / "framework/glossary.yml").write_bytes(b"- term: A\r\n  definition: B # first\r\n")
    return tmp_path


def test_each_file_of_this_repository_names_the_schema_of_its_kind() -> None:
    files = yaml_files_of_this_repository()

    assert len(files) > 200
    for kind, path in files:
        assert schema_named_by(REPOSITORY / path) == REPOSITORY / f"generator/schemas/{kind}.schema.json"


def test_each_file_of_this_repository_is_valid_by_the_schema_that_it_names() -> None:
    validators = {
        kind: jsonschema_rs.validator_for(
            json.loads((REPOSITORY / f"generator/schemas/{kind}.schema.json").read_text(encoding="utf-8"))
        )
        for kind in KINDS
    }
    for kind, path in yaml_files_of_this_repository():
        read = yaml.load((REPOSITORY / path).read_text(encoding="utf-8"), EditorLoader)
        assert [f"{path}: {error}" for error in validators[kind].iter_errors(read)] == []


def test_wiring_writes_the_schemas_and_the_first_line_of_each_file(root: Path) -> None:
    outcome = wire(root, "--into", str(root / "schemas"))

    assert outcome.exit_code == 0, outcome.output
    assert outcome.output.startswith("2 files")
    assert schema_named_by(root / "site_config.yml") == root / "schemas/site-config.schema.json"
    assert schema_named_by(root / "framework/glossary.yml").is_file()
    assert schemas_of(root) == "schemas"


def test_wiring_keeps_what_a_file_says_and_how_its_lines_end(root: Path) -> None:
    wire(root, "--into", str(root / "schemas"))

    assert (root / "framework/glossary.yml").read_bytes() == (
        b"# yaml-language-server: $schema=../schemas/glossary.schema.json\r\n"
        b"- term: A\r\n  definition: B # first\r\n"
    )


def test_wiring_again_changes_nothing_and_another_folder_changes_the_line(root: Path) -> None:
    wire(root, "--into", str(root / "schemas"))
    assert wire(root, "--into", str(root / "schemas")).output.startswith("0 files")
    assert wire(root, "--into", str(root / "for/editors")).output.startswith("2 files")

    text = (root / "framework/glossary.yml").read_text(encoding="utf-8")
    assert text.count(MARK) == 1
    assert "../for/editors/" in text


def test_wiring_to_schemas_outside_of_the_root_is_refused(root: Path) -> None:
    before = (root / "site_config.yml").read_bytes()
    outcome = wire(root, "--into", str(root.parent / "elsewhere"))

    assert outcome.exit_code == 2
    assert "outside" in outcome.output
    assert not (root.parent / "elsewhere").exists()
    assert (root / "site_config.yml").read_bytes() == before


def test_wiring_needs_a_folder(root: Path) -> None:
    assert wire(root).exit_code == 2


def test_a_root_may_name_schemas_by_their_address(root: Path) -> None:
    config = root / "site_config.yml"
    config.write_text(f"{MARK}https://example.org/schemas/site-config.schema.json\n{config.read_text()}")

    schemas = schemas_of(root)
    assert schema_line(KINDS["profile"], "profiles/ex/rep/profile.yml", schemas) == (
        f"{MARK}https://example.org/schemas/profile.schema.json\n"
    )


def test_front_matter_may_have_the_line_too(root: Path) -> None:
    folder = root / "framework/pages"
    folder.mkdir()
    (folder / "about.md").write_text(f"---\n{MARK}x.json\ntitle: About\n---\n\nText.\n", encoding="utf-8")

    read = reading.read(root)
    assert read.diagnostics == ()
    assert [each.title for each in read.records if each.kind == "framework-page"] == ["About"]
