"""Two graphs that differ in any field that may be shown never compare as equal."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Iterator, Mapping

import pytest

from change_specs import DAY, the_base
from generator.comparison import compare
from generator.config import PublicationSource
from generator.diagnostics import Position
from generator.public import PublicGraph
from generator.reading import read
from generator.records.base import LocalKey, Record, RecordId, Ref, Structure
from generator.records.elsewhere import Redirect
from generator.records.profiles import Condition, ConstraintTerm, GroupingTarget
from generator.records.prose import Document
from generator.understanding import published

HERE = Position("x.yml")
UNTOLD = {("System", "keyword"), ("TestingSession", "exports")}
"""What no page shows: how an export calls a system, and exports that no published row names."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> PublicGraph:
    root = the_base(tmp_path_factory.mktemp("base") / "root")
    assert PublicationSource.PUBLIC.value in (root / "site_config.yml").read_text()
    return published(root, read(root), DAY)


def another(value: object) -> object:
    """A value that differs from the one given, of the same sort."""
    if isinstance(value, Document):
        return dataclasses.replace(value, text=value.text + " And more.")
    if isinstance(value, Ref):
        return dataclasses.replace(value, key=value.key + "-x")
    if isinstance(value, LocalKey):
        return LocalKey(value.key + "-x", HERE)
    if isinstance(value, enum.Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=1)
    if isinstance(value, RecordId):
        return RecordId(value.kind, value.key + "-x")
    if isinstance(value, tuple):
        return value[:-1]
    if isinstance(value, Mapping):
        return {**value, "more": "x"}
    return f"{value} and more" if isinstance(value, str) else None


def fresh(hint: str) -> object:
    """A value for a field that has none, as its annotation asks for."""
    made: Mapping[str, object] = {
        "Ref[": Ref(kinds=("profile",), key="ONE", position=HERE),
        "Document": Document(position=HERE, text="Something."),
        "LocalKey": LocalKey("something", HERE),
        "Date": DAY,
        "Condition": Condition(position=HERE, option=LocalKey("something", HERE)),
        "ConstraintTerm": ConstraintTerm(position=HERE, option=LocalKey("something", HERE)),
        "GroupingTarget": GroupingTarget(
            position=HERE,
            profile=Ref(kinds=("profile",), key="ONE", position=HERE),
            actor=Ref(kinds=("actor",), key="sender", position=HERE),
        ),
    }
    return next((value for word, value in made.items() if word in hint), "something")


def edits(structure: Structure) -> Iterator[tuple[str, Structure]]:
    """Every version of a structure that differs in one field, at any depth."""
    for each in dataclasses.fields(structure):
        name = f"{type(structure).__name__}.{each.name}"
        if each.name in ("position", "places") or tuple(name.split(".")) in UNTOLD:
            continue
        value = getattr(structure, each.name)
        if value is None:
            yield name, dataclasses.replace(structure, **{each.name: fresh(str(each.type))})
            continue
        if isinstance(value, Structure):
            yield from ((name, dataclasses.replace(structure, **{each.name: new})) for _, new in edits(value))
            yield name, dataclasses.replace(structure, **{each.name: None})
            continue
        new = (fresh(str(each.type)),) if value == () else another(value)
        yield name, dataclasses.replace(structure, **{each.name: new})
        if isinstance(value, tuple):
            for place, element in enumerate(value):
                if isinstance(element, Structure):
                    for inner, new in edits(element):
                        changed = (*value[:place], new, *value[place + 1 :])
                        yield f"{name} › {inner}", dataclasses.replace(structure, **{each.name: changed})
            if len(set(map(repr, value))) > 1:
                yield f"{name} turned", dataclasses.replace(structure, **{each.name: value[::-1]})


def with_record(graph: PublicGraph, record: Record, instead: Record | None) -> PublicGraph:
    """The graph with another record, or none, in the place of one."""
    found = {key: each for key, each in graph.records[record.kind].items() if each is not record}
    names = {name: key for name, key in graph.names.items() if name != (record.kind, record.key.lower())}
    if instead is not None:
        found[instead.key] = instead
        names[record.kind, instead.key.lower()] = instead.key
    return dataclasses.replace(graph, records={**graph.records, record.kind: found}, names=names)


def test_every_field_of_every_record_counts(graph: PublicGraph) -> None:
    lost, tried = [], 0
    for rows in graph.records.values():
        for record in rows.values():
            for name, instead in edits(record):
                assert isinstance(instead, Record)
                tried += 1
                other = with_record(graph, record, instead)
                if not compare(graph, other) or not compare(other, graph):
                    lost.append(f"{record.id} {name}")
    assert lost == [] and tried > 300


def test_every_record_counts(graph: PublicGraph) -> None:
    kinds = set()
    for rows in graph.records.values():
        for record in rows.values():
            without = with_record(graph, record, None)
            assert compare(graph, without) and compare(without, graph), record.id
            kinds.add(record.kind)
    assert len(kinds) >= 15


def test_what_is_no_record_counts(graph: PublicGraph) -> None:
    moved = dataclasses.replace(graph.redirects[0], to="/elsewhere/")
    others = (
        dataclasses.replace(graph, externals={}),
        dataclasses.replace(graph, tombstones={}),
        dataclasses.replace(graph, redirects=(moved,)),
        dataclasses.replace(
            graph, redirects=(*graph.redirects, Redirect(position=HERE, from_="/a/", to="/b/"))
        ),
        dataclasses.replace(graph, files=frozenset({"profiles/dom/one/flow.svg"})),
    )
    for other in others:
        assert compare(graph, other) and compare(other, graph)
    digests = [dataclasses.replace(graph, digests={"a.txt": digest}) for digest in ("0" * 64, "1" * 64)]
    assert compare(*digests)


def test_places_are_no_difference(graph: PublicGraph) -> None:
    profile = graph.records["profile"]["ONE"]
    assert not compare(graph, with_record(graph, profile, dataclasses.replace(profile, position=HERE)))
