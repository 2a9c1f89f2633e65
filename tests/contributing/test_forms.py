"""Issue forms keep GitHub's rules and take what pages fill in; every domain has someone who answers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from generator.reading import read
from generator.records.framework import Domain
from site_support import REPOSITORY

FOLDER = REPOSITORY / ".github/ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")

# GitHub's form schema: what an element of each type may have, and must have, in its attributes.
ATTRIBUTES = {
    "markdown": ({"value"}, {"value"}),
    "input": ({"label", "description", "placeholder", "value"}, {"label"}),
    "textarea": ({"label", "description", "placeholder", "value", "render"}, {"label"}),
    "dropdown": ({"label", "description", "multiple", "options", "default"}, {"label", "options"}),
    "checkboxes": ({"label", "description", "options"}, {"label", "options"}),
}
FORM_KEYS = {"name", "description", "title", "labels", "assignees", "body", "projects", "type"}


def form(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fields(path: Path) -> list[dict]:
    return [element for element in form(path)["body"] if element["type"] != "markdown"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_has_a_name_a_description_and_fields(path: Path) -> None:
    read_form = form(path)
    assert {"name", "description", "body"} <= read_form.keys() <= FORM_KEYS
    assert len(read_form["name"]) >= 3
    assert fields(path) != []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_elements_have_what_their_type_allows(path: Path) -> None:
    for element in form(path)["body"]:
        allowed, required = ATTRIBUTES[element["type"]]
        assert element.keys() <= {"type", "id", "attributes", "validations"}
        assert required <= element["attributes"].keys() <= allowed
        assert element.get("validations", {}).keys() <= {"required"}
        if element["type"] in ("markdown", "checkboxes"):
            assert "validations" not in element  # a box says itself whether it is required


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_ids_and_labels_are_unique(path: Path) -> None:
    ids = [element["id"] for element in fields(path)]
    labels = [element["attributes"]["label"].casefold() for element in fields(path)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", each) for each in ids)
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_choices_are_different_texts(path: Path) -> None:
    for element in fields(path):
        options = element["attributes"].get("options", [])
        texts = [each["label"] if isinstance(each, dict) else each for each in options]
        assert all(isinstance(each, str) and each for each in texts)
        assert len(set(texts)) == len(texts)


def test_the_chooser_leads_to_the_guides() -> None:
    config = form(FOLDER / "config.yml")
    assert config.keys() <= {"blank_issues_enabled", "contact_links"}
    for link in config["contact_links"]:
        assert link.keys() == {"name", "url", "about"}


@pytest.mark.parametrize("setting", ["comment", "correction"])
def test_what_pages_fill_in_are_fields_of_the_form(setting: str) -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"^  {setting}: (https://github\.com/\S+)$", text, re.MULTILINE)
    assert found, f"CONTRIBUTING.md shows how to set contact.{setting}"
    query = {name: value for name, (value,) in parse_qs(urlsplit(found[1]).query).items()}
    path = FOLDER / query.pop("template")
    assert query.keys() <= {element["id"] for element in fields(path)}
    assert all(re.fullmatch(r"\{(domain|document|section|page)\}", value) for value in query.values())


def test_a_public_form_about_results_warns_before_it_asks() -> None:
    first = form(FOLDER / "result-correction.yml")["body"][0]
    assert first["type"] == "markdown"
    assert "public" in first["attributes"]["value"]


def owned() -> dict[str, list[str]]:
    """Pattern -> owners, in the order of the file."""
    lines = (REPOSITORY / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return {pattern: owners for pattern, *owners in words}


def test_every_pattern_of_owners_is_there_and_has_an_owner() -> None:
    for pattern, owners in owned().items():
        assert owners and all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owner in owners)
        assert pattern == "*" or (REPOSITORY / pattern.strip("/")).exists(), pattern


def test_every_domain_with_content_has_an_owner() -> None:
    domains = {each.key.lower() for each in read(REPOSITORY).records if isinstance(each, Domain)}
    for folder in ("framework", "profiles"):
        for path in (REPOSITORY / folder).iterdir():
            if path.is_dir() and path.name in domains:
                assert f"/{folder}/{path.name}/" in owned()
