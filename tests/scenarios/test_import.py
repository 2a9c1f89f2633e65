"""Foreign test descriptions become YAML files of a profile; what has no place there is reported by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline, reading
from generator.adopting import Adopted, CannotAdopt, adopt_scenarios
from generator.importers.ihe_ig.identity import slug
from generator.records.scenarios import Scenario
from scenario_support import a_root
from site_support import CORPUS, copy_of_this_root, tfpub

CASE = {
    "type": "test.Case",
    "id": "send_it",
    "name": "Send it",
    "version": "1.0.0",
    "shortDescription": "A parcel arrives.",
    "peerType": "PEER_TO_PEER",
    "preconditions": "- A parcel.\n- A desk,\n  and a chair.",
    "evaluation": "Look at the parcel.",
    "participants": [{"actor": "SENDER", "profileOptions": ["EXPRESS"]}, {"actor": "RECEIVER"}],
    "steps": [
        {
            "id": "1",
            "initiator": {"actor": "SENDER"},
            "responder": {"actor": "RECEIVER"},
            "transaction": "DOM-1",
            "support": "OPTIONAL",
            "security": "TLS",
            "description": "The parcel is sent.",
        }
    ],
}

USE_CASE = """\
:who: Sender

[role=use-case,use-case-id=par,sdpi_feature="Parcels arrive"]
=== Use Case 1

==== Narrative

Somebody sends a parcel.

[role=use-case-background]
====
*Given* a desk
====

[role=use-case-scenario,sdpi_scenario="A parcel is sent"]
===== Scenario: 1.1

[role=use-case-steps]
====
*Given* the {who} is ready

*When* the RefActor:sender[] sends
it with RefTransaction:DOM-1[]

*Then* the <<vol1_spec_one_actor_receiver>> answers
====

.R0007
[sdpi_requirement#r0007,sdpi_req_level=shall]
****
[NORMATIVE]
====
A <<vol1_spec_one_actor_receiver>> shall answer.
====
****
"""


def imported(folder: Path, name: str, text: str, **options: bool) -> tuple[Path, Adopted]:
    """The root that a file was imported into, and what came of it."""
    root = a_root(folder / "root", {})
    (folder / name).write_text(text, encoding="utf-8")
    return root, adopt_scenarios([folder / name], root, "ONE", **options)


def the_scenario(root: Path, key: str) -> Scenario:
    found = {each.key: each for each in reading.read(root).records if isinstance(each, Scenario)}
    return found[key]


def test_a_test_case_becomes_a_valid_scenario(tmp_path: Path) -> None:
    root, adopted = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    assert adopted.written == ("profiles/dom/one/scenarios/one-send-it.yml",)
    assert pipeline.check(root).diagnostics == ()


def test_participants_become_roles_with_their_options(tmp_path: Path) -> None:
    root, _ = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    roles = the_scenario(root, "ONE-send-it").roles
    assert [(role.actor.key, str(role.option)) for role in roles] == [
        ("sender", "express"),
        ("receiver", "None"),
    ]


def test_a_step_of_a_test_case_keeps_who_and_what(tmp_path: Path) -> None:
    root, _ = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    (step,) = the_scenario(root, "ONE-send-it").steps
    assert (step.number, str(step.initiator), str(step.responder)) == (10, "sender", "receiver")
    assert step.text.text.strip() == "The parcel is sent.\n\nSecurity: TLS."


def test_the_list_of_preconditions_is_taken_apart(tmp_path: Path) -> None:
    root, _ = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    texts = [each.text for each in the_scenario(root, "ONE-send-it").preconditions]
    assert texts == ["A parcel.", "A desk, and a chair."]


def test_what_has_no_place_is_reported_with_its_line(tmp_path: Path) -> None:
    text = json.dumps({"tests": [{**CASE, "colour": "blue"}]}, indent=1)
    _, adopted = imported(tmp_path, "cases.json", text)
    notes = [(note.line, note.what) for note in adopted.notes]
    assert notes == [(3, "the field colour"), (3, "version 1.0.0")]


def test_use_cases_become_scenarios(tmp_path: Path) -> None:
    root, adopted = imported(tmp_path, "cases.adoc", USE_CASE)
    assert [each for each in adopted.diagnostics if each.is_error] == []
    scenario = the_scenario(root, "ONE-a-parcel-is-sent")
    assert [each.text for each in scenario.preconditions] == ["A desk", "The Sender is ready"]
    (step,) = scenario.steps
    assert (str(step.initiator), str(step.responder)) == ("sender", "receiver")


def test_blocks_of_requirements_become_marks_in_a_text(tmp_path: Path) -> None:
    root, _ = imported(tmp_path, "cases.adoc", USE_CASE)
    text = (root / "profiles/dom/one/requirements-cases.md").read_text(encoding="utf-8")
    assert "§ONE-7:A Receiver SHALL answer.§" in text


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("shall answer by § 12.", "SHALL answer by &sect; 12.§"),
        ("shall write `a § b < c` < d.", "SHALL write `a § b < c` \\< d.§"),
        ("shall answer.\n\nBy § 12 alone.", "SHALL answer.§\n\nBy § 12 alone."),
        ("shall answer.\n\nBy § 12 and § 13.", "SHALL answer.§\n\nBy &sect; 12 and &sect; 13."),
        ("shall answer.\n\nSee §ONE-9:this.", "SHALL answer.§\n\nSee &sect;ONE-9:this."),
    ],
)
def test_a_sign_is_written_so_that_it_begins_and_ends_nothing(
    tmp_path: Path, stated: str, written: str
) -> None:
    root, adopted = imported(tmp_path, "cases.adoc", USE_CASE.replace("shall answer.", stated))
    assert written in (root / "profiles/dom/one/requirements-cases.md").read_text(encoding="utf-8")
    assert adopted.diagnostics == ()


def test_a_text_of_a_use_case_is_left_out_and_reported(tmp_path: Path) -> None:
    _, adopted = imported(tmp_path, "cases.adoc", USE_CASE)
    assert (6, "Narrative") in [(note.line, note.what) for note in adopted.notes]


def test_gherkin_becomes_yaml_that_says_the_same(tmp_path: Path) -> None:
    text = (
        "@slow\nFeature: P\n  Why.\n  Scenario Outline: Send <n>\n    Given a desk\n"
        "    When the Sender sends [DOM-1] to the Receiver\n      | a | b |\n      | 1 | 2 |\n"
        "    Then it arrives\n    Examples:\n      | n |\n      | yes |\n      | 1.10 |\n"
    )
    root, adopted = imported(tmp_path, "parcels.feature", text)
    scenario = the_scenario(root, "ONE-send-n")
    assert adopted.diagnostics == ()
    assert (scenario.tags, scenario.examples[0].rows) == (("slow",), (("yes",), ("1.10",)))
    assert [token.type for token in scenario.steps[0].text.tokens].count("table_open") == 1


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    root, _ = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    file = root / "profiles/dom/one/scenarios/one-send-it.yml"
    file.write_text("mine\n", encoding="utf-8")
    assert adopt_scenarios([tmp_path / "cases.json"], root, "ONE").written == ()
    assert file.read_text(encoding="utf-8") == "mine\n"


def test_a_file_that_is_there_is_written_anew_if_asked(tmp_path: Path) -> None:
    root, first = imported(tmp_path, "cases.json", json.dumps({"tests": [CASE]}))
    again = adopt_scenarios([tmp_path / "cases.json"], root, "ONE", is_replacing=True)
    assert again.written == first.written


def test_the_same_file_always_becomes_the_same_bytes(tmp_path: Path) -> None:
    texts = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        root, adopted = imported(tmp_path / name, "cases.json", json.dumps({"tests": [CASE]}))
        texts.append((root / adopted.written[0]).read_bytes())
    assert texts[0] == texts[1]


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotAdopt, match="did you mean ONE"):
        adopt_scenarios([], a_root(tmp_path / "root", {}), "ONEE")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"tests": 1}',
        '{"tests": [1, {"name": 2}]}',
        "[" * 100_000,
        '{"tests": [' + "9" * 5000 + "]}",
    ],
    ids=["empty", "list", "open", "number", "wrong", "deep", "digits"],
)
def test_json_that_holds_no_test_case_is_reported(tmp_path: Path, text: str) -> None:
    _, adopted = imported(tmp_path, "cases.json", text)
    assert adopted.written == ()
    assert len(adopted.notes) > 0


def test_marks_that_turn_the_text_do_not_come_over(tmp_path: Path) -> None:
    text = json.dumps({"tests": [{**CASE, "name": "Send\u202e it", "description": "\u2028a\x85b\u0000"}]})
    root, adopted = imported(tmp_path, "cases.json", text)
    assert adopted.diagnostics == ()
    assert the_scenario(root, "ONE-send-it").name == "Send it"


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cases.feature").write_bytes(b"Feature: P\n  Scenario: caf\xe9\n")
    adopted = adopt_scenarios([tmp_path / "cases.feature"], a_root(tmp_path / "root", {}), "ONE")
    assert [each.rule for each in adopted.diagnostics] == ["wrong-encoding"]


WORDS = st.text(
    st.sampled_from("ab :#-|>!&*{}[],'\"%@`\\\n\t?~.0<§é\u200b\u2028") | st.characters(codec="utf-8"),
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS, WORDS)
def test_whatever_a_test_case_says_the_yaml_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str, precondition: str
) -> None:
    case = {**CASE, "name": f"x{name}", "description": text, "preconditions": precondition}
    case["steps"] = [{"id": "1", "description": text}]
    root, adopted = imported(tmp_path_factory.mktemp("case"), "c.json", json.dumps({"tests": [case]}))
    broken = {"raw-html", "unsafe-link", "unknown-attribute", "too-deep", "dead-page", "unknown-id"}
    assert {each.rule for each in adopted.diagnostics if each.is_error} <= broken
    assert the_scenario(root, "ONE-send-it").steps[0].number == 10


def test_the_command_names_what_it_wrote(tmp_path: Path) -> None:
    root = a_root(tmp_path / "root", {})
    (tmp_path / "cases.json").write_text(json.dumps({"tests": [CASE]}), encoding="utf-8")
    done = tfpub("import", "scenarios", tmp_path / "cases.json", "--into", "ONE", "--root", root)
    assert done.code == 0
    assert "profiles/dom/one/scenarios/one-send-it.yml\n1 files written" in done.output


def corpus_files(pattern: str) -> list[Path]:
    found = sorted(CORPUS.glob(pattern))
    if not found:
        pytest.skip(f"there is no corpus at {CORPUS}; TFPUB_CORPUS names another place")
    return found


def test_every_published_test_case_is_read(tmp_path: Path) -> None:
    files = corpus_files("sdpi/testcases/*.json")
    root = copy_of_this_root(tmp_path / "root")
    adopted = adopt_scenarios(files, root, "SDPi-P", is_replacing=True)
    cases = [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))["tests"]]
    wanted = {f"sdpi-p-{slug(case['id'].replace('_', ' '))}" for case in cases}
    assert {Path(path).stem for path in adopted.written} == wanted
    assert [str(each) for each in adopted.diagnostics if each.is_error] == []


def test_every_published_block_of_gherkin_is_read(tmp_path: Path) -> None:
    files = corpus_files("ihe-ig/*/pagecontent/*.md")
    root = copy_of_this_root(tmp_path / "root")
    holding = [file for file in files if "```gherkin" in file.read_text(encoding="utf-8").lower()]
    blocks = sum(file.read_text(encoding="utf-8").lower().count("```gherkin") for file in holding)
    adopted = adopt_scenarios(holding, root, "sIPS")
    assert blocks > 0
    assert len(adopted.written) == blocks
    assert [str(each) for each in adopted.diagnostics] == []


def test_every_published_use_case_scenario_is_read(tmp_path: Path) -> None:
    files = corpus_files("sdpi/volume1/use-cases/*.adoc")
    root = copy_of_this_root(tmp_path / "root")
    adopted = adopt_scenarios(files, root, "SDPi-P")
    wanted = sum(file.read_text(encoding="utf-8").count("role=use-case-scenario") for file in files)
    assert len(adopted.written) == wanted
    assert [str(each) for each in adopted.diagnostics if each.is_error] == []
