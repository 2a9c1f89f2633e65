"""Definitions for those who point at a name: which names have one, and how much of a text it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.publishing.definition_scripts import definition_scripts
from spec_root import SPECS, Case

Definitions = Mapping[str, tuple[str, str, str]]


def definitions(root: Path) -> Definitions:
    """What the scripts of a root say, by address."""
    report = pipeline.check(root)
    assert report.plan is not None
    found: dict[str, tuple[str, str, str]] = {}
    for _, content in definition_scripts(report.graph, report.plan.addresses):
        said = json.loads(content.decode().split("] = ", 1)[1].removesuffix(";\n"))
        found |= {address: tuple(definition) for address, definition in said.items()}
    return found


@pytest.fixture(scope="module")
def base() -> Definitions:
    return definitions(SPECS / "base")


def edited(
    folder: Path, replace: str, by: str, file: str = "framework/dom/transactions/dom-1.md"
) -> Definitions:
    edit = {"file": file, "replace": replace, "with": by}
    case = Case(spec="", title="", edits=(edit,), added={}, expected=())
    return definitions(case.make(folder))


def test_an_actor_has_its_definition_and_the_profiles_that_use_it(base: Definitions) -> None:
    assert base["actors/sender/"] == ("Sender", "ONE", "Sends parcels.")


def test_a_transaction_has_its_key_its_roles_and_its_first_paragraph(base: Definitions) -> None:
    assert base["transactions/dom-1/"] == ("Send Parcel", "DOM-1 · Source → Target", "A parcel travels.")


def test_a_term_stands_by_its_place_in_the_glossary(base: Definitions) -> None:
    assert base["glossary/#tf-term-parcel"] == ("Parcel", "", "What is sent.")


def test_a_definition_is_text_without_markup(tmp_path: Path) -> None:
    found = edited(tmp_path, "A parcel travels.", "A **parcel** [DOM-2] `<b>`\ntravels.")
    assert found["transactions/dom-1/"][2] == "A parcel [DOM-2] <b> travels."


def test_a_long_definition_ends_with_a_whole_sentence(tmp_path: Path) -> None:
    found = edited(tmp_path, "A parcel travels.", "A parcel travels. " + "Far and wide " * 40)
    assert found["transactions/dom-1/"][2] == "A parcel travels."


def test_a_long_sentence_ends_with_a_whole_word(tmp_path: Path) -> None:
    found = edited(tmp_path, "A parcel travels.", "parcel " * 90)
    assert found["transactions/dom-1/"][2].endswith("parcel …")


def test_each_kind_has_a_script_of_its_own() -> None:
    report = pipeline.check(SPECS / "base")
    assert report.plan is not None
    scripts = dict(definition_scripts(report.graph, report.plan.addresses))
    assert sorted(scripts) == [
        f"definitions/{kind}.js" for kind in ("actors", "glossary", "profiles", "transactions")
    ]
