"""A reference names a record of this root, or something listed in `external.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.diagnostics import Diagnostic, Repair, Rule, Severity, did_you_mean, misspelling
from generator.graph import Graph
from generator.records.base import Record, RecordId, Ref
from generator.records.organizations import Organization
from generator.records.requirements import Requirement, may_be_unread
from generator.records.sessions import System, TestingSession
from generator.records.walking import references

UNKNOWN = Rule(
    name="unknown-reference",
    severity=Severity.ERROR,
    summary="A reference names a record that exists here or is listed in external.yml.",
)
CASE = Rule(
    name="key-case",
    severity=Severity.ERROR,
    summary="A reference writes a key as the record itself writes it.",
)
RULES = (UNKNOWN, CASE)

_DISCREET_KINDS: Final[Mapping[str, str]] = {
    Organization.kind: "organizations.yml lists them all",
    System.kind: "the session's systems.yml lists them all",
    TestingSession.kind: "the folder needs a session.yml without mistakes",
}


def check(graph: Graph) -> Iterator[Diagnostic]:
    """References that lead nowhere, or differ from the record's key in case."""
    for rows in graph.records.values():
        for record in rows.values():
            for _, ref in references(record):
                yield from _judge(graph, ref)


def _judge(graph: Graph, ref: Ref[Record]) -> Iterator[Diagnostic]:
    found = graph.find(ref)
    # Findings under results_data/ name no organization, system or session: their logs are public.
    is_discreet = ref.kinds[0] in _DISCREET_KINDS
    if found is None:
        is_unread = any(graph.is_unread(kind, ref.key) for kind in ref.kinds)
        if ref.kinds == (Requirement.kind,):
            is_unread = may_be_unread(ref.key, graph.unread)
        if graph.external(ref) is None and not is_unread:
            yield _unknown_participant(ref) if is_discreet else _unknown(graph, ref)
    elif found.key != ref.key and ref.is_exact:
        if is_discreet:
            yield CASE.at(ref.position, "this key is written in another case", "write it as the record does")
        else:
            repair = Repair(ref.key, found.key)
            yield CASE.at(ref.position, f"{ref.key} is written {found.key}", f"write {found.key}", repair)


def _unknown_participant(ref: Ref[Record]) -> Diagnostic:
    kind = ref.kinds[0]
    return UNKNOWN.at(ref.position, f"there is no such {kind}", _DISCREET_KINDS[kind])


def _unknown(graph: Graph, ref: Ref[Record]) -> Diagnostic:
    kinds = " or ".join(kind.replace("-", " ") for kind in ref.kinds)
    for kind in ref.kinds:
        stone = graph.tombstones.get(RecordId(kind, ref.key))
        if stone is not None:
            return UNKNOWN.at(
                ref.position,
                f"{kinds} {ref.key} is no longer defined",
                "tombstones.yml says why it was removed",
            )
    names = [key for kind in ref.kinds for key in graph.records.get(kind, {})]
    hint = did_you_mean(ref.key, names) or "what is defined elsewhere is listed in framework/external.yml"
    return UNKNOWN.at(ref.position, f"there is no {kinds} {ref.key}", hint, misspelling(ref.key, names))
