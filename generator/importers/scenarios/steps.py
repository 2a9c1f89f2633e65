"""The steps of a scenario: Given is a precondition, When a step, Then what is expected of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from gherkin import parser_types as ast

from generator.diagnostics import Position
from generator.importers.scenarios.book import Book
from generator.importers.scenarios.cast import Cast
from generator.importers.scenarios.findings import (
    MOST_STEPS,
    OVERSIZED,
    UNCLEAR_STEP,
    Findings,
)
from generator.importers.scenarios.gherkin import Parsed
from generator.importers.scenarios.tags import Directives
from generator.importers.scenarios.texts import (
    Cell,
    Parse,
    bulleted,
    code,
    sentence,
    stacked,
    table,
)
from generator.records.base import LocalKey, Ref
from generator.records.framework import Transaction
from generator.records.profiles import Profile
from generator.records.prose import Document
from generator.records.requirements import Requirement
from generator.records.scenarios import Step

_CITED = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9._-]{0,79})\]")
_GIVEN, _WHEN, _THEN = "Context", "Action", "Outcome"
_KINDS = (_GIVEN, _WHEN, _THEN)
_NUMBER_STEP = 10


class Setting(NamedTuple):
    """What a feature is read in: the profile that it stands with, what the root knows, and the findings."""

    profile: Profile
    book: Book
    parse: Parse
    findings: Findings


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A step while it is read: what is done, and all that is expected of it."""

    text: str
    document: Document
    position: Position
    transaction: Ref[Transaction] | None
    requirements: list[LocalKey] = field(default_factory=list)
    expected: list[Document] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Steps:
    """Takes the steps of a scenario one after another, and finishes them when all are known."""

    parsed: Parsed
    setting: Setting
    cast: Cast
    directives: Directives
    preconditions: list[Document] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    kind: str = _WHEN

    def take(self, step: ast.Step) -> None:
        """Puts one step of Gherkin where it belongs."""
        if step["keywordType"] in _KINDS:
            self.kind = step["keywordType"]
        place = self.parsed.place_of(step["location"], step["text"])
        document = self._document(step, place)
        if self.kind == _GIVEN and not self.drafts:
            self.preconditions.append(document)
            return
        self.cast.name(step["text"], place)
        transaction, requirements = self._cited(step["text"], place)
        last = self.drafts[-1] if self.drafts else None
        is_answer = transaction is None or (
            last is not None and last.transaction is not None and last.transaction.key == transaction.key
        )
        if self.kind == _THEN and last is not None and is_answer:
            last.expected.append(document)
            last.requirements += requirements
            return
        self.drafts.append(
            _Draft(
                text=step["text"],
                document=document,
                position=place,
                transaction=transaction,
                requirements=requirements,
            )
        )

    def finished(self, position: Position) -> tuple[Step, ...]:
        """The steps with who takes part in each, numbered by tens."""
        if len(self.drafts) > MOST_STEPS:
            message = f"a scenario has more than {MOST_STEPS} steps; the rest is left out"
            self.setting.findings.report(OVERSIZED, position, message, "split the scenario")
        return tuple(
            self._finished(draft, number * _NUMBER_STEP)
            for number, draft in enumerate(self.drafts[:MOST_STEPS], start=1)
        )

    def _finished(self, draft: _Draft, number: int) -> Step:
        transaction = draft.transaction.key if draft.transaction is not None else None
        parts = self.cast.parts(draft.text, transaction, draft.position, self.setting.findings)
        requirements = {each.key: each for each in (*draft.requirements, *self.directives.requirements)}
        return Step(
            position=draft.position,
            number=number,
            initiator=parts.initiator,
            responder=parts.responder,
            transaction=draft.transaction,
            text=draft.document,
            expected=bulleted(draft.expected) if draft.expected else None,
            requirements=tuple(
                Ref(kinds=(Requirement.kind,), key=each.key, position=each.position)
                for each in requirements.values()
            ),
        )

    def _document(self, step: ast.Step, place: Position) -> Document:
        """The words of a step, with the table and the text that belong to it below them."""
        parse = self.setting.parse
        documents = [sentence(step["text"], place, parse)]
        if "dataTable" in step:
            rows = [
                [Cell(cell["value"], self.parsed.place(cell["location"])) for cell in row["cells"]]
                for row in step["dataTable"]["rows"]
            ]
            found = table(rows, parse)
            documents += [found] if found is not None else []
        if "docString" in step:
            text = step["docString"]
            here = self.parsed.place(text["location"])
            documents.append(code(text["content"], text.get("mediaType", ""), here))
        return stacked(documents)

    def _cited(self, text: str, place: Position) -> tuple[Ref[Transaction] | None, list[LocalKey]]:
        """The one transaction of the profiles and the requirements that a step names in brackets."""
        book, findings = self.setting.book, self.setting.findings
        refs: dict[str, Ref[Transaction]] = {}
        requirements = []
        for cited in _CITED.finditer(text):
            here = Position(place.path, place.line, place.column + cited.start() + 1)
            if book.is_requirement(cited[1]):
                requirements.append(LocalKey(cited[1], here))
            elif self.cast.uses(cited[1]):
                refs.setdefault(cited[1], Ref(kinds=(Transaction.kind,), key=cited[1], position=here))
            elif book.is_transaction(cited[1]):
                message = f"{cited[1]} is no transaction of the scenario's profiles, so it is only mentioned"
                hint = "name the profile that has it with a tag @profile:"
                findings.report(UNCLEAR_STEP, here, message, hint)
        if len(refs) > 1:
            message = f"the step names {' and '.join(refs)}, so it stands for none of them"
            findings.report(UNCLEAR_STEP, place, message, "write a step for each")
            return None, requirements
        return next(iter(refs.values()), None), requirements
