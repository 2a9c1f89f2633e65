"""Puts guides together: the actors and transactions that they share, and the names they give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.importers.ihe_ig.blocks import Html, Page
from generator.importers.ihe_ig.drafts import Draft, NameDraft, TransactionDraft
from generator.importers.ihe_ig.existing import Entry, Existing, entries_of, texts_of
from generator.importers.ihe_ig.identity import is_key, slug
from generator.importers.ihe_ig.naming import best_name, names_given, warn_of_shared_names
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.parts import BOTH, PARTS, RoleRecord, Use, decide
from generator.importers.ihe_ig.sequences import Arrow, arrows_of
from generator.importers.ihe_ig.settings import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """An actor of the root: its domain's key, its definition, and whether the root has it already."""

    key: str
    name: str
    domain: str
    definition: str
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionRecord:
    """A transaction of the root; `draft` is the guide that defines it, None where the root already has it."""

    key: str
    name: str
    domain: str
    aliases: tuple[str, ...]
    roles: tuple[RoleRecord, ...]
    definition: TransactionDraft | None
    draft: Draft | None
    arrows: tuple[Arrow, ...]
    role_keys: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """What all guides share. `foreign`: transactions that are only named, with the names they are given."""

    actors: Mapping[str, ActorRecord]
    transactions: Mapping[str, TransactionRecord]
    foreign: Mapping[str, RoleGiven]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven:
    """A transaction defined elsewhere: its name, the roles its users play, and which guide names it."""

    key: str
    name: str
    roles: tuple[RoleRecord, ...]
    url: str


def catalog_of(drafts: Sequence[Draft], existing: Existing, report: Report) -> Catalog:
    """The actors and transactions of these guides and of the root they go to."""
    actors = _actors(drafts, existing)
    definitions = _definitions(drafts, existing, report)
    uses = _uses(drafts)
    names = {key: actor.name for key, actor in actors.items()}
    given = names_given(drafts)
    new = {draft.identity.key.casefold() for draft in drafts}
    transactions: dict[str, TransactionRecord] = {}
    foreign: dict[str, RoleGiven] = {}
    for key in _all_ids(uses, definitions):
        found = definitions.get(key)
        arrows = _arrows(*found) if found else ()
        near = _near(found, uses.get(key, ()))
        entry = existing.transactions.get(key.casefold())
        before = _parts_before(existing.players(key, new), entry)
        definition = found[1] if found else None
        roles = decide(key, definition, uses.get(key, ()), arrows, (near, names), before, report)
        if found is None and entry is None:
            url = uses[key][0].draft.identity.canonical
            name = best_name(key, "", given, report)[0]
            foreign[key] = RoleGiven(key=key, name=name, roles=roles, url=url)
            continue
        transactions[key] = _transaction(key, found, entry, roles, arrows, given, existing, report)
    warn_of_shared_names({key: record.name for key, record in transactions.items()}, given, report)
    return Catalog(actors=_with_roles(actors, transactions), transactions=transactions, foreign=foreign)


def _actors(drafts: Sequence[Draft], existing: Existing) -> dict[str, ActorRecord]:
    """Actors by key: the root's own first, then each guide's; an actor belongs where it was first."""
    found: dict[str, ActorRecord] = {}
    for path, entries in existing.actors.items():
        for entry in entries:
            key, name = text_of(entry, "key"), text_of(entry, "name")
            domain = existing.domain_of(path.split("/")[1].upper())
            found[key] = ActorRecord(
                key=key, name=name, domain=domain, definition=text_of(entry, "definition"), is_known=True
            )
    for draft in drafts:
        for actor in draft.actors:
            record = ActorRecord(
                key=actor.key, name=actor.name, domain=draft.identity.domain, definition=actor.definition
            )
            kept = found.setdefault(actor.key, record)
            if not kept.is_known and not kept.definition and actor.definition:
                found[actor.key] = replace(kept, definition=actor.definition)
    return found


def _with_roles(
    actors: dict[str, ActorRecord], transactions: Mapping[str, TransactionRecord]
) -> dict[str, ActorRecord]:
    """The actors, with those that only a table of roles names, and with what such tables say about each."""
    said: dict[str, str] = {}
    shown: dict[str, str] = {}
    for record in transactions.values():
        for role in record.definition.roles if record.definition else ():
            for name in role.actors:
                shown.setdefault(slug(name), name)
                if len(role.actors) == 1 and role.text:
                    said.setdefault(slug(name), role.text)
        for given in record.roles:
            for key in given.actors:
                name = shown.get(key, key.replace("-", " ").title())
                actors.setdefault(key, ActorRecord(key=key, name=name, domain=record.domain, definition=""))
    return {
        key: replace(actor, definition=actor.definition or said.get(key, "")) for key, actor in actors.items()
    }


def _definitions(
    drafts: Sequence[Draft], existing: Existing, report: Report
) -> dict[str, tuple[Draft, TransactionDraft]]:
    """Which guide defines which transaction: the first that has a page for it, else a section."""
    domains = {draft.identity.domain for draft in drafts} | {
        text_of(entry, "key") for entry in existing.domains
    }
    found: dict[str, tuple[Draft, TransactionDraft]] = {}
    for wants_page in (True, False):
        for draft in drafts:
            for definition in draft.transactions:
                if bool(definition.anchor) is wants_page or not is_key(definition.key):
                    continue
                if existing.domain_of(definition.key.split("-")[0]) not in domains:
                    continue
                kept = found.setdefault(definition.key, (draft, definition))
                if kept[1] is not definition and kept[0] is not draft:
                    what = f"{definition.key} is defined here too"
                    report.add(definition.page.file, 1, what, f"{kept[0].guide.folder} comes first")
    return found


def _uses(drafts: Sequence[Draft]) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for draft in drafts:
        for row in draft.uses:
            found.setdefault(row.transaction, []).append(Use(draft=draft, row=row))
    return found


def _near(found: tuple[Draft, TransactionDraft] | None, uses: Sequence[Use]) -> dict[str, str]:
    """The actors of the guides that define and use a transaction, whose short names its text may use."""
    drafts = [found[0]] if found else []
    drafts.extend(use.draft for use in uses)
    return {actor.key: actor.name for draft in reversed(drafts) for actor in draft.actors}


def _all_ids(uses: Mapping[str, object], definitions: Mapping[str, object]) -> Iterator[str]:
    """The ids of all transactions to be put together, in natural order."""
    ids = {*uses, *definitions}
    yield from sorted(ids, key=lambda id: (id.split("-")[0], int(id.split("-")[1])))


def _arrows(draft: Draft, definition: TransactionDraft) -> tuple[Arrow, ...]:
    """The arrows of the first drawing that the transaction's page shows."""
    drawings = {name.rsplit(".", 1)[0].lower(): text for name, text in draft.guide.drawings.items()}
    for name in _drawings_on(definition.page):
        arrows = arrows_of(drawings.get(name, ""))
        if arrows:
            return arrows
    return ()


def _drawings_on(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Html):
            for element in block.root.inside("tf-drawing"):
                yield element.get("src").rsplit(".", 1)[0].lower()


def _transaction(
    key: str,
    found: tuple[Draft, TransactionDraft] | None,
    entry: Entry | None,
    roles: tuple[RoleRecord, ...],
    arrows: tuple[Arrow, ...],
    given: Mapping[str, Sequence[NameDraft]],
    existing: Existing,
    report: Report,
) -> TransactionRecord:
    own = (found[1].name if found else "") or (text_of(entry, "name") if entry else "")
    name, others = best_name(key, own, given, report)
    known = texts_of(entry, "aliases") if entry else ()
    aliases = dict.fromkeys((*known, *others))
    return TransactionRecord(
        key=key,
        name=name,
        domain=existing.domain_of(key.split("-")[0]),
        aliases=tuple(alias for alias in aliases if alias.casefold() != name.casefold()),
        roles=_joined(roles, entry),
        definition=found[1] if found else None,
        draft=found[0] if found else None,
        arrows=arrows,
        role_keys=_role_keys(entry),
    )


def _parts_before(players: Mapping[str, str], entry: Entry | None) -> dict[str, str]:
    """The parts that the root's own profiles give to actors in a transaction."""
    kinds = {key: kind for kind, key in _role_keys(entry).items()}
    parts = {actor: kinds.get(role, role) for actor, role in players.items()}
    return {actor: part for actor, part in parts.items() if part in PARTS}


def _role_keys(entry: Entry | None) -> dict[str, str]:
    """The keys that a transaction of the root gives to its roles, by kind."""
    roles = entries_of(entry, "roles") if entry else ()
    return {text_of(role, "kind"): text_of(role, "key") for role in reversed(roles)}


def _joined(roles: tuple[RoleRecord, ...], entry: Entry | None) -> tuple[RoleRecord, ...]:
    """Roles with the actors that the root's own file gives them as well."""
    by_kind = {role.kind: role for role in roles}
    for known in entries_of(entry, "roles") if entry else ():
        kind, actors = text_of(known, "kind"), texts_of(known, "actors")
        role = by_kind.get(kind, RoleRecord(kind=kind, name=text_of(known, "name"), actors=()))
        elsewhere = {actor for other in roles if other.kind != kind for actor in other.actors}
        more = tuple(actor for actor in actors if actor not in role.actors and actor not in elsewhere)
        by_kind[kind] = replace(role, actors=(*role.actors, *more))
    order = (*PARTS, *(kind for kind in by_kind if kind not in PARTS))
    return tuple(by_kind[kind] for kind in order if kind in by_kind and by_kind[kind].actors)


def role_key(record: TransactionRecord | RoleGiven, actor: str, part: str) -> str:
    """The key of the role in which an actor takes part in a transaction."""
    keys = record.role_keys if isinstance(record, TransactionRecord) else {}
    kinds = [role.kind for role in record.roles if actor in role.actors]
    kind = (
        part
        if part and (part in kinds or not kinds)
        else BOTH
        if BOTH in kinds
        else next(iter(kinds), PARTS[0])
    )
    return keys.get(kind, kind)
