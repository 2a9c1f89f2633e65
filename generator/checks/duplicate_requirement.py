"""The id of a requirement means one thing, for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.graph import Graph
from generator.records.base import RecordId
from generator.records.elsewhere import Tombstone
from generator.records.framework import ChangeProposal, Transaction
from generator.records.profiles import Profile
from generator.records.prose import RequirementText
from generator.records.requirements import STATING_KINDS, Requirement, prefix_of

DUPLICATE = Rule(
    name="duplicate-requirement",
    severity=Severity.ERROR,
    summary="The id of a requirement is given once in the whole root, ignoring case, and to nothing else.",
    is_fixed=True,
)
REUSED = Rule(
    name="reused-requirement",
    severity=Severity.ERROR,
    summary="The id of a requirement that was removed is not given again.",
    is_fixed=True,
)
RULES = (DUPLICATE, REUSED)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Requirements whose id another one has, or had, or that is the id of something else."""
    stated = list(_stated(graph))
    buried = {id.key.lower(): row for id, row in graph.tombstones.items() if id.kind == Requirement.kind}
    taken = [each.id for each in stated] + [row.key for row in buried.values()]
    first: dict[str, Position] = {}
    for each in stated:
        folded = each.id.lower()
        if folded in first:
            hint = f"the other stands at {first[folded]}; the next free one is {_next(each.id, taken)}"
            yield DUPLICATE.at(each.position, f"{each.id} is stated twice", hint)
            continue
        first[folded] = each.position
        yield from _judge(graph, each, buried.get(folded), taken)


def _judge(
    graph: Graph, stated: RequirementText, stone: Tombstone | None, taken: Iterable[str]
) -> Iterator[Diagnostic]:
    if stone is not None:
        hint = f"its tombstone stands at {stone.position}; the next free one is {_next(stated.id, taken)}"
        yield REUSED.at(stated.position, f"{stated.id} was removed, and its id stays taken", hint)
    for kind in (Transaction, Profile, ChangeProposal):
        if graph.by_id(RecordId(kind.kind, stated.id)) is not None:
            noun = kind.kind.replace("-", " ")
            yield DUPLICATE.at(
                stated.position,
                f"{stated.id} is the id of a {noun}",
                f"begin with the key of a profile or transaction, as in {stated.id}-1",
            )


def _stated(graph: Graph) -> Iterator[RequirementText]:
    for text in graph.texts:
        if text.owner.kind in STATING_KINDS:
            yield from text.document.requirements


def _next(id: str, taken: Iterable[str]) -> str:
    prefix = prefix_of(id)
    numbers = [key.rpartition("-")[2] for key in taken if prefix_of(key).lower() == prefix.lower()]
    return f"{prefix}-{max(int(number) for number in numbers if number.isdecimal()) + 1}"
