"""Finds the names nearest to one that leads nowhere, for a helpful hint."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterable, Mapping
from itertools import islice
from urllib.parse import unquote

from generator.graph import Fault, Graph, Text
from generator.linking.choices import choices_near
from generator.records.base import RecordId
from generator.records.framework import ChangeProposal, Transaction
from generator.records.profiles import Profile, ProfilePage
from generator.records.prose import Citation, Document, Link
from generator.records.requirements import Requirement

CITED_KINDS = (Transaction.kind, Profile.kind, ChangeProposal.kind, Requirement.kind)

# Comparing with every name of a large root, for each of many dead links, would take minutes.
_MOST_COMPARED = 500
_MOST_ANSWERED = 200
_LONGEST_WORD = 200


class NearestNames:
    """What an author may have meant; it stops answering after so many questions."""

    def __init__(
        self, graph: Graph, bodies: Mapping[RecordId, Document], ids_by_path: Mapping[str, RecordId]
    ) -> None:
        self._graph = graph
        self._bodies = bodies
        self._ids_by_path = ids_by_path
        self._answered = 0

    def names(self, text: Text, place: Citation | Link, fault: Fault) -> tuple[str, ...]:
        """At most three names near to what `place` of `text` says, the nearest first."""
        word = place.key if isinstance(place, Citation) else place.destination
        self._answered += 1
        if self._answered > _MOST_ANSWERED or len(word) > _LONGEST_WORD:
            return ()
        candidates = list(islice(self._candidates(text, place, fault), _MOST_COMPARED))
        return tuple(difflib.get_close_matches(word, candidates, n=3))

    def _candidates(self, text: Text, place: Citation | Link, fault: Fault) -> Iterable[str]:
        folder = posixpath.dirname(text.document.position.path)
        if fault is Fault.UNKNOWN_ID:
            return (key for kind in CITED_KINDS for key in self._graph.records.get(kind, {}))
        if fault is Fault.DEAD_ANCHOR and isinstance(place, Link):
            path = place.destination.partition("#")[0]
            full = posixpath.normpath(posixpath.join(folder, unquote(path)))
            id = self._ids_by_path.get(full, text.owner) if path else text.owner
            body = self._bodies.get(body_id_of(id))
            return (f"{path}#{anchor}" for anchor in body.anchors) if body is not None else ()
        if fault in (Fault.DEAD_PAGE, Fault.DEAD_FILE):
            paths = (path for paths in (self._ids_by_path, self._graph.files) for path in sorted(paths))
            return (posixpath.relpath(path, folder) for path in paths if path.startswith(f"{folder}/"))
        if fault is Fault.DEAD_CHOICE and isinstance(place, Link):
            return choices_near(self._graph, place.destination)
        return ()


def body_id_of(id: RecordId) -> RecordId:
    """The record whose text is shown on a page: a profile's page shows the profile's `index.md`."""
    return RecordId(ProfilePage.kind, f"{id.key.lower()}/index") if id.kind == Profile.kind else id
