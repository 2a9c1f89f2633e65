"""What the tags of Gherkin say about a scenario, such as `@profile:MHD` and `@role:source=sender`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import Position, did_you_mean
from generator.importers.scenarios.book import Book
from generator.importers.scenarios.findings import UNKNOWN_TAG, WRONG_TAG, Findings, shown
from generator.records.base import KEY_FORM, LocalKey, Ref
from generator.records.framework import Actor
from generator.records.profiles import Profile
from generator.records.scenarios import ScenarioKind, ScenarioRole

_KEY = re.compile(KEY_FORM.pattern)
_CARDINALITY = re.compile(r"[0-9]{1,9}\.\.([0-9]{1,9}|\*)")
_LABEL = re.compile(r"[^\s@#]{1,120}")


class Tag(NamedTuple):
    """A tag without its `@`, and where that stands."""

    text: str
    position: Position


@dataclass(slots=True, kw_only=True)
class RoleTags:
    """What tags say about one role."""

    key: str
    position: Position
    actor: Ref[Actor] | None = None
    option: LocalKey | None = None
    profile: Ref[Profile] | None = None
    cardinality: str = "1..1"


@dataclass(slots=True, kw_only=True)
class Directives:
    """All that the tags of a scenario and of what it stands in say."""

    key: LocalKey | None = None
    kind: ScenarioKind | None = None
    profiles: list[Ref[Profile]] = field(default_factory=list)
    roles: dict[str, RoleTags] = field(default_factory=dict)
    requirements: list[LocalKey] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


class _Reading(NamedTuple):
    directives: Directives
    book: Book
    findings: Findings


def read_tags(tags: Iterable[Tag], book: Book, findings: Findings) -> Directives:
    """What `tags` say, outer ones first; what cannot be understood is reported and kept as a label."""
    reading = _Reading(Directives(), book, findings)
    for tag in dict.fromkeys(tags):
        name, colon, value = tag.text.partition(":")
        if not colon:
            _plain(reading, tag)
        elif name in _DIRECTIVES:
            place = _further(tag.position, len(name) + 2)
            _DIRECTIVES[name](reading, Tag(value, place))
        else:
            hint = did_you_mean(name, [f"@{known}:" for known in _DIRECTIVES])
            message = f"@{name}: is no tag that scenarios know, so it is a mere label"
            findings.report(UNKNOWN_TAG, tag.position, message, hint)
            _label(reading, tag)
    return reading.directives


def roles_of(directives: Directives, findings: Findings) -> list[ScenarioRole]:
    """The roles that the tags describe, in their order; one without an actor is reported."""
    roles = []
    for each in directives.roles.values():
        if each.actor is None:
            message = f"nothing says which actor plays the role {shown(each.key)}"
            findings.report(WRONG_TAG, each.position, message, f"add a tag @role:{each.key}=<actor's key>")
            continue
        roles.append(
            ScenarioRole(
                position=each.position,
                key=each.key,
                actor=each.actor,
                option=each.option,
                profile=each.profile,
                cardinality=each.cardinality,
            )
        )
    return roles


def _further(position: Position, columns: int) -> Position:
    return Position(position.path, position.line, position.column + columns)


def _label(reading: _Reading, tag: Tag) -> None:
    if _LABEL.fullmatch(tag.text) and tag.text not in reading.directives.labels:
        reading.directives.labels.append(tag.text)


def _plain(reading: _Reading, tag: Tag) -> None:
    if reading.book.is_requirement(tag.text):
        reading.directives.requirements.append(LocalKey(tag.text, _further(tag.position, 1)))
    else:
        _label(reading, tag)


def _key(reading: _Reading, value: Tag) -> None:
    if _is_key(reading, value):
        reading.directives.key = LocalKey(value.text, value.position)


def _profile(reading: _Reading, value: Tag) -> None:
    if _is_key(reading, value):
        known = reading.book.profiles.get(value.text.lower())
        key = known.key if known is not None else value.text
        if key not in [each.key for each in reading.directives.profiles]:
            reading.directives.profiles.append(Ref(kinds=("profile",), key=key, position=value.position))


def _kind(reading: _Reading, value: Tag) -> None:
    kinds = {each.value: each for each in ScenarioKind}
    if value.text in kinds:
        reading.directives.kind = kinds[value.text]
    else:
        message = f"a scenario's kind cannot be {shown(value.text)}"
        reading.findings.report(WRONG_TAG, value.position, message, f"it is one of {', '.join(kinds)}")


def _requirement(reading: _Reading, value: Tag) -> None:
    if _is_key(reading, value):
        reading.directives.requirements.append(LocalKey(value.text, value.position))


def _role(reading: _Reading, value: Tag) -> None:
    said = _said_of_role(reading, value)
    if said is not None and _is_key(reading, said[1]):
        role, actor = said
        names = reading.book.actors.get(actor.text.lower())
        role.actor = Ref(kinds=("actor",), key=names[0] if names else actor.text, position=actor.position)


def _role_option(reading: _Reading, value: Tag) -> None:
    said = _said_of_role(reading, value)
    if said is not None and _is_key(reading, said[1]):
        said[0].option = LocalKey(said[1].text, said[1].position)


def _role_profile(reading: _Reading, value: Tag) -> None:
    said = _said_of_role(reading, value)
    if said is not None and _is_key(reading, said[1]):
        said[0].profile = Ref(kinds=("profile",), key=said[1].text, position=said[1].position)


def _role_cardinality(reading: _Reading, value: Tag) -> None:
    said = _said_of_role(reading, value)
    if said is None:
        return
    if _CARDINALITY.fullmatch(said[1].text):
        said[0].cardinality = said[1].text
    else:
        message = f"how many play a role cannot be {shown(said[1].text)}"
        reading.findings.report(WRONG_TAG, said[1].position, message, "write 1..1 or 1..*")


def _said_of_role(reading: _Reading, value: Tag) -> tuple[RoleTags, Tag] | None:
    """The role of `source=document-source`, and what stands behind its sign."""
    key, sign, said = value.text.partition("=")
    if not sign or not said:
        message = f"{shown(value.text)} does not say what the role is"
        reading.findings.report(WRONG_TAG, value.position, message, "write role=value, without spaces")
        return None
    if not _is_key(reading, Tag(key, value.position)):
        return None
    roles = reading.directives.roles
    role = roles.setdefault(key.lower(), RoleTags(key=key, position=value.position))
    return role, Tag(said, _further(value.position, len(key) + 1))


def _is_key(reading: _Reading, value: Tag) -> bool:
    if len(value.text) <= KEY_FORM.longest and _KEY.fullmatch(value.text):
        return True
    message = f"{shown(value.text)} is no key"
    reading.findings.report(WRONG_TAG, value.position, message, f"a key has {KEY_FORM.meaning}")
    return False


_DIRECTIVES: Mapping[str, Callable[[_Reading, Tag], None]] = {
    "key": _key,
    "profile": _profile,
    "kind": _kind,
    "requirement": _requirement,
    "role": _role,
    "role-option": _role_option,
    "role-profile": _role_profile,
    "role-cardinality": _role_cardinality,
}
