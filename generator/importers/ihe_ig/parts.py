"""Decides who initiates a transaction and who responds, from everything that guides say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importers.ihe_ig.drafts import Draft, RoleDraft, TransactionDraft, UseDraft
from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.sequences import Arrow
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.words import same_actor

INITIATOR, RESPONDER, BOTH = "initiator", "responder", "both"
PARTS = (INITIATOR, RESPONDER, BOTH)
_INITIATING = frozenset(
    [
        "sends",
        "send",
        "requests",
        "request",
        "queries",
        "query",
        "publishes",
        "provides",
        "initiates",
        "initiate",
        "submits",
        "searches",
        "subscribes",
        "opens",
        "adds",
        "selects",
        "unsubscribes",
        "distributes",
        "generates",
        "asks",
        "retrieves",
        "issues",
        "triggers",
        "solicits",
        "invokes",
        "notifies",
        "records",
        "transmits",
        "creates",
        "finds",
        "looks",
        "delivers",
        "pushes",
        "posts",
        "places",
        "orders",
    ]
)
_RESPONDING = frozenset(
    [
        "accepts",
        "accept",
        "receives",
        "receive",
        "responds",
        "respond",
        "returns",
        "return",
        "serves",
        "manages",
        "processes",
        "stores",
        "updates",
        "removes",
        "maintains",
        "supplies",
        "establish",
        "establishes",
        "acknowledges",
        "answers",
        "persists",
        "holds",
        "executes",
        "replies",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A row of a profile's table, with the guide it stands in."""

    draft: Draft
    row: UseDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRecord:
    """A part in a transaction: its kind, what it is called, and the keys of the actors that play it."""

    kind: str
    name: str
    actors: tuple[str, ...]


def decide(
    key: str,
    definition: TransactionDraft | None,
    uses: Sequence[Use],
    arrows: Sequence[Arrow],
    known: tuple[Mapping[str, str], Mapping[str, str]],
    before: Mapping[str, str],
    report: Report,
) -> tuple[RoleRecord, ...]:
    """The roles of a transaction; where nothing is said the order of the tables decides, which is noted.

    `known`: names of actors by key, those of the guides that it concerns before all of them.
    `before`: the parts that actors have in the root already.
    """
    said = {use.row.actor: use.row.part for use in reversed(uses) if use.row.part}
    roles = [_with_keys(role, known) for role in (definition.roles if definition else ())]
    kinds = _kinds_of_roles(roles, said, arrows, uses)
    played = _played(roles, kinds, {**before, **said} if uses else said)
    for use in uses:
        if not any(use.row.actor in actors for actors in played.values()):
            kind = _kind_of_mode(use) or _leftover(key, use, played, report)
            played[kind].append(use.row.actor)
    return tuple(_record(kind, played[kind], roles, kinds, known[1]) for kind in PARTS if played[kind])


def _with_keys(role: RoleDraft, known: tuple[Mapping[str, str], Mapping[str, str]]) -> RoleDraft:
    """The role with its actors as keys."""
    near, every = known
    keys = tuple(same_actor(name, near) or same_actor(name, every) or slug(name) for name in role.actors)
    return RoleDraft(name=role.name, actors=tuple(dict.fromkeys(key for key in keys if key)), text=role.text)


def _kinds_of_roles(
    roles: Sequence[RoleDraft], said: Mapping[str, str], arrows: Sequence[Arrow], uses: Sequence[Use]
) -> list[str]:
    """Initiator or responder for each role, by what says it most plainly."""
    kinds = [
        _by_columns(role, said) or _by_drawing(role, arrows) or _by_words(role.text) or _by_modes(role, uses)
        for role in roles
    ]
    for place, kind in enumerate(kinds):
        if not kind:
            others = {other for other in kinds if other}
            kinds[place] = RESPONDER if INITIATOR in others else INITIATOR if RESPONDER in others else ""
    return [kind or (INITIATOR if place == 0 else RESPONDER) for place, kind in enumerate(kinds)]


def _by_columns(role: RoleDraft, said: Mapping[str, str]) -> str:
    parts = [said[actor] for actor in role.actors if said.get(actor) in (INITIATOR, RESPONDER)]
    return max(dict.fromkeys(parts), key=parts.count) if parts else ""


def _by_drawing(role: RoleDraft, arrows: Sequence[Arrow]) -> str:
    if not arrows:
        return ""
    names = {slug(role.name), *role.actors}
    if _is_meant(arrows[0].source, names):
        return INITIATOR
    return RESPONDER if _is_meant(arrows[0].target, names) else ""


def _is_meant(shown: str, names: set[str]) -> bool:
    key = slug(shown)
    return bool(key) and any(name == key or name.endswith(f"-{key}") for name in names)


def _by_words(text: str) -> str:
    for word in text.casefold().replace(",", " ").split()[:12]:
        if word in _INITIATING:
            return INITIATOR
        if word in _RESPONDING:
            return RESPONDER
    return ""


def _by_modes(role: RoleDraft, uses: Sequence[Use]) -> str:
    modes = {mode for use in uses for actor in role.actors for mode in use.draft.modes.get(actor, ())}
    return INITIATOR if modes == {"client"} else RESPONDER if modes == {"server"} else ""


def _kind_of_mode(use: Use) -> str:
    modes = use.draft.modes.get(use.row.actor, frozenset())
    return INITIATOR if modes == {"client"} else RESPONDER if modes == {"server"} else ""


def _played(roles: Sequence[RoleDraft], kinds: Sequence[str], said: dict[str, str]) -> dict[str, list[str]]:
    """The actors of each part: those of the roles and the tables; where they differ the tables count."""
    played: dict[str, list[str]] = {kind: [] for kind in PARTS}
    for role, kind in zip(roles, kinds, strict=True):
        for actor in role.actors:
            if said.get(actor, kind) == kind and actor not in played[kind]:
                played[kind].append(actor)
    for actor, part in reversed(said.items()):
        if actor not in played[part]:
            played[part].append(actor)
    return played


def _leftover(key: str, use: Use, played: Mapping[str, Sequence[str]], report: Report) -> str:
    kind = RESPONDER if played[INITIATOR] else INITIATOR
    place = use.row.place
    what = f"{use.row.actor} in {key}"
    report.add(
        place.file, place.line, what, f"nothing says whether it initiates or responds; taken as {kind}"
    )
    return kind


def _record(
    kind: str,
    actors: Sequence[str],
    roles: Sequence[RoleDraft],
    kinds: Sequence[str],
    names: Mapping[str, str],
) -> RoleRecord:
    named = list(dict.fromkeys(_role_names(kind, roles, kinds))) if kind != BOTH else []
    name = named[0] if len(named) == 1 else names.get(actors[0], actors[0])
    return RoleRecord(kind=kind, name=as_name(name) or kind, actors=tuple(actors))


def _role_names(kind: str, roles: Sequence[RoleDraft], kinds: Sequence[str]) -> Iterator[str]:
    for role, own in zip(roles, kinds, strict=True):
        if own == kind:
            yield role.name


def is_reply(name: str) -> bool:
    """Whether a message's name says that it answers another."""
    words = name.casefold().replace("-", " ").split()
    return any(word.startswith(("response", "acknowledg", "reply", "result", "answer")) for word in words)
