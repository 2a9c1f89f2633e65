"""Says in plain words what a value of a record is: a row of a table, a condition, a grouping."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from generator.comparison.pairing import PASSED_OVER
from generator.graph import Graph
from generator.messages import alternatives, label
from generator.records.base import LocalKey, Record, RecordId, Ref, Structure
from generator.records.framework import Addition, HistoryEntry, Message, Role, SectionState
from generator.records.profiles import (
    Condition,
    Constraint,
    ConstraintTerm,
    ContentBinding,
    GroupingTarget,
    Option,
    Optionality,
    ProfileActor,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.prose import Document, Level
from generator.records.scenarios import ScenarioRole, Step
from generator.records.statements import Claim

_LONGEST = 300
# Kinds that readers know by their ids.
_CITED = frozenset({"profile", "transaction", "change-proposal"})
R = TypeVar("R", bound=Record)
OPTIONALITIES = {Optionality.REQUIRED: "required (R)", Optionality.OPTIONAL: "optional (O)"}


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: as the newer graph has it, else as the older one had."""

    newer: Graph
    older: Graph

    def of(self, ref: Ref[R]) -> str:
        """What readers call what `ref` names, with its key where that is an id of the field."""
        for graph in (self.newer, self.older):
            found = graph.find(ref)
            external = graph.external(ref)
            name = found.title if found is not None else external.name if external is not None else ""
            if name:
                return f"{ref.key} {name}" if ref.kinds[0] in _CITED and name != ref.key else name
        return ref.key

    def of_id(self, id: RecordId) -> str:
        """The title of a record, else its id."""
        found = self.newer.by_id(id) or self.older.by_id(id)
        return found.title if found is not None else str(id)


def described(value: object, names: Names) -> str:
    """A value in plain words; empty text and nothing are both "none"."""
    describe = _DESCRIPTIONS.get(type(value))
    if describe is not None:
        return describe(value, names)
    if value is None or value == "" or value == ():
        return "none"
    if isinstance(value, Structure):
        return _structure(value, names)
    if isinstance(value, tuple) and not isinstance(value, RecordId):
        return ", ".join(described(each, names) for each in value)
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, enum.Enum):
        return str(label(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    return clipped(str(value))


def clipped(text: str) -> str:
    """A text on one line, its end left out where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def _structure(value: Structure, names: Names) -> str:
    told = [
        f"{each.name.rstrip('_').replace('_', ' ')} {described(held, names)}"
        for each in fields(value)
        if each.name not in PASSED_OVER and (held := getattr(value, each.name)) not in (None, (), "")
    ]
    return "; ".join(told)


def _use(use: TransactionUse, names: Names) -> str:
    note = f", see {use.note}" if use.note else ""
    return f"{names.of(use.transaction)}, {OPTIONALITIES[use.optionality]}, as {use.role}{note}"


def _binding(binding: ContentBinding, names: Names) -> str:
    return (
        f"{names.of(binding.content_module)}, {OPTIONALITIES[binding.optionality]}, as {binding.role.value}"
    )


def _target(target: GroupingTarget, names: Names) -> str:
    options = f" with {', '.join(map(str, target.options))}" if target.options else ""
    return f"{names.of(target.actor)} of {names.of(target.profile)}{options}"


def rule_of(value: object, names: Names) -> str:
    """What a constraint counts, or whom a grouping is with."""
    if isinstance(value, RequiredGrouping):
        return _members(value, names)
    return _counted(value, names) if isinstance(value, Constraint) else described(value, names)


def _members(grouping: RequiredGrouping, names: Names) -> str:
    alls = " and ".join(_target(each, names) for each in grouping.all_of)
    return alls or alternatives([_target(each, names) for each in grouping.any_of] or ["nobody named"])


def _grouping(grouping: RequiredGrouping, names: Names) -> str:
    words = f"with {_members(grouping, names)}, {OPTIONALITIES[grouping.optionality]}"
    if grouping.when is not None:
        words += f", {_condition(grouping.when, names)}"
    return words if grouping.text is None else f"{words}: {clipped(grouping.text.text)}"


def _condition(condition: Condition, names: Names) -> str:
    if condition.options:
        return f"if it has option {alternatives([each.key for each in condition.options])}"
    if condition.text is not None:
        return f"if {clipped(condition.text.text)}"
    if condition.profile is not None:
        return f"if it is also in {names.of(condition.profile)}"
    return f"if it is also {names.of(condition.actor)}" if condition.actor is not None else "always"


def _constraint(constraint: Constraint, names: Names) -> str:
    when = [_condition(constraint.when, names)] if constraint.when else []
    told = ", ".join(
        (f"{constraint.key} of {names.of(constraint.actor)}", _counted(constraint, names), *when)
    )
    return f"{told}: {clipped(constraint.text.text)}"


def _counted(constraint: Constraint, names: Names) -> str:
    lists = (
        ("at least one of", constraint.at_least_one_of),
        ("exactly one of", constraint.exactly_one_of),
        ("all of", constraint.all_of),
        ("none of", constraint.none_of),
    )
    told = [f"{word} {', '.join(_term(each, names) for each in terms)}" for word, terms in lists if terms]
    return ", ".join(told) or "in words only"


def _term(term: ConstraintTerm, names: Names) -> str:
    if term.transaction is not None:
        return names.of(term.transaction)
    return names.of(term.content_module) if term.content_module is not None else f"option {term.option}"


def _step(step: Step, names: Names) -> str:
    who = " → ".join(str(each) for each in (step.initiator, step.responder) if each is not None)
    over = names.of(step.transaction) if step.transaction is not None else ""
    return ", ".join(part for part in (str(step.number), who, over, clipped(step.text.text)) if part)


def _role(role: Role, names: Names) -> str:
    return f"{role.name} ({role.kind.value}), played by {described(role.actors, names)}"


def _entry(entry: HistoryEntry, names: Names) -> str:
    day = f" of {entry.date.isoformat()}" if entry.date is not None else ""
    return f"{entry.version}{day}, {label(entry.status)}"


def _addition(addition: Addition, names: Names) -> str:
    key = f" {addition.key}" if addition.key else ""
    return f"{addition.kind.value}{key} to {names.of(addition.target)}: {clipped(addition.text.text)}"


def _claim(claim: Claim, names: Names) -> str:
    options = f" with {', '.join(map(str, claim.options))}" if claim.options else ""
    return f"{names.of(claim.actor)} of {names.of(claim.profile)}{options}"


_DESCRIPTIONS: Mapping[type, Callable[..., str]] = {
    Document: lambda value, names: clipped(value.text) or "none",
    Ref: lambda value, names: names.of(value),
    LocalKey: lambda value, names: value.key,
    Level: lambda value, names: value.value,
    Optionality: lambda value, names: OPTIONALITIES[value],
    ProfileActor: lambda value, names: names.of(value.actor),
    Option: lambda value, names: value.name,
    Message: lambda value, names: f"{value.name} from {value.from_} to {value.to}",
    ScenarioRole: lambda value, names: f"{value.key}, played by {names.of(value.actor)}",
    SectionState: lambda value, names: f"{value.section}, {label(value.status)}, by {names.of(value.by)}",
    TransactionUse: _use,
    ContentBinding: _binding,
    GroupingTarget: _target,
    RequiredGrouping: _grouping,
    Condition: _condition,
    Constraint: _constraint,
    ConstraintTerm: _term,
    Step: _step,
    Role: _role,
    HistoryEntry: _entry,
    Claim: _claim,
    Addition: _addition,
}
