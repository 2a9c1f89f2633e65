"""Gives each profile that guides name one spelling, since some write another's key in other letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.importers.ihe_ig.drafts import Draft, GroupingDraft, TargetDraft
from generator.importers.ihe_ig.existing import Existing
from generator.importers.ihe_ig.settings import text_of


def spelled(drafts: Sequence[Draft], existing: Existing) -> tuple[Draft, ...]:
    """The same drafts, in which a profile is written as it writes itself, else as it was first written."""
    keys: dict[str, str] = {}
    for key in _written(drafts, existing):
        keys.setdefault(key.casefold(), key)
    return tuple(_spelled(draft, keys) for draft in drafts)


def _written(drafts: Sequence[Draft], existing: Existing) -> Iterator[str]:
    yield from (text_of(entry, "key") for entry in existing.profiles.values())
    yield from (draft.identity.key for draft in drafts)
    yield from (text_of(row, "key") for row in existing.externals if text_of(row, "kind") == "profile")
    for draft in drafts:
        yield from draft.identity.related
        for grouping in draft.groupings:
            yield from (target.profile for target in (*grouping.all_of, *grouping.any_of))


def _spelled(draft: Draft, keys: Mapping[str, str]) -> Draft:
    related = {keys[key.casefold()]: address for key, address in draft.identity.related.items()}
    return replace(
        draft,
        identity=replace(draft.identity, related=related),
        groupings=tuple(_grouping(grouping, keys) for grouping in draft.groupings),
    )


def _grouping(grouping: GroupingDraft, keys: Mapping[str, str]) -> GroupingDraft:
    return replace(grouping, all_of=_targets(grouping.all_of, keys), any_of=_targets(grouping.any_of, keys))


def _targets(targets: Sequence[TargetDraft], keys: Mapping[str, str]) -> tuple[TargetDraft, ...]:
    return tuple(replace(target, profile=keys[target.profile.casefold()]) for target in targets)
