"""A graph that notes what it is asked, so that a page is made again when one of the answers is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from generator.caching.fingerprints import Fingerprints
from generator.graph import Graph
from generator.records.base import Record, RecordId, Ref
from generator.records.elsewhere import External

R = TypeVar("R", bound=Record)
Question = tuple[str, str, str]
_RECORD, _KIND, _EXTERNAL, _USERS = "record", "kind", "external", "users"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedGraph(Graph):
    """`asked` is what was asked since it was last emptied, each question once."""

    asked: dict[Question, None] = field(default_factory=dict, compare=False)

    def all(self, kind: type[R]) -> Mapping[str, R]:
        self.asked[_KIND, kind.kind, ""] = None
        # By name: the class that `slots` makes is not the one that `super()` knows here.
        return Graph.all(self, kind)

    def by_id(self, id: RecordId) -> Record | None:
        self.asked[_RECORD, id.kind, id.key] = None
        return Graph.by_id(self, id)

    def external(self, ref: Ref[R]) -> External | None:
        for kind in ref.kinds:
            self.asked[_EXTERNAL, kind, ref.key] = None
        return Graph.external(self, ref)

    def users(self, record: Record, kind: type[R], path: str = "") -> tuple[R, ...]:
        self.asked[_USERS, record.id.kind, record.id.key] = None
        return Graph.users(self, record, kind, path)


def watched(graph: Graph) -> WatchedGraph:
    """`graph`, noting what it is asked."""
    return WatchedGraph(**{each.name: getattr(graph, each.name) for each in fields(Graph)})


class Answers:
    """Digests of what a graph answers now."""

    def __init__(self, graph: Graph, fingerprints: Fingerprints) -> None:
        self._graph = graph
        self._fingerprints = fingerprints
        self._kinds: dict[str, bytes] = {}

    def to(self, questions: Iterable[Question]) -> bytes:
        """One digest of the answers to all `questions`."""
        return b"".join(map(self._answer, questions))

    def _answer(self, question: Question) -> bytes:
        sort, kind, key = question
        id = RecordId(kind, key)
        if sort == _KIND:
            return self._of_kind(kind)
        if sort == _EXTERNAL:
            return self._fingerprints.of(self._graph.externals.get(id))
        found = self._graph.by_id(id)
        own = self._fingerprints.of_structure(found) if found is not None else b"-"
        return own + self._fingerprints.of(self._graph.uses.get(id)) if sort == _USERS else own

    def _of_kind(self, kind: str) -> bytes:
        if kind not in self._kinds:
            records = self._graph.records.get(kind, {}).values()
            self._kinds[kind] = self._fingerprints.of(*records)
        return self._kinds[kind]
