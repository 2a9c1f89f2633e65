"""From two public graphs to what the change between them means: models are compared, not texts of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.comparison.descriptions import Names, described
from generator.comparison.differing import Difference, differences
from generator.comparison.impact import impact_of
from generator.comparison.renames import renamed
from generator.comparison.rows import rows_added, rows_retold
from generator.comparison.sentences import told
from generator.graph import Graph
from generator.meaning import Comparison, Detail, RecordChange, Sort
from generator.messages import label
from generator.public import PublicGraph
from generator.records.base import Record, RecordId, Structure
from generator.records.elsewhere import External, Redirect, Tombstone
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    HistoryEntry,
    Supplement,
    Transaction,
)
from generator.records.profiles import Constraint, Profile, ProfileActor, ProfilePage
from generator.records.requirements import Requirement, may_be_unread
from generator.records.scenarios import Scenario
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement

__all__ = ["compare"]

# What editors look for first; every other kind follows.
_FIRST = (Profile, ProfilePage, Transaction, ContentModule, Requirement, Actor, Scenario, ChangeProposal)
_ABSENT = "absent"


def compare(old: PublicGraph, new: PublicGraph) -> Comparison:
    """What differs from `old` to `new`, in the field's words; empty where nothing does that may be shown.

    What `old` may show is the caller's to decide: everything in it may be told.
    """
    names = Names(new, old)
    kinds = [each.kind for each in _FIRST]
    kinds += sorted((set(old.records) | set(new.records)) - set(kinds))
    records = [each for kind in kinds for each in _of_kind(old, new, kind, names)]
    records += _beside(old, new, names)
    return Comparison(records=tuple(records), rows=rows_added(old, new), retold=rows_retold(old, new))


def _of_kind(old: PublicGraph, new: PublicGraph, kind: str, names: Names) -> Iterator[RecordChange]:
    befores, afters = old.records.get(kind, {}), new.records.get(kind, {})
    moves = renamed(old, new, kind)
    for key, record in afters.items():
        before = befores.get(moves.get(key, key))
        change = _change(before, record, old, new, names)
        if change is not None:
            yield change
    gone = set(befores) - {moves.get(key, key) for key in afters}
    for key, record in befores.items():
        if key in gone:
            change = _change(record, None, old, new, names)
            if change is not None:
                yield change


def _change(
    before: Record | None, after: Record | None, old: PublicGraph, new: PublicGraph, names: Names
) -> RecordChange | None:
    if before is after:
        return None
    record = after or before
    if record is None:
        return None
    change = RecordChange(id=record.id, title=_title(record, names), sort=Sort.CHANGED)
    if before is None or after is None:
        return _whole(record, change, is_added=before is None, old=old, new=new, names=names)
    is_renamed = before.key != after.key
    found = [each for each in differences(before, after) if each.trail or each.field != "key"]
    if not found and not is_renamed:
        return None
    details = (*_standing(before, after), *(each for one in found for each in told(one, names)))
    impact = impact_of(before if is_renamed else after, _actors(found), old, new)
    change = replace(change, details=details, impact=impact)
    return replace(change, sort=Sort.RENAMED, before=before.id) if is_renamed else change


def _whole(
    record: Record, change: RecordChange, *, is_added: bool, old: PublicGraph, new: PublicGraph, names: Names
) -> RecordChange:
    """A record that one side alone has."""
    other = old if is_added else new
    if _may_be_unread(record, other):
        return replace(change, sort=Sort.UNREAD)
    details: tuple[Detail, ...] = ()
    if isinstance(record, Requirement):
        says = f"{' and '.join(each.value for each in record.levels)}: {described(record.text, names)}"
        sort = Sort.ADDED if is_added else Sort.REMOVED
        details = (Detail(place=(), field="text", sort=sort, says=says),)
    if is_added and isinstance(record, TestingSession):
        says = f"its results are public since {record.publish_on.isoformat()}"
        details = (Detail(place=(), field="publish_on", sort=Sort.ADDED, says=says),)
    sort = Sort.ADDED if is_added else Sort.REMOVED
    return replace(change, sort=sort, details=details, impact=impact_of(record, None, old, new))


def _may_be_unread(record: Record, other: Graph) -> bool:
    """Whether a record is missing only because the file that holds it has mistakes."""
    if isinstance(record, Requirement) and may_be_unread(record.key, other.unread):
        return True
    return any(each.kind == record.kind and each.key.lower() == record.key.lower() for each in other.unread)


def _title(record: Record, names: Names) -> str:
    if isinstance(record, IntegrationStatement | System):
        return f"{record.title} ({names.of(record.organization)})"
    if isinstance(record, ProfilePage):
        return f"{record.title} ({names.newer.named(record.profile).key})"
    return str(record.title)


def _actors(found: Iterable[Difference]) -> frozenset[str] | None:
    """The keys of the actors of a profile that the differences are about; None where one is about all."""
    keys: set[str] = set()
    for each in found:
        held = each.trail[0].new if each.trail else each.new if each.new is not None else each.old
        if not isinstance(held, ProfileActor | Constraint):
            return None
        keys.add(held.actor.key.lower())
    return frozenset(keys)


def _standing(before: Record, after: Record) -> Iterator[Detail]:
    """Where a publication stood and stands, as its newest version says."""
    if isinstance(before, Profile | Supplement) and isinstance(after, Profile | Supplement):
        old, new = _newest(before.history), _newest(after.history)
        if old != new:
            yield Detail(
                place=(),
                field="status",
                sort=Sort.CHANGED,
                says=f"now {new[0]}, version {new[1]}; was {old[0]}, version {old[1]}",
                before=", ".join(old),
                after=", ".join(new),
            )


def _newest(history: tuple[HistoryEntry, ...]) -> tuple[str, str]:
    return (str(label(history[0].status)), history[0].version) if history else (_ABSENT, _ABSENT)


def _beside(old: Graph, new: Graph, names: Names) -> Iterator[RecordChange]:
    """What is no record: names defined elsewhere, removed ids, moved addresses, files and their digests."""
    yield from _structures("external", _named(old.externals), _named(new.externals), names)
    yield from _structures("tombstone", _named(old.tombstones), _named(new.tombstones), names)
    gone, come = ({each.from_: each for each in graph.redirects} for graph in (old, new))
    yield from _structures("redirect", gone, come, names)
    for path in sorted(old.files ^ new.files):
        sort = Sort.ADDED if path in new.files else Sort.REMOVED
        yield RecordChange(id=RecordId("file", path), title=path, sort=sort)
    for path in sorted(set(old.digests) & set(new.digests)):
        if old.digests[path] != new.digests[path]:
            says = "its content changed"
            detail = Detail(place=(), field="sha256", sort=Sort.CHANGED, says=says)
            yield RecordChange(id=RecordId("file", path), title=path, sort=Sort.CHANGED, details=(detail,))


def _named(found: Mapping[RecordId, External] | Mapping[RecordId, Tombstone]) -> Mapping[str, Structure]:
    return {str(id): each for id, each in found.items()}


def _structures(
    kind: str, old: Mapping[str, Structure], new: Mapping[str, Structure], names: Names
) -> Iterator[RecordChange]:
    for key in (*new, *(key for key in old if key not in new)):
        before, after = old.get(key), new.get(key)
        title = (
            key if isinstance(after or before, Redirect) else str(getattr(after or before, "name", "") or key)
        )
        change = RecordChange(id=RecordId(kind, key), title=title, sort=Sort.CHANGED)
        if before is None or after is None:
            yield replace(change, sort=Sort.ADDED if before is None else Sort.REMOVED)
            continue
        details = tuple(each for one in differences(before, after) for each in told(one, names))
        if details:
            yield replace(change, details=details)
