"""What was published stays: versions are what they were, and what they had is here, moved or buried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from generator.caching.kept import Kept
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.editions import Edition
from generator.graph import Graph
from generator.records.base import RecordId
from generator.records.elsewhere import Version
from generator.records.requirements import Requirement, may_be_unread
from generator.releases import Published, published
from generator.revisions import UnknownRevision
from generator.site import SitePlan
from generator.understanding import Understood

UNKNOWN_VERSION = Rule(
    name="unknown-version",
    severity=Severity.ERROR,
    summary="The commit of each version in versions.yml is part of this history, and can be read.",
)
CHANGED_VERSION = Rule(
    name="changed-version",
    severity=Severity.ERROR,
    summary="A published version has the texts, addresses and anchors that it was published with.",
)
VERSION_ORDER = Rule(
    name="version-order", severity=Severity.ERROR, summary="versions.yml lists the newest version first."
)
REMOVED_ID = Rule(
    name="removed-id",
    severity=Severity.ERROR,
    summary="An id of the last published version is still here, or has a tombstone.",
)
REMOVED_ADDRESS = Rule(
    name="removed-address",
    severity=Severity.ERROR,
    summary="An address of the last published version is still a page, or is redirected to one.",
)
RULES = (UNKNOWN_VERSION, CHANGED_VERSION, VERSION_ORDER, REMOVED_ID, REMOVED_ADDRESS)


class Known(NamedTuple):
    """Versions that can be shown, the newest first, with what they have; and what is wrong with any."""

    versions: tuple[tuple[Version, Published], ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        """What pages need to know of these versions."""
        return tuple(facts.edition(version) for version, facts in self.versions)


def known_versions(root: Path, content: Understood, *, kept: Kept | None, is_whole: bool) -> Known:
    """The versions of a root and whether its content keeps what the last one promised.

    Unless it `is_whole`, only the last one is looked at. What is `kept` of them is not read again.
    """
    config, plan, listed = content.reading.config, content.plan, content.reading.versions
    if config is None or plan is None or not listed:
        return Known()
    found: list[tuple[Version, Published]] = []
    findings = list(_out_of_order(listed))
    for version in listed if is_whole else listed[:1]:
        try:
            facts = published(root, version, config, kept)
        except UnknownRevision as error:
            findings.append(
                UNKNOWN_VERSION.at(
                    version.place_of("commit"),
                    f"version {version.label} cannot be read: {error}",
                    "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 where CI checks out",
                )
            )
            continue
        found.append((version, facts))
        if facts.digest != version.digest:
            findings.append(_changed(version, facts))
    if found and found[0][0] is listed[0]:
        findings += _removed_ids(*found[0], content.graph)
        findings += _removed_addresses(*found[0], content.graph, plan)
    return Known(tuple(found), tuple(findings))


def _out_of_order(listed: Sequence[Version]) -> Iterator[Diagnostic]:
    for newer, older in pairwise(listed):
        if newer.date < older.date:
            yield VERSION_ORDER.at(
                older.place_of("date"),
                f"{older.label} is newer than {newer.label} before it",
                "list the newest version first",
            )


def _changed(version: Version, facts: Published) -> Diagnostic:
    return CHANGED_VERSION.at(
        version.place_of("digest"),
        f"version {version.label} is not what was published: its digest is {facts.digest}",
        "restore the entry as it was; a correction is a new version",
    )


def _removed_ids(version: Version, facts: Published, graph: Graph) -> Iterator[Diagnostic]:
    for name in facts.ids:
        id = RecordId(*name.split("/", 1))
        if not _is_accounted_for(id, graph):
            yield REMOVED_ID.at(
                version.place_of("label"),
                f"{id.kind} {id.key} of version {version.label} is gone",
                "list it in framework/tombstones.yml with the reason, or put it back",
            )


def _is_accounted_for(id: RecordId, graph: Graph) -> bool:
    is_unread = id in graph.unread or (id.kind == Requirement.kind and may_be_unread(id.key, graph.unread))
    return is_unread or graph.by_id(id) is not None or _is_buried(id, graph)


def _is_buried(id: RecordId, graph: Graph) -> bool:
    return any(each.kind == id.kind and each.key.lower() == id.key.lower() for each in graph.tombstones)


def _removed_addresses(
    version: Version, facts: Published, graph: Graph, plan: SitePlan
) -> Iterator[Diagnostic]:
    there = {page.address for page in plan.pages} | set(plan.redirects)
    for address, name in facts.own.items():
        kind, _, key = name.partition("/")
        id = RecordId(kind, key)
        # A tombstone says where its id went, and what cannot be read now is told by another finding.
        if address not in there and not _is_buried(id, graph) and id not in graph.unread:
            yield REMOVED_ADDRESS.at(
                version.place_of("label"),
                f"/{address} of version {version.label} is no page any more",
                f"list {{from: /{address}, to: …}} in framework/redirects.yml, or put the page back",
            )
