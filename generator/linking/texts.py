"""Finds where the citations and links of all texts lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from generator.diagnostics import Position
from generator.graph import Fault, Graph, Target, Text, Unresolved
from generator.linking.choices import is_known_choice
from generator.linking.nearest import CITED_KINDS, NearestNames, body_id_of
from generator.linking.sections import SectionIndex, domains_by_name
from generator.records.base import RecordId
from generator.records.framework import Actor, Domain, GlossaryTerm, Standard
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfilePage
from generator.records.prose import Citation, Document, Link
from generator.records.requirements import Requirement, prefix_of
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement

DOWNLOAD_ENDINGS = (".txt", ".csv", ".json", ".pdf", ".zip", ".plantuml", ".puml", ".feature")
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_LISTED_KINDS = (Actor.kind, Domain.kind, GlossaryTerm.kind, Standard.kind, Requirement.kind)
# No text leads to these: whether they are shown is decided later, and by other rules.
_UNLINKED_KINDS = (Organization.kind, TestingSession.kind, System.kind, IntegrationStatement.kind)
_OUTSIDE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_PAGE = "page:"
_BY_KEY = re.compile(r"([a-z-]+):([A-Za-z0-9][A-Za-z0-9._/-]*)\Z")
_NUMBERED_ID = re.compile(r"([A-Za-z][A-Za-z0-9]*)-([0-9]+)\Z")
_REQUIREMENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*-[0-9]+\Z")
_PROPOSAL_ID = re.compile(r"CP-[A-Za-z]+-[0-9]+\Z")

Outcome = Target | Fault | None


class TextResolver:
    """Resolves the citations and links of a graph's texts.

    A citation that names nothing, but does not look like an id either, is plain text: it has neither
    a target nor a finding.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._sections = SectionIndex(graph)
        self._domains = domains_by_name(graph)
        self._externals = {id.key: row.url for id, row in graph.externals.items()}
        self._buried = {id.key for id in graph.tombstones}
        self._unread = {id.key for id in graph.unread}
        self._bodies: dict[RecordId, Document] = {
            text.owner: text.document for text in graph.texts if text.is_body
        }
        self._ids_by_path = _ids_by_path(graph)
        self._numbered = {prefix_of(key).lower() for key in graph.all(Requirement)}
        self._nearest = NearestNames(graph, self._bodies, self._ids_by_path)

    def resolved(self, texts: Iterable[Text]) -> tuple[Mapping[Position, Target], tuple[Unresolved, ...]]:
        """Every target of `texts` by the place that names it, and everything that leads nowhere."""
        targets: dict[Position, Target] = {}
        unresolved: list[Unresolved] = []
        for text in texts:
            places: Iterable[Citation | Link] = (*text.document.citations, *text.document.links)
            for place in places:
                outcome = self._citation(place) if isinstance(place, Citation) else self._link(text, place)
                if isinstance(outcome, Target):
                    targets[place.position] = outcome
                elif isinstance(outcome, Fault):
                    unresolved.append(
                        Unresolved(
                            owner=text.owner,
                            place=place,
                            fault=outcome,
                            nearest=self._nearest.names(text, place, outcome),
                        )
                    )
        return targets, tuple(unresolved)

    def _citation(self, citation: Citation) -> Outcome:
        if citation.section:
            target, is_held = self._sections.find(citation)
            return target or (Fault.DEAD_SECTION if is_held else None)
        for key in (citation.key, self._current_name(citation.key)):
            for kind in CITED_KINDS:
                if self._graph.names.get((kind, key.lower())) == key:
                    return Target(id=RecordId(kind, key))
            if key in self._externals:
                return Target(url=self._externals[key])
            if key in self._buried or key.lower() in self._unread:
                return None
        return Fault.UNKNOWN_ID if self._looks_like_an_id(citation.key) else None

    def _current_name(self, key: str) -> str:
        """The key under the domain's present name, where its prefix is a former one (PCD-1: DEV-1)."""
        found = _NUMBERED_ID.match(key)
        domain = self._domains.get(found[1].lower()) if found else None
        return f"{domain.key}-{found[2]}" if found and domain else key

    def _looks_like_an_id(self, key: str) -> bool:
        found = _NUMBERED_ID.match(key)
        prefixes = {found[1].lower()} & self._domains.keys() if found is not None else set()
        if _REQUIREMENT_ID.match(key):
            prefixes |= {prefix_of(key).lower()} & self._numbered
        return bool(_PROPOSAL_ID.match(key)) or bool(prefixes)

    def _link(self, text: Text, link: Link) -> Outcome:
        if _OUTSIDE.match(link.destination):
            return Fault.REMOTE_IMAGE if link.is_image else Target(url=link.destination)
        if link.destination.startswith(_PAGE):
            is_known = is_known_choice(self._graph, link.destination)
            return Target(page=link.destination.removeprefix(_PAGE)) if is_known else Fault.DEAD_CHOICE
        path, _, anchor = link.destination.partition("#")
        path, anchor = unquote(path), unquote(anchor)
        if not path:
            return self._anchor(text.owner, anchor)
        by_key = _BY_KEY.match(path)
        if by_key is not None and not link.is_image:
            record = self._graph.by_id(RecordId(by_key[1], by_key[2]))
            if record is None:
                return None if self._graph.is_unread(by_key[1], by_key[2]) else Fault.DEAD_PAGE
            return self._anchor(record.id, anchor)
        full = posixpath.normpath(posixpath.join(posixpath.dirname(text.document.position.path), path))
        return self._file(full, anchor, link)

    def _file(self, path: str, anchor: str, link: Link) -> Outcome:
        if link.is_image:
            is_there = path in self._graph.files and path.lower().endswith(IMAGE_ENDINGS)
            return Target(file=path) if is_there else Fault.DEAD_FILE
        id = self._ids_by_path.get(path)
        if id is not None:
            return self._anchor(id, anchor)
        if path not in self._graph.files:
            # Of a file that could not be read nobody knows the anchors.
            below = path.lower().rpartition(".")[0]
            return None if any(below.endswith(f"/{key}") for key in self._unread) else Fault.DEAD_PAGE
        # What a browser would run, such as HTML or XML with a style sheet, is never published.
        is_safe = path.lower().endswith((*IMAGE_ENDINGS, *DOWNLOAD_ENDINGS))
        return Target(file=path) if is_safe else Fault.UNSAFE_FILE

    def _anchor(self, id: RecordId, anchor: str) -> Outcome:
        record = self._graph.by_id(id)
        if record is None:
            return Fault.DEAD_ANCHOR
        if isinstance(record, ProfilePage) and self._graph.find(record.profile) is None:
            # Without its profile it has no place in the site.
            is_unread = self._graph.is_unread(Profile.kind, record.profile.key)
            return None if is_unread else Fault.DEAD_PAGE
        body = self._bodies.get(body_id_of(id))
        if not anchor or (body is not None and anchor in body.anchors):
            return Target(id=id, anchor=anchor)
        return Fault.DEAD_ANCHOR


def _ids_by_path(graph: Graph) -> Mapping[str, RecordId]:
    """The record of each file that holds one record."""
    found: dict[str, RecordId] = {}
    for kind, rows in graph.records.items():
        if kind not in _LISTED_KINDS + _UNLINKED_KINDS:
            found |= {record.position.path: record.id for record in rows.values()}
    return found
