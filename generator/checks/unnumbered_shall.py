"""In a text that numbers its requirements, whatever binds has a number."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.requirements import STATING_KINDS

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
            often = "once" if len(places) == 1 else f"{len(places)} times"
            yield RULE.at(
                places[0],
                f"this text binds {often} outside of its requirements",
                "put the sentence between §KEY-1: and §, with an id of its own",
            )
