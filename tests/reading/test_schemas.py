"""The JSON Schemas for editors are current, are schemas, and agree with what is read."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from generator.reading import schemas

FOLDER = Path(__file__).parents[2] / "generator" / "schemas"
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


def is_valid(name: str, text: str) -> bool:
    """Whether a schema accepts a YAML text as an editor's own parser reads it."""
    validator = jsonschema_rs.validator_for(json.loads(schemas()[f"{name}.schema.json"]))
    return validator.is_valid(yaml.safe_load(text))


def test_committed_schemas_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    assert committed == dict(schemas())


@pytest.mark.parametrize("name", schemas())
def test_schema_is_a_schema(name: str) -> None:
    jsonschema_rs.meta.validate(json.loads(schemas()[name]))


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
