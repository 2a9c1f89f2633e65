"""What a profile's model states, as lines that can be compared with another model's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.reading import Reading
from generator.records.framework import Actor
from generator.records.profiles import GroupingTarget, Profile, ProfileActor

NO_TABLE = "the guide has no table of actors that can be read"


@dataclass(frozen=True)
class Model:
    """The profiles of a root, and how its actors are called."""

    profiles: Mapping[str, Profile]
    names: Mapping[str, str]


def model_of(reading: Reading) -> Model:
    defined = {record.key: record.name for record in reading.records if isinstance(record, Actor)}
    outside = {row.key: row.name for row in reading.externals if row.kind.value == "actor"}
    profiles = {record.key: record for record in reading.records if isinstance(record, Profile)}
    return Model(profiles, outside | defined)


def facts(model: Model, profile: Profile) -> set[str]:
    """Actors, transactions with optionality, options by name and groupings, one line each."""
    return {line for actor in profile.actors for line in _facts_of(model, actor)}


def differences(ours: Model, guides: Model, key: str) -> Sequence[str]:
    """What only one of two models says of a profile, and which one."""
    if not guides.profiles[key].actors:
        return [NO_TABLE]
    here, there = facts(ours, ours.profiles[key]), facts(guides, guides.profiles[key])
    only_here = [f"{fact}: only here" for fact in sorted(here - there)]
    return [*only_here, *(f"{fact}: only in the guide" for fact in sorted(there - here))]


def _facts_of(model: Model, actor: ProfileActor) -> Iterator[str]:
    name = _name(model, actor.actor.key)
    yield name
    for use in actor.transactions:
        yield f"{name}, {use.transaction.key} {use.optionality.value}"
    for option in actor.options:
        yield f"{name}, option {_plain(option.name)}"
    for grouping in actor.groupings:
        for target in (*grouping.all_of, *grouping.any_of):
            yield f"{name}, grouping {grouping.optionality.value} {_target(model, target)}"


def _target(model: Model, target: GroupingTarget) -> str:
    return f"{target.profile.key} {_name(model, target.actor.key)}"


def _name(model: Model, key: str) -> str:
    return _plain(model.names.get(key, key))


def _plain(name: str) -> str:
    """A name without its letter case and without the word "Option" at its end."""
    return name.lower().removesuffix(" option").replace("-", " ")
