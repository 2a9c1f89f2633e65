"""The models of our profiles state what the published guides of the corpus state, or say why they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.importers.ihe_ig import convert
from generator.reading import read
from generator.records.profiles import Optionality
from guide_support import corpus_guides, write_root
from site_support import REPOSITORY
from truth.model_facts import NO_TABLE, Model, differences, facts, model_of

KNOWN = Path(__file__).with_name("differences.yml")


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """What the project's own importer reads from the guides."""
    folders = corpus_guides()
    if not folders:
        pytest.skip("the corpus is not here; TFPUB_CORPUS says where it is")
    return model_of(read(write_root(tmp_path_factory.mktemp("guides"), convert(folders, {}))))


@pytest.fixture(scope="module")
def ours() -> Model:
    return model_of(read(REPOSITORY))


@pytest.fixture(scope="module")
def found(ours: Model, guides: Model) -> set[tuple[str, str]]:
    """Profile and line of each difference."""
    shared = sorted(ours.profiles.keys() & guides.profiles.keys())
    return {(key, line) for key in shared for line in differences(ours, guides, key)}


@pytest.fixture(scope="module")
def explained() -> set[tuple[str, str]]:
    return {(entry["profile"], line) for entry in entries() for line in entry["what"]}


def entries() -> list[dict[str, Any]]:
    return yaml.safe_load(KNOWN.read_text(encoding="utf-8"))


def test_models_state_what_the_guides_state(
    found: set[tuple[str, str]], explained: set[tuple[str, str]]
) -> None:
    assert sorted(found - explained) == []


def test_every_explanation_is_needed(found: set[tuple[str, str]], explained: set[tuple[str, str]]) -> None:
    assert sorted(explained - found) == []


def test_every_explanation_has_a_reason() -> None:
    assert [entry["profile"] for entry in entries() if not entry.get("reason", "").strip()] == []


def test_profiles_are_compared(ours: Model, guides: Model) -> None:
    compared = [key for key in ours.profiles.keys() & guides.profiles.keys() if guides.profiles[key].actors]
    assert {"MHD", "PDQm", "PIXm", "mCSD"} <= set(compared)
    assert sum(len(facts(guides, guides.profiles[key])) for key in compared) > 100


def test_another_optionality_is_found(ours: Model) -> None:
    mhd = ours.profiles["MHD"]
    actor = mhd.actors[0]
    use = replace(actor.transactions[0], optionality=Optionality.REQUIRED)
    changed = replace(actor, transactions=(use, *actor.transactions[1:]))
    assert differences(with_actor(ours, changed), ours, "MHD") == [
        f"document source, {use.transaction.key} R: only here",
        f"document source, {use.transaction.key} O: only in the guide",
    ]


def test_a_missing_option_is_found(ours: Model) -> None:
    changed = replace(ours.profiles["MHD"].actors[0], options=ours.profiles["MHD"].actors[0].options[1:])
    assert differences(with_actor(ours, changed), ours, "MHD") == [
        "document source, option comprehensive metadata: only in the guide"
    ]


def test_a_missing_actor_is_found(ours: Model) -> None:
    mhd = replace(ours.profiles["MHD"], actors=ours.profiles["MHD"].actors[1:])
    lines = differences(Model({"MHD": mhd}, ours.names), ours, "MHD")
    assert "document source: only in the guide" in lines


def test_a_guide_without_a_table_is_found(ours: Model) -> None:
    empty = Model({"MHD": replace(ours.profiles["MHD"], actors=())}, ours.names)
    assert differences(ours, empty, "MHD") == [NO_TABLE]


def with_actor(model: Model, actor: object) -> Model:
    """The model with another first actor of MHD."""
    mhd = model.profiles["MHD"]
    return Model({"MHD": replace(mhd, actors=(actor, *mhd.actors[1:]))}, model.names)
