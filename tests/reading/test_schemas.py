"""The JSON Schemas for editors are current, are schemas, and agree with what is read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from generator.config import ContentConfig
from generator.diagnostics import Position
from generator.reading import schemas
from generator.reading.files import walk
from generator.reading.layout import sort_paths
from yaml_editors import EditorLoader

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "generator" / "schemas"
OF_REPORTS = {"diff.schema.json"}
"""Shapes of what commands print: nobody writes such files."""
TRANSACTION = """
key: ITI-65
name: Provide Document Bundle
status: trial-implementation
section: 3.65
standards: [hl7-fhir-r4]
roles:
  - {key: source, name: Document Source, kind: initiator, actors: [document-source]}
messages:
  - {from: source, to: source, name: Request, reply: true}
"""
PROFILE = """
key: MHD
name: Mobile access to Health Documents
domain: ITI
section: 33
type: transaction
summary: Documents for phones.
history:
  - {version: 4.2, status: trial-implementation, date: "2024-05-20"}
actors:
  - actor: document-source
    transactions: [{transaction: ITI-65, role: source, optionality: O, note: one}]
    groupings: [{optionality: R, all_of: [{profile: CT, actor: time-client}]}]
constraints:
  - {key: one, actor: document-source, at_least_one_of: [ITI-65, {option: simple}], text: One of them.}
"""


def mistakes(name: str, text: str) -> list[str]:
    """What a schema refuses in a YAML text as an editor's own parser reads it."""
    validator = jsonschema_rs.validator_for(json.loads(schemas()[f"{name}.schema.json"]))
    return [str(error) for error in validator.iter_errors(yaml.load(text, EditorLoader))]


def is_valid(name: str, text: str) -> bool:
    """Whether a schema accepts a YAML text."""
    return mistakes(name, text) == []


def test_committed_schemas_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    # `tfpub schema --into generator/schemas` writes them anew
    assert [name for name, text in schemas().items() if committed.get(name) != text] == []
    assert sorted(set(committed) - OF_REPORTS) == sorted(schemas())


@pytest.mark.parametrize("name", schemas())
def test_schema_is_a_schema(name: str) -> None:
    jsonschema_rs.meta.validate(json.loads(schemas()[name]))


def own_content() -> list[tuple[str, str]]:
    """Schema and YAML of every content file of this repository."""
    content = ContentConfig(position=Position("site_config.yml"))
    sorting = sort_paths(walk(REPOSITORY, ["framework", "profiles"]).paths, content)
    files = [(place.kind, (REPOSITORY / place.path).read_text(encoding="utf-8")) for place in sorting.places]
    return [(kind.name, text.split("---\n")[1] if kind.has_body else text) for kind, text in files]


def test_schemas_accept_the_content_of_this_repository() -> None:
    content = own_content()

    assert len(content) > 50
    assert [(name, mistakes(name, text)) for name, text in content if mistakes(name, text)] == []


@pytest.mark.parametrize(("name", "text"), [("transaction", TRANSACTION), ("profile", PROFILE)])
def test_schema_accepts_a_valid_file(name: str, text: str) -> None:
    assert is_valid(name, text)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("key: ITI-65", "key: ITI 65"),
        ("key: ITI-65", "key: a..b"),
        ("name: Provide Document Bundle", "nmae: Provide Document Bundle"),
        ("status: trial-implementation", "status: trial"),
        ("reply: true", "reply: maybe"),
        ("standards: [hl7-fhir-r4]", "standards: hl7-fhir-r4"),
    ],
)
def test_schema_refuses_a_mistake_in_a_transaction(typed: str, mistake: str) -> None:
    assert not is_valid("transaction", TRANSACTION.replace(typed, mistake))


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("all_of: [{profile: CT, actor: time-client}]", "when: {text: Never.}"),
        ("{optionality: R, all_of", "{optionality: R, any_of: [{profile: A, actor: b}], all_of"),
        ("{option: simple}", "{option: simple, transaction: ITI-66}"),
        ("at_least_one_of: [ITI-65", "none_of: [ITI-65], at_least_one_of: [ITI-65"),
        ('  - {version: 4.2, status: trial-implementation, date: "2024-05-20"}', "  []"),
    ],
)
def test_schema_refuses_a_mistake_in_a_profile(typed: str, mistake: str) -> None:
    assert typed in PROFILE
    assert not is_valid("profile", PROFILE.replace(typed, mistake))


def test_every_structure_and_choice_is_described() -> None:
    for text in schemas().values():
        schema = json.loads(text)
        assert all(named["description"] for named in schema.get("$defs", {}).values())


def test_kinds_that_a_field_may_name_stand_in_one_order_everywhere() -> None:
    # Python takes unions of the same parts for one: what is read first would decide the order of both.
    records = "".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "generator/records").glob("*.py")
    )
    unions = set(re.findall(r"Ref\[(\w+(?: \| \w+)+)\]", records))
    assert len({frozenset(union.split(" | ")) for union in unions}) == len(unions) > 1
