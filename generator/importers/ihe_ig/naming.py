"""The names that guides give to a transaction: the one it has, and the others, each of which is noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.importers.ihe_ig.drafts import Draft, NameDraft
from generator.importers.ihe_ig.notes import Report


def names_given(drafts: Sequence[Draft]) -> dict[str, list[NameDraft]]:
    """All names that guides give to each id."""
    found: dict[str, list[NameDraft]] = {}
    for draft in drafts:
        rows = (NameDraft(transaction=use.transaction, name=use.name, place=use.place) for use in draft.uses)
        for named in (*rows, *draft.names):
            if named.name:
                found.setdefault(named.transaction, []).append(named)
    return found


def best_name(
    key: str, own: str, given: Mapping[str, Sequence[NameDraft]], report: Report
) -> tuple[str, tuple[str, ...]]:
    """The name of a transaction and its other names, each of which is noted where it first stands."""
    all_names = given.get(key, ())
    counts: dict[str, int] = {}
    for named in all_names:
        counts[named.name] = counts.get(named.name, 0) + 1
    name = own or max(counts, key=lambda other: counts[other], default="") or key
    others: dict[str, NameDraft] = {}
    for named in all_names:
        if named.name.casefold() != name.casefold():
            others.setdefault(named.name.casefold(), named)
    for named in others.values():
        place = named.place
        what = f"{key} is called {named.name}"
        report.add(place.file, place.line, what, f"{key} carries two names; it is {name} on its own page")
    return name, tuple(named.name for named in others.values())


def warn_of_shared_names(
    names: Mapping[str, str], given: Mapping[str, Sequence[NameDraft]], report: Report
) -> None:
    """Note a name that belongs to another transaction than the id after it; `names` are the names by id."""
    owners = {name.casefold(): key for key, name in names.items()}
    for key, all_names in given.items():
        for named in all_names:
            owner = owners.get(named.name.casefold(), key)
            if owner != key:
                what = f"{named.name} [{key}]"
                report.add(named.place.file, named.place.line, what, f"this is the name of {owner}")
