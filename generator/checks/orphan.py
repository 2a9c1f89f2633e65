"""What the framework defines is used by something."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.base import Record
from generator.records.framework import Actor, ContentModule, Standard, Transaction

_WANTED_USERS: dict[type[Record], tuple[str, ...]] = {
    Actor: ("profile",),
    Transaction: ("profile",),
    ContentModule: ("profile",),
    Standard: ("transaction", "content-module"),
}
_BY_KIND = {
    kind: Rule(
        name=f"orphan-{kind.kind}",
        severity=Severity.WARNING,
        summary=f"Each {kind.kind.replace('-', ' ')} is used by some {' or '.join(users).replace('-', ' ')}.",
    )
    for kind, users in _WANTED_USERS.items()
}
_HINTS: dict[type[Record], str] = {
    Transaction: "use it, or keep its number reserved in framework/tombstones.yml"
}
RULES = tuple(_BY_KIND.values())


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Actors, transactions, content modules and standards that nothing uses."""
    for kind, users in _WANTED_USERS.items():
        if any(id.kind in users for id in graph.unread):
            continue  # A user that could not be read may well use it.
        for record in graph.all(kind).values():
            if not any(use.user.kind in users for use in graph.uses.get(record.id, ())):
                wanted = " or ".join(users).replace("-", " ")
                yield _BY_KIND[kind].at(
                    record.place_of("key"),
                    f"no {wanted} uses {record.key}",
                    _HINTS.get(kind, "use it, or remove it"),
                )
