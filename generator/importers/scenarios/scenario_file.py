"""A scenario as the YAML file that editors keep it in."""

from __future__ import annotations

from collections.abc import Iterable

from generator.importers.ihe_ig.unseen import as_name, without_unseen
from generator.importers.ihe_ig.yaml_text import Tree, yaml_text
from generator.records.profiles import Optionality
from generator.records.prose import Document
from generator.records.scenarios import Examples, Scenario, ScenarioRole, Step


def scenario_text(scenario: Scenario) -> str:
    """The file of one scenario: the same scenario always has the same text."""
    tree: dict[str, Tree] = {
        "key": scenario.key,
        "name": as_name(scenario.name),
        "kind": scenario.type.value,
        "purpose": _text(scenario.purpose) or as_name(scenario.name),
        "profiles": [ref.key for ref in scenario.profiles],
        "roles": [_role(role) for role in scenario.roles],
        "preconditions": _texts(scenario.preconditions),
        "steps": [_step(step) for step in scenario.steps],
        "evaluation": _text(scenario.evaluation),
        "examples": [_examples(each) for each in scenario.examples],
        "tags": list(scenario.tags),
    }
    required = ("roles", "steps")
    return yaml_text({name: value for name, value in tree.items() if value or name in required})


def _text(document: Document | None) -> str:
    return without_unseen(document.text).strip() if document is not None else ""


def _texts(documents: Iterable[Document]) -> list[str]:
    return [text for text in map(_text, documents) if text]


def _role(role: ScenarioRole) -> Tree:
    tree: dict[str, Tree] = {"key": role.key, "actor": role.actor.key}
    if role.option is not None:
        tree["option"] = role.option.key
    if role.profile is not None:
        tree["profile"] = role.profile.key
    if role.cardinality != "1..1":
        tree["cardinality"] = role.cardinality
    return tree


def _step(step: Step) -> Tree:
    tree: dict[str, Tree] = {"number": step.number}
    if step.initiator is not None:
        tree["initiator"] = step.initiator.key
    if step.responder is not None:
        tree["responder"] = step.responder.key
    if step.transaction is not None:
        tree["transaction"] = step.transaction.key
    if step.optionality is Optionality.OPTIONAL:
        tree["optionality"] = step.optionality.value
    tree["text"] = _text(step.text) or "—"
    if expected := _text(step.expected):
        tree["expected"] = expected
    if step.requirements:
        tree["requirements"] = [each.key for each in step.requirements]
    return tree


def _examples(examples: Examples) -> Tree:
    tree: dict[str, Tree] = {"name": examples.name} if examples.name else {}
    tree["columns"] = list(examples.columns)
    tree["rows"] = [list(row) for row in examples.rows]
    return tree
