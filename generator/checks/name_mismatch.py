"""The name before a transaction's id is that transaction's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.framework import Transaction
from generator.records.prose import Citation

RULE = Rule(
    name="name-mismatch",
    severity=Severity.ERROR,
    summary="A name directly before an id, as in Provide Document Bundle [ITI-65], is that transaction's.",
)
RULES = (RULE,)

Names = Mapping[str, list[tuple[str, Transaction]]]


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Citations that another transaction's name precedes."""
    names = _names_by_last_word(graph)
    for text in graph.texts:
        for citation in text.document.citations:
            cited = graph.get(Transaction, citation.key) if citation.key else None
            if cited is not None:
                yield from _judge(citation, cited, names)


def _judge(citation: Citation, cited: Transaction, names: Names) -> Iterator[Diagnostic]:
    words = citation.words_before.rstrip().rstrip('(*_"“”:').rstrip()
    last = words.rpartition(" ")[2]
    found = [row for row in names.get(last.lower(), ()) if _ends_with(words, row[0])]
    if not found or any(transaction.key == cited.key for _, transaction in found):
        return
    name, owner = max(found, key=lambda row: len(row[0]))
    yield RULE.at(
        citation.position,
        f"{name} is {owner.key}, not {cited.key}",
        f"{cited.key} is {cited.name}",
    )


def _ends_with(words: str, name: str) -> bool:
    if not words.lower().endswith(name.lower()):
        return False
    before = words[: len(words) - len(name)]
    return not before or not before[-1].isalnum()


def _names_by_last_word(graph: Graph) -> Names:
    names: dict[str, list[tuple[str, Transaction]]] = {}
    for transaction in graph.all(Transaction).values():
        for name in (transaction.name, *transaction.aliases):
            last = name.rpartition(" ")[2].lower()
            names.setdefault(last, []).append((name, transaction))
    return names
