"""In a text that numbers its requirements, whatever binds has a number."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.requirements import STATING_KINDS, Requirement, prefix_of

RULE = Rule(
    name="unnumbered-shall",
    severity=Severity.WARNING,
    summary="Where one requirement of a text has an id, each SHALL, MUST and REQUIRED stands in such a one.",
)
RULES = (RULE,)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Texts with requirements that bind beside these, once a text, at the first such place."""
    for text in graph.texts:
        places = text.document.unnumbered
        # A mark that is not understood leaves its words outside, and is a finding already.
        if places and not text.document.faults and text.owner.kind in STATING_KINDS:
            number = _next_free(graph, text.document.requirements[0].id)
            often = "once" if len(places) == 1 else f"{len(places)} times"
            yield RULE.at(
                places[0],
                f"this text binds {often} outside of its requirements",
                f"put the sentence between §{number}: and §, with an id of its own",
            )


def _next_free(graph: Graph, id: str) -> str:
    """The id after all that were ever given to what `id` belongs to."""
    prefix = prefix_of(id)
    given = [
        *graph.all(Requirement),
        *(each.key for each in graph.tombstones if each.kind == Requirement.kind),
    ]
    numbers = [key.rpartition("-")[2] for key in given if prefix_of(key).lower() == prefix.lower()]
    return f"{prefix}-{max((int(each) for each in numbers if each.isdecimal()), default=0) + 1}"
