"""An organization's successors come to an end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.organizations import Organization

RULE = Rule(
    name="cyclic-successor",
    severity=Severity.ERROR,
    summary="Following an organization's successors never leads back to it.",
    is_fixed=True,
)
RULES = (RULE,)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Organizations that succeed themselves, at each one of the circle."""
    for organization in graph.all(Organization).values():
        if organization.successor is not None and _leads_back(graph, organization):
            yield RULE.at(
                organization.successor.position,
                "the successors go in a circle",
                "one of them has no successor",
            )


def _leads_back(graph: Graph, start: Organization) -> bool:
    seen: set[str] = set()
    current: Organization | None = start
    while current is not None and current.key not in seen:
        seen.add(current.key)
        current = graph.find(current.successor) if current.successor is not None else None
        if current is not None and current.key == start.key:
            return True
    return False
