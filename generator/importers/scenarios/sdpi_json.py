"""Published test cases in JSON: participants become roles, steps become steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.unseen import as_name, without_unseen
from generator.importers.scenarios.conversion import (
    MOST_CASES,
    Converted,
    Foreign,
    actor_key,
    option_key,
)
from generator.importers.scenarios.features import Unkeyed, kind_for
from generator.importers.scenarios.findings import MOST_STEPS
from generator.importers.scenarios.placed_json import LINE, NotJson, line_of, loads
from generator.importers.scenarios.texts import description, stacked
from generator.records.base import KEY_FORM, LocalKey, Ref
from generator.records.framework import Actor, Transaction
from generator.records.profiles import Optionality, Profile
from generator.records.prose import Document
from generator.records.scenarios import Scenario, ScenarioKind, ScenarioRole, Step

_CASE = {
    *("type", "id", "name", "version", "shortDescription", "description", "peerType", "iheTestType"),
    *("preconditions", "evaluation", "participants", "steps"),
}
_STEP = {
    *("id", "initiator", "responder", "transaction", "messageType", "support", "security", "description"),
}
_KINDS = {
    "NO_PEER": ScenarioKind.NO_PEER,
    "PEER_TO_PEER": ScenarioKind.PEER_TO_PEER,
    "GROUP": ScenarioKind.GROUP,
}
_OPTIONALITY = {"REQUIRED": Optionality.REQUIRED, "OPTIONAL": Optionality.OPTIONAL}
_ITEM = re.compile(r"^[-*] ", re.MULTILINE)
_KEY = re.compile(KEY_FORM.pattern)
_NUMBER = re.compile(r"[0-9]{1,4}")

Object = Mapping[str, object]


def convert(foreign: Foreign) -> Converted:
    """The test cases of a file."""
    try:
        found = loads(foreign.text)
    except NotJson as error:
        foreign.note(error.line, "the file", str(error))
        return Converted()
    cases = found.get("tests") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(cases, list):
        foreign.note(1, "the file", "it holds no list `tests`")
        return Converted()
    if len(cases) > MOST_CASES:
        foreign.note(line_of(found), f"{len(cases)} tests", f"only the first {MOST_CASES} are read")
    return Converted(scenarios=tuple(_cases(cases[:MOST_CASES], foreign)))


def _cases(cases: Sequence[object], foreign: Foreign) -> Iterator[Unkeyed]:
    for number, case in enumerate(cases, start=1):
        if isinstance(case, dict) and _text(case, "name"):
            yield _case(case, foreign)
        else:
            line = line_of(case) if isinstance(case, dict) else 1
            foreign.note(line, f"test {number}", "it is no test case with a name")


def _case(case: Object, foreign: Foreign) -> Unkeyed:
    line = line_of(case)
    _note_others(case, _CASE, foreign)
    roles = _roles(case, foreign)
    kind = _text(case, "peerType")
    if kind and kind not in _KINDS and kind != "UNASSIGNED":
        foreign.note(
            line, f"peerType {kind}", "no kind of scenario is called so; the number of roles decides"
        )
    if version := _text(case, "version"):
        foreign.note(line, f"version {version}", "a scenario has no version of its own")
    tags = [slug(f"{_text(case, 'iheTestType')} test")] if _text(case, "iheTestType") else []
    position = foreign.place(line)
    purpose = [_document(case, name, foreign) for name in ("shortDescription", "description")]
    told = [each for each in purpose if each]
    scenario = Scenario(
        position=position,
        key=foreign.profile.key,
        name=as_name(_text(case, "name")),
        type=_KINDS.get(kind) or kind_for(len(roles)),
        purpose=stacked(told) if told else Document(position=position, text=""),
        profiles=(Ref(kinds=(Profile.kind,), key=foreign.profile.key, position=position),),
        roles=tuple(roles.values()),
        preconditions=tuple(_preconditions(case, foreign)),
        steps=tuple(_steps(case, roles, foreign)),
        evaluation=_document(case, "evaluation", foreign) or None,
        tags=tuple(tags),
    )
    id = slug(_text(case, "id").replace("_", " "))
    key = f"{foreign.profile.key}-{id}"[: KEY_FORM.longest].strip("-.")
    return Unkeyed(scenario=scenario, key=LocalKey(key, position) if id else None)


def _text(value: Object, name: str) -> str:
    found = value.get(name)
    return without_unseen(found).strip() if isinstance(found, str) else ""


def _document(value: Object, name: str, foreign: Foreign) -> Document:
    text = _text(value, name)
    place = foreign.place(line_of(value))
    return description(text, place, foreign.parse) if text else Document(position=place, text="")


def _note_others(value: Object, known: set[str], foreign: Foreign) -> None:
    for name in value:
        if name not in known and name != LINE:
            foreign.note(line_of(value), f"the field {name}", "scenarios have no place for it")


def _objects(value: Object, name: str, foreign: Foreign) -> Iterator[Object]:
    found = value.get(name, [])
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            yield each
        else:
            foreign.note(line_of(value), f"an entry of {name}", "it is no object")


def _preconditions(case: Object, foreign: Foreign) -> Iterator[Document]:
    """The entries of the list that the field writes, or its text as a whole."""
    place = foreign.place(line_of(case))
    text = _text(case, "preconditions")
    for part in _ITEM.split(text) if _ITEM.match(text) else [text]:
        words = " ".join(part.split())
        if words:
            yield description(words, place, foreign.parse)


def _roles(case: Object, foreign: Foreign) -> dict[str, ScenarioRole]:
    """The participants as roles, by the key of their actor."""
    roles: dict[str, ScenarioRole] = {}
    for each in _objects(case, "participants", foreign):
        _note_others(each, {"actor", "profileOptions"}, foreign)
        place = foreign.place(line_of(each))
        actor = actor_key(foreign.book, _text(each, "actor"))
        if not _KEY.fullmatch(actor):
            foreign.note(place.line, "a participant", "it names no actor")
            continue
        if actor.lower() not in foreign.book.actors:
            foreign.note(place.line, _text(each, "actor"), "the framework has no actor of that name")
        ref: Ref[Actor] = Ref(kinds=(Actor.kind,), key=actor, position=place)
        option = _option(each, actor, foreign)
        role = ScenarioRole(position=place, key=actor, actor=ref, option=option)
        if roles.setdefault(actor, role) is not role:
            foreign.note(place.line, _text(each, "actor"), "it takes part twice; one role is kept")
    return roles


def _option(participant: Object, actor: str, foreign: Foreign) -> LocalKey | None:
    line = line_of(participant)
    words = participant.get("profileOptions", [])
    keys = []
    for word in words if isinstance(words, list) else [words]:
        key = option_key(foreign.profile, actor, word) if isinstance(word, str) else None
        if key is None:
            foreign.note(
                line, f"option {word}", f"{actor} has no option of that name in {foreign.profile.key}"
            )
        else:
            keys.append(LocalKey(key, foreign.place(line)))
    for other in keys[1:]:
        foreign.note(line, f"option {other}", "a role has one option")
    return keys[0] if keys else None


def _steps(case: Object, roles: Mapping[str, ScenarioRole], foreign: Foreign) -> Iterator[Step]:
    used: set[int] = set()
    for place, each in enumerate(_objects(case, "steps", foreign), start=1):
        if place > MOST_STEPS:
            foreign.note(line_of(each), "further steps", f"a scenario has at most {MOST_STEPS}")
            return
        wanted = int(_text(each, "id")) * 10 if _NUMBER.fullmatch(_text(each, "id")) else 0
        number = wanted if wanted and wanted > max(used, default=0) else (max(used, default=0) // 10 + 1) * 10
        used.add(number)
        yield _step(each, number, roles, foreign)


def _step(step: Object, number: int, roles: Mapping[str, ScenarioRole], foreign: Foreign) -> Step:
    line = line_of(step)
    place = foreign.place(line)
    _note_others(step, _STEP, foreign)
    support = _text(step, "support")
    if support and support not in _OPTIONALITY:
        foreign.note(line, f"support {support}", "a step is required or optional")
    key = _text(step, "transaction")
    is_known = bool(key) and foreign.book.is_transaction(key)
    if key and not is_known:
        foreign.note(line, key, "the framework has no such transaction")
    return Step(
        position=place,
        number=number,
        initiator=_part(step, "initiator", roles, foreign),
        responder=_part(step, "responder", roles, foreign),
        transaction=Ref(kinds=(Transaction.kind,), key=key, position=place) if is_known else None,
        optionality=_OPTIONALITY.get(support, Optionality.REQUIRED),
        text=_words_of(step, foreign),
    )


def _words_of(step: Object, foreign: Foreign) -> Document:
    """What is done, and over which kind of message and connection, which have no field of their own."""
    words = without_unseen(_text(step, "description"))
    details = [f"{name}: {_text(step, field)}." for name, field in _DETAILS.items() if _text(step, field)]
    text = "\n\n".join(part for part in (words, " ".join(details)) if part) or "—"
    return description(text, foreign.place(line_of(step)), foreign.parse)


_DETAILS = {"Message type": "messageType", "Security": "security"}


def _part(step: Object, name: str, roles: Mapping[str, ScenarioRole], foreign: Foreign) -> LocalKey | None:
    found = step.get(name)
    if found is None:
        return None
    word = _text(found, "actor") if isinstance(found, dict) else ""
    role = roles.get(actor_key(foreign.book, word)) if word else None
    if role is None:
        foreign.note(line_of(step), f"{name} {word}".strip(), "no participant of the test is this actor")
        return None
    return LocalKey(role.key, foreign.place(line_of(step)))
