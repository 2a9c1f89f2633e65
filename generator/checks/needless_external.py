"""What this root defines itself is not listed as defined elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph

RULE = Rule(
    name="needless-external",
    severity=Severity.WARNING,
    summary="What external.yml lists is defined elsewhere, not here.",
)
RULES = (RULE,)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Rows of `external.yml` that nothing reads, as a record of this root has their kind and key."""
    for id, row in graph.externals.items():
        if (record := graph.by_id(id)) is not None:
            kind = id.kind.replace("-", " ")
            yield RULE.at(
                row.place_of("key"),
                f"the {kind} {row.key} is defined here, so links do not leave the site",
                f"remove this row: {record.position.path} defines it",
            )
