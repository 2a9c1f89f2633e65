"""What a scenario in Gherkin becomes: Given a precondition, When a step, Then what is expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Position
from generator.records.scenarios import ScenarioKind
from scenario_support import FEATURE, a_scenario, found_in

SENT = """\
Feature: Parcels
  Background:
    Given a desk
  Scenario: Send a parcel
    Given a parcel
    When the Sender sends it [DOM-1]
    Then the Receiver answers
    And the answer names the parcel
"""


def test_given_becomes_a_precondition_after_those_of_the_background(tmp_path: Path) -> None:
    scenario = a_scenario(tmp_path / "root", SENT)
    assert [each.text for each in scenario.preconditions] == ["A desk", "A parcel"]


def test_when_becomes_a_step_and_then_what_is_expected_of_it(tmp_path: Path) -> None:
    (step,) = a_scenario(tmp_path / "root", SENT).steps
    assert step.text.text == "The Sender sends it [DOM-1]"
    assert step.expected is not None
    assert step.expected.text == "- The Receiver answers\n- The answer names the parcel"


def test_a_when_after_a_then_is_the_next_step(tmp_path: Path) -> None:
    scenario = a_scenario(tmp_path / "root", SENT + "    When nobody looks\n")
    assert [step.number for step in scenario.steps] == [10, 20]


def test_a_then_without_a_when_is_a_step(tmp_path: Path) -> None:
    text = "Feature: Parcels\n  Scenario: Wait\n    Given a parcel\n    Then it arrives\n"
    (step,) = a_scenario(tmp_path / "root", text).steps
    assert step.text.text == "It arrives"


def test_the_actors_of_a_step_are_told_apart_by_what_the_transaction_lets_them_do(tmp_path: Path) -> None:
    text = "Feature: P\n  Scenario: S\n    When the Receiver gets a parcel of the Sender [DOM-1]\n"
    (step,) = a_scenario(tmp_path / "root", text).steps
    assert (str(step.initiator), str(step.responder)) == ("sender", "receiver")


def test_an_actor_that_only_a_later_step_names_answers_where_no_other_can(tmp_path: Path) -> None:
    (step,) = a_scenario(tmp_path / "root", SENT).steps
    assert str(step.responder) == "receiver"


def test_a_role_of_a_tag_is_found_by_its_actors_name(tmp_path: Path) -> None:
    scenario = a_scenario(tmp_path / "root", f"@role:from=sender @role-option:from=express\n{SENT}")
    assert [(role.key, role.actor.key, str(role.option)) for role in scenario.roles] == [
        ("from", "sender", "express"),
        ("receiver", "receiver", "None"),
    ]


def test_the_number_of_roles_makes_the_kind(tmp_path: Path) -> None:
    assert a_scenario(tmp_path / "root", SENT).type is ScenarioKind.PEER_TO_PEER


def test_a_tag_says_another_kind(tmp_path: Path) -> None:
    assert a_scenario(tmp_path / "root", f"@kind:group\n{SENT}").type is ScenarioKind.GROUP


def test_a_requirement_in_brackets_belongs_to_its_step(tmp_path: Path) -> None:
    text = SENT.replace("names the parcel", "names it [ONE-4]") + "    When nobody looks\n"
    steps = a_scenario(tmp_path / "root", text).steps
    assert [[each.key for each in step.requirements] for step in steps] == [["ONE-4"], []]


def test_a_requirement_as_a_tag_belongs_to_every_step_below_it(tmp_path: Path) -> None:
    steps = a_scenario(tmp_path / "root", f"@DOM-1-7\n{SENT}    When nobody looks\n").steps
    assert [[each.key for each in step.requirements] for step in steps] == [["DOM-1-7"], ["DOM-1-7"]]


def test_other_tags_are_kept(tmp_path: Path) -> None:
    assert a_scenario(tmp_path / "root", f"@slow\n{SENT}").tags == ("slow",)


def test_a_name_makes_the_key(tmp_path: Path) -> None:
    assert a_scenario(tmp_path / "root", SENT).key == "ONE-send-a-parcel"


def test_a_tag_says_another_key(tmp_path: Path) -> None:
    text = SENT.replace("  Scenario:", "  @key:ONE-parcel\n  Scenario:")
    assert a_scenario(tmp_path / "root", text).key == "ONE-parcel"


def test_two_scenarios_of_one_name_have_two_keys(tmp_path: Path) -> None:
    text = SENT + "  Scenario: Send a parcel\n    When it is sent\n"
    found = found_in(tmp_path / "root", {FEATURE: text})
    assert [each.key for each in found.scenarios] == ["ONE-send-a-parcel", "ONE-send-a-parcel-2"]


def test_a_rule_is_told_in_the_purpose(tmp_path: Path) -> None:
    text = "Feature: P\n  Rule: One receipt a parcel\n    Scenario: S\n      Why so.\n      When it is sent\n"
    assert a_scenario(tmp_path / "root", text).purpose.text == "One receipt a parcel\n\nWhy so."


def test_examples_become_a_table(tmp_path: Path) -> None:
    text = (
        "Feature: P\n  Scenario Outline: Send <size>\n    When <size> is sent\n"
        "    Examples: Sizes\n      | size | why |\n      | 1 kg |     |\n"
    )
    (table,) = a_scenario(tmp_path / "root", text).examples
    assert (table.name, table.columns, table.rows) == ("Sizes", ("size", "why"), (("1 kg", "—"),))


def test_a_placeholder_is_no_markup(tmp_path: Path) -> None:
    (step,) = a_scenario(tmp_path / "root", "Feature: P\n  Scenario: S\n    When <b> is sent\n").steps
    assert (step.text.text, step.text.faults) == (r"\<b> is sent", ())


def test_a_table_below_a_step_is_a_table(tmp_path: Path) -> None:
    text = "Feature: P\n  Scenario: S\n    When it is sent\n      | a | b |\n      | 1 | x \\| y |\n"
    (step,) = a_scenario(tmp_path / "root", text).steps
    assert step.text.text == "It is sent\n\n| a | b |\n| --- | --- |\n| 1 | x \\| y |"


def test_a_text_between_quotes_is_shown_as_it_is(tmp_path: Path) -> None:
    text = 'Feature: P\n  Scenario: S\n    When it is sent\n      """json\n      {"a": "```"}\n      """\n'
    (step,) = a_scenario(tmp_path / "root", text).steps
    assert step.text.text == 'It is sent\n\n````json\n{"a": "```"}\n````'


def test_other_languages_are_read(tmp_path: Path) -> None:
    text = "# language: fr\nFonctionnalité: P\n  Scénario: S\n    Quand le Sender envoie [DOM-1]\n"
    (step,) = a_scenario(tmp_path / "root", text).steps
    assert str(step.initiator) == "sender"


@pytest.mark.parametrize(("line", "column"), [(4, 13), (6, 10)])
def test_texts_stand_where_they_were_written(tmp_path: Path, line: int, column: int) -> None:
    scenario = a_scenario(tmp_path / "root", SENT)
    places = [scenario.place_of("name"), scenario.steps[0].text.position]
    assert Position(FEATURE, line, column) in places


def test_a_citation_stands_where_it_was_written(tmp_path: Path) -> None:
    (step,) = a_scenario(tmp_path / "root", SENT).steps
    assert step.text.citations[0].position == Position(FEATURE, 6, 30)


BLOCK = """\
---
title: Cases
---
## 1:33.2 Publishing a parcel

```Gherkin
Given that parcels exist
When a parcel is sent
Then it arrives
```
"""


def test_a_block_of_bare_steps_is_named_by_its_heading(tmp_path: Path) -> None:
    found = found_in(tmp_path / "root", {"profiles/dom/one/cases.md": BLOCK})
    (scenario,) = found.scenarios
    assert (scenario.key, scenario.name) == ("ONE-publishing-a-parcel", "Publishing a parcel")
    assert scenario.position == Position("profiles/dom/one/cases.md", 7, 1)


def test_a_block_in_a_list_is_read(tmp_path: Path) -> None:
    text = "---\ntitle: Cases\n---\n- So:\n\n  ```gherkin\n  Scenario: S\n    When it is sent\n  ```\n"
    found = found_in(tmp_path / "root", {"profiles/dom/one/cases.md": text})
    assert [each.name for each in found.scenarios] == ["S"]
