"""A requirement is marked so that its id, its end and its place are clear, and says how strictly it binds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.prose import ProseFault
from generator.records.requirements import STATING_KINDS

MISPLACED = Rule(
    name=ProseFault.MISPLACED_REQUIREMENT.value,
    severity=Severity.ERROR,
    summary="A requirement stands in the text of a profile, transaction or content module, in no heading.",
)
_RULES = {
    ProseFault.MALFORMED_REQUIREMENT: Rule(
        name=ProseFault.MALFORMED_REQUIREMENT.value,
        severity=Severity.ERROR,
        summary="A requirement begins with its id, <profile or transaction>-<number>, and a colon.",
    ),
    ProseFault.UNCLOSED_REQUIREMENT: Rule(
        name=ProseFault.UNCLOSED_REQUIREMENT.value,
        severity=Severity.ERROR,
        summary="A requirement ends in the paragraph, or as a block in the list or box, that it begins in.",
    ),
    ProseFault.NESTED_REQUIREMENT: Rule(
        name=ProseFault.NESTED_REQUIREMENT.value,
        severity=Severity.ERROR,
        summary="A requirement holds no other one, and no list of them.",
    ),
    ProseFault.MISPLACED_REQUIREMENT: MISPLACED,
    ProseFault.REQUIREMENT_WITHOUT_LEVEL: Rule(
        name=ProseFault.REQUIREMENT_WITHOUT_LEVEL.value,
        severity=Severity.ERROR,
        summary="A requirement says SHALL, SHOULD or MAY, or what BCP 14 gives for them, in capitals.",
    ),
}
_SAYS = {
    ProseFault.MALFORMED_REQUIREMENT: (
        "this marks no requirement: {word}",
        "write §KEY-1:text§, or a paragraph §§, then KEY-1:summary^title; the sign itself is &sect;",
    ),
    ProseFault.UNCLOSED_REQUIREMENT: (
        "the requirement {word} has no end",
        "close it with § in the same paragraph; a block ends with a paragraph §§",
    ),
    ProseFault.NESTED_REQUIREMENT: ("{word} stands inside another requirement", "end the other one first"),
    ProseFault.MISPLACED_REQUIREMENT: (
        "the requirement {word} stands in a heading or link",
        "state it in the text below",
    ),
    ProseFault.REQUIREMENT_WITHOUT_LEVEL: (
        "the requirement {word} does not say how strictly it binds",
        "say SHALL, SHALL NOT, SHOULD, SHOULD NOT, MAY or MAY NOT",
    ),
}
RULES = tuple(_RULES.values())
_LONGEST = 60


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Marks that the parser could not take for requirements, and requirements in other kinds of texts."""
    for text in graph.texts:
        for fault, position, word in text.document.faults:
            if fault in _SAYS:
                message, hint = _SAYS[fault]
                shown = " ".join(word.split())[:_LONGEST]
                yield _RULES[fault].at(position, message.format(word=shown), hint)
        if text.owner.kind not in STATING_KINDS:
            for requirement in text.document.requirements:
                yield MISPLACED.at(
                    requirement.position,
                    "no requirement is stated in a text of this kind",
                    "state it in the text of a profile, transaction or content module",
                )
