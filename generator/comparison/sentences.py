"""Says a difference as an editor of the field would: what came, what is now optional, what reads anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.comparison.descriptions import Names, described, rule_of
from generator.comparison.differing import Difference, Step
from generator.comparison.redlines import redline
from generator.comparison.sections import section_details
from generator.meaning import Detail, Piece, Sort
from generator.records.framework import Addition, HistoryEntry, Message, Role, SectionState
from generator.records.profiles import (
    Constraint,
    ContentBinding,
    Issue,
    Option,
    Optionality,
    ProfileActor,
    RequiredGrouping,
    TransactionUse,
)
from generator.records.prose import Document, Level
from generator.records.requirements import LEVELS_BY_STRICTNESS
from generator.records.scenarios import ScenarioRole
from generator.records.scenarios import Step as ScenarioStep
from generator.records.statements import Claim

# One element of a list, where that is not the list's name without its last letter.
_NOUNS = {
    "history": "version",
    "section_states": "state of section",
    "aliases": "other name",
    "adds": "addition",
    "test_data": "test data",
    "examples": "examples",
    "not_described": "table that is not described:",
    "affects": "affected:",
    "at_least_one_of": "alternative",
    "exactly_one_of": "alternative",
    "any_of": "alternative",
    "all_of": "member",
    "none_of": "excluded:",
    "categories": "category",
    "baseline": "tested version of",
    "any_option": "option",
    "related": "related profile",
    "readers": "readers",
}
_FIELDS = {"type": "kind", "body": "text", "order": "place among the texts", "when": "condition"}
_LABELS: Mapping[type, Callable[..., str]] = {
    ProfileActor: lambda value, names: names.of(value.actor),
    TransactionUse: lambda value, names: names.of(value.transaction),
    ContentBinding: lambda value, names: names.of(value.content_module),
    Option: lambda value, names: f"option {value.name}",
    RequiredGrouping: lambda value, names: f"grouping with {described(value.all_of + value.any_of, names)}",
    Message: lambda value, names: f"message {value.name}",
    HistoryEntry: lambda value, names: f"version {value.version}",
    SectionState: lambda value, names: f"section {value.section}",
    ScenarioStep: lambda value, names: f"step {value.number}",
    ScenarioRole: lambda value, names: f"role {value.key}",
    Role: lambda value, names: f"role {value.key}",
    Addition: lambda value, names: f"addition to {names.of(value.target)}",
    Claim: lambda value, names: described(value, names),
    Constraint: lambda value, names: f"constraint {value.key}",
    Issue: lambda value, names: f"issue {value.key}",
}


def told(difference: Difference, names: Names) -> tuple[Detail, ...]:
    """The details that say a difference: one, or one for each section of a page's text."""
    old, new = difference.old, difference.new
    if difference.field == "body" and isinstance(old, Document) and isinstance(new, Document):
        return section_details(old, new)
    says, pieces = _said(difference, names)
    return (
        Detail(
            place=tuple(_place(step, names) for step in difference.trail),
            field=".".join((*(step.field.rstrip("_") for step in difference.trail), difference.field)),
            sort=_sort(difference),
            says=says,
            before=None if old is None else rule_of(old, names),
            after=None if new is None else rule_of(new, names),
            redline=pieces,
        ),
    )


def _sort(difference: Difference) -> Sort:
    if difference.old is None:
        return Sort.ADDED
    return Sort.REMOVED if difference.new is None else Sort.CHANGED


def _place(step: Step, names: Names) -> str:
    label = _LABELS.get(type(step.new))
    if label is not None:
        return label(step.new, names)
    return f"{_noun(step.field)} {step.new}" if isinstance(step.new, str) else _words(step.field)


def _noun(field: str) -> str:
    return _NOUNS.get(field, field.rstrip("_").removesuffix("s").replace("_", " "))


def _words(field: str) -> str:
    return _FIELDS.get(field, field.rstrip("_").replace("_", " "))


def _said(difference: Difference, names: Names) -> tuple[str, tuple[Piece, ...]]:
    old, new, field = difference.old, difference.new, difference.field
    if difference.is_order:
        return f"{_words(field)} stand in another order", ()
    if old is None or new is None:
        value, word = (new, "added") if old is None else (old, "removed")
        if difference.is_element:
            return f"{word}: {_noun(field)} {described(value, names)}", ()
        return f"{_words(field)} {word}: {described(value, names)}", ()
    if isinstance(old, Document) and isinstance(new, Document):
        noun = _noun(field) if difference.is_element else _words(field)
        pieces = redline(old.text, new.text)
        return f"{noun} reworded" if pieces else f"{noun} has the same words, laid out differently", pieces
    return _changed(difference, names), ()


def _changed(difference: Difference, names: Names) -> str:
    old, new = difference.old, difference.new
    arrow = f"{described(old, names)} → {described(new, names)}"
    if isinstance(new, Constraint | RequiredGrouping):
        return f"{difference.field}: {rule_of(old, names)} → {rule_of(new, names)}"
    if isinstance(new, Optionality):
        return f"now {'required' if new is Optionality.REQUIRED else 'optional'}: {arrow}"
    if difference.field == "levels" and isinstance(old, tuple) and isinstance(new, tuple):
        return f"{arrow}: {_strictness(old, new)}"
    if difference.field in ("name", "title", "term"):
        return f"renamed: {arrow}"
    return f"{_words(difference.field)}: {arrow}"


def _strictness(old: tuple[Level, ...], new: tuple[Level, ...]) -> str:
    """Which of two versions of a requirement binds more."""
    before, after = (min(map(LEVELS_BY_STRICTNESS.index, each), default=99) // 2 for each in (old, new))
    if before == after:
        return "it binds as much as before, in other words"
    return "it binds less than before" if after > before else "it binds more than before"
