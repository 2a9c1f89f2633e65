"""What a root says as a whole: its files read together, joined, and planned as a site."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import linking, pages, publication, reading
from generator.config import PublicationSource
from generator.diagnostics import Diagnostic
from generator.graph import Graph
from generator.importers import results, scenarios
from generator.profiling import span
from generator.public import PublicGraph
from generator.reading import Reading
from generator.records.likeness import is_called_like
from generator.records.scenarios import Scenario
from generator.results import FullGraph, full_graph
from generator.site import SitePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A root as far as it could be understood, not judged yet; `misread` is wrong with what is not YAML."""

    reading: Reading
    graph: FullGraph
    public: PublicGraph
    plan: SitePlan | None
    misread: tuple[Diagnostic, ...]


def understood(root: Path, read: Reading, date: datetime.date | None) -> Understood:
    """What the files of `root` say together, and the site that is planned of what may be shown on `date`."""
    graph, misread = _full(root, read, date)
    with span("publish"):
        public = publication.publish(graph)
    with span("plan"):
        plan = pages.plan(public, read.config) if read.config is not None else None
    return Understood(reading=read, graph=graph, public=public, plan=plan, misread=tuple(misread))


def published(root: Path, read: Reading, date: datetime.date | None) -> PublicGraph:
    """What of a root may be shown on `date`, without the site that would show it."""
    with span("publish"):
        return publication.publish(_full(root, read, date)[0])


def revised(before: Understood, read: Reading) -> Understood | None:
    """What `understood` would make of `read`, which differs from the reading `before` in some records alone.

    Facts and fields of the plan's pages are still those of before: `pages.replanned` gives new ones. None
    where more may be concerned, so that everything must be understood anew.
    """
    pairs = [
        (old, new) for old, new in zip(before.reading.records, read.records, strict=True) if old is not new
    ]
    if not pairs:
        return replace(before, reading=read)
    is_renamed = not all(is_called_like(old, new) for old, new in pairs)
    # Scenarios in Gherkin know others by their names.
    asked = read.records if is_renamed else (record for pair in pairs for record in pair)
    if (is_renamed and read.features) or any(map(scenarios.has_blocks, asked)):
        return None
    graph, changed = before.graph, {new.id: new for _, new in pairs}
    revision = linking.revision(graph, changed)
    if revision is None:
        return None
    return replace(before, reading=read, graph=revision.of(graph), public=revision.of(before.public))


def graph_of(read: Reading, scenarios_elsewhere: Sequence[Scenario] = ()) -> Graph:
    """The records of a root, joined; what its exports say is not in it."""
    return linking.link(
        (*read.records, *scenarios_elsewhere),
        externals=read.externals,
        tombstones=read.tombstones,
        redirects=read.redirects,
        files=read.files,
        digests=read.digests,
        unread=read.unread,
    )


def _full(root: Path, read: Reading, edition: datetime.date | None) -> tuple[FullGraph, Sequence[Diagnostic]]:
    """All that a root says, its exports included, and what is wrong with what is not YAML."""
    with span("link"):
        other = scenarios.read(read.records, read.externals, read.features, reading.parse)
        graph = graph_of(read, other.scenarios)
    source = read.config.publication.source if read.config is not None else PublicationSource.PUBLIC
    with span("results"):
        exported = results.read(root, graph, read.keywords)
        full = full_graph(
            graph,
            results=exported.results,
            amendments=read.amendments,
            excess=exported.excess,
            exports=read.exports,
            strays=read.strays,
            edition=edition,
            is_public_source=source is PublicationSource.PUBLIC,
        )
    return full, (*other.diagnostics, *exported.diagnostics)
