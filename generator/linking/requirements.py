"""Makes records of the requirements that texts state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.graph import Graph, Text
from generator.records.base import Record, Ref
from generator.records.framework import Actor, Transaction
from generator.records.profiles import Profile
from generator.records.prose import RequirementText
from generator.records.requirements import STATING_KINDS, Requirement, Since, prefix_of

R = TypeVar("R", bound=Record)


def requirements(graph: Graph) -> Iterator[Requirement]:
    """Every requirement that a text of `graph` states, in the order of its texts."""
    since = _since(graph)
    for text in graph.texts:
        if text.owner.kind in STATING_KINDS:
            for stated in text.document.requirements:
                yield _requirement(graph, text, stated, since.get(stated.id))


def _requirement(graph: Graph, text: Text, stated: RequirementText, since: Since | None) -> Requirement:
    section = stated.section
    return Requirement(
        key=stated.id,
        position=stated.position,
        levels=stated.levels,
        is_conditional=stated.is_conditional,
        actors=tuple(
            Ref(kinds=(Actor.kind,), key=actor.key, position=actor.position) for actor in stated.actors
        ),
        categories=stated.categories,
        profile=_owner(graph, stated, Profile),
        transaction=_owner(graph, stated, Transaction),
        heading=stated.title,
        summary=stated.summary,
        text=stated.text,
        owner=text.owner,
        section=section.text if section is not None and text.is_body else "",
        section_anchor=section.anchor if section is not None and text.is_body else "",
        anchor=stated.anchor if text.is_body else "",
        since=since,
    )


def _owner(graph: Graph, stated: RequirementText, kind: type[R]) -> Ref[R] | None:
    """The record of that kind whose key the requirement's begins with, written in its case."""
    prefix = prefix_of(stated.id)
    if graph.names.get((kind.kind, prefix.lower())) != prefix:
        return None
    return Ref(kinds=(kind.kind,), key=prefix, position=stated.position)


def _since(graph: Graph) -> Mapping[str, Since]:
    """Requirement -> the oldest publication whose history names it, of the profile it belongs to if any."""
    found: dict[str, Since] = {}
    for profile in graph.all(Profile).values():
        for entry in profile.history:
            for named in entry.requirements:
                known = found.get(named.key)
                if known is None or profile.key in (prefix_of(named.key), known.profile.key):
                    found[named.key] = Since(
                        position=named.position,
                        profile=Ref(kinds=(Profile.kind,), key=profile.key, position=named.position),
                        version=entry.version,
                        date=entry.date,
                    )
    return found
