"""What the linker joins: references in both directions, citations, sections, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.graph import Graph, Target
from generator.linking import natural
from generator.records.base import RecordId
from generator.records.framework import Actor, ChangeProposal, Transaction
from generator.records.profiles import Profile
from spec_root import Case

INDEX = "profiles/dom/one/index.md"
TEXT = "Parcels arrive."


def graph_with(text: str, folder: Path, **added: str) -> Graph:
    edits = ({"file": INDEX, "replace": TEXT, "with": text},)
    case = Case(spec="", title="", edits=edits, added=added, expected=())
    return pipeline.check(case.make(folder)).graph


def target_of(text: str, folder: Path) -> Target | None:
    graph = graph_with(text, folder)
    found = [target for place, target in graph.targets.items() if place.path == INDEX]
    return found[0] if found else None


def test_keys_sort_as_readers_count() -> None:
    assert sorted(["ITI-10", "iti-9", "ITI-100"], key=natural) == ["iti-9", "ITI-10", "ITI-100"]


def test_an_actor_knows_the_profiles_that_use_it(tmp_path: Path) -> None:
    graph = graph_with(TEXT, tmp_path)
    sender = graph.all(Actor)["sender"]
    assert [profile.key for profile in graph.users(sender, Profile)] == ["ONE"]


def test_a_proposal_counts_as_a_user_of_what_it_affects(tmp_path: Path) -> None:
    graph = graph_with(TEXT, tmp_path)
    transaction = graph.all(Transaction)["DOM-1"]
    assert [proposal.key for proposal in graph.users(transaction, ChangeProposal)] == ["CP-DOM-1"]


def test_a_key_is_found_whatever_its_case(tmp_path: Path) -> None:
    found = graph_with(TEXT, tmp_path).get(Transaction, "dom-1")
    assert found is not None and found.key == "DOM-1"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[DOM-1]", Target(id=RecordId("transaction", "DOM-1"))),
        ("[OLD-1]", Target(id=RecordId("transaction", "DOM-1"))),
        ("[TWO]", Target(id=RecordId("profile", "TWO"))),
        ("[CP-DOM-1]", Target(id=RecordId("change-proposal", "CP-DOM-1"))),
        ("[ELSE]", Target(url="https://example.org/else")),
        ("DOM TF-2: 3.1", Target(id=RecordId("transaction", "DOM-1"))),
        ("DOM TF-2: 3.1.1", Target(id=RecordId("transaction", "DOM-1"), anchor="311-scope")),
        ("OLD TF-2: 3.1", Target(id=RecordId("transaction", "DOM-1"))),
        ("DOM TF-1: 1", Target(id=RecordId("profile", "ONE"))),
        ("DOM TF-1: 1.1", Target(id=RecordId("profile-page", "one/index"), anchor="11-what-it-is-for")),
        ("[x](profile.yml)", Target(id=RecordId("profile", "ONE"))),
        ("[x](../two/profile.yml)", Target(id=RecordId("profile", "TWO"))),
        (
            "[x](profile:ONE#11-what-it-is-for)",
            Target(id=RecordId("profile", "ONE"), anchor="11-what-it-is-for"),
        ),
        ("[x](page:find?need=ONE/clock)", None),
        ("[x](page:find?need=one/sender)", None),
        ("[x](term:parcel)", Target(id=RecordId("term", "parcel"))),
        ("[x](page:find?need=ONE/sender)", Target(page="find?need=ONE/sender")),
        ("[x](https://example.org/)", Target(url="https://example.org/")),
        ("[x](mailto:someone@example.org)", Target(url="mailto:someone@example.org")),
        ("[anything]", None),
        ("[DOM-9]", None),
        ("DOM TF-1: 77", None),
        ("ABC TF-1: 1", None),
    ],
)
def test_a_text_leads_to(text: str, target: Target | None, tmp_path: Path) -> None:
    assert target_of(f"See {text}.", tmp_path) == target


def test_a_picture_of_the_repository_is_found(tmp_path: Path) -> None:
    picture = {"profiles/dom/one/parcel.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    graph = graph_with("![A parcel](parcel.svg)", tmp_path, **picture)
    assert Target(file="profiles/dom/one/parcel.svg") in graph.targets.values()


def test_of_two_records_with_one_key_the_first_counts(tmp_path: Path) -> None:
    more = "- {key: sender, name: Another, definition: Sends too.}\n"
    case = Case(
        spec="",
        title="",
        edits=(
            {"file": "framework/dom/actors.yml", "replace": "- key: clock", "with": more + "- key: clock"},
        ),
        added={},
        expected=(),
    )
    graph = pipeline.check(case.make(tmp_path)).graph
    assert graph.all(Actor)["sender"].name == "Sender"
