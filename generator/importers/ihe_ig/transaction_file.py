"""Writes a transaction's file: the record in its front matter, the text below it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from generator.importers.ihe_ig.catalog import TransactionRecord
from generator.importers.ihe_ig.existing import Entry, texts_of
from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.parts import BOTH, INITIATOR, RESPONDER, RoleRecord, is_reply
from generator.importers.ihe_ig.settings import Value
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.yaml_text import Tree, front_matter

_MOST_MESSAGES = 40


def transaction_path(record: TransactionRecord) -> str:
    """The file of a transaction in a root."""
    return f"framework/{record.domain.lower()}/transactions/{record.key.lower()}.md"


def transaction_text(record: TransactionRecord, body: str, status: str) -> str:
    """The file of a transaction that a guide defines."""
    section = record.definition.section if record.definition else ""
    tree: dict[str, Tree] = {"key": record.key, "name": record.name, "status": status}
    tree |= {"section": section} if section else {}
    tree |= {"aliases": list(record.aliases)} if record.aliases else {}
    tree |= {"roles": [_role(role, record) for role in record.roles]} if record.roles else {}
    messages = list(_messages(record))
    tree |= {"messages": messages} if messages else {}
    return front_matter(tree, body)


def pointer_body(record: TransactionRecord, page_path: str) -> str:
    """The text of a transaction that is specified in a section of a profile's page."""
    target = posixpath.relpath(page_path, posixpath.dirname(transaction_path(record)))
    anchor = record.definition.anchor if record.definition else ""
    return f"This transaction is specified in [a section of its profile’s text]({target}#{anchor})."


def _role(role: RoleRecord, record: TransactionRecord) -> dict[str, Tree]:
    key = record.role_keys.get(role.kind, role.kind)
    return {"key": key, "name": role.name, "kind": role.kind, "actors": list(role.actors)}


def _messages(record: TransactionRecord) -> Iterator[dict[str, Tree]]:
    """Messages between initiator and responder, named by the text's headings, else by its drawing."""
    kinds = {role.kind for role in record.roles}
    if BOTH in kinds and not {INITIATOR, RESPONDER} <= kinds:
        ends = {INITIATOR: BOTH if INITIATOR not in kinds else INITIATOR}
        ends[RESPONDER] = BOTH if RESPONDER not in kinds else RESPONDER
    elif {INITIATOR, RESPONDER} <= kinds:
        ends = {INITIATOR: INITIATOR, RESPONDER: RESPONDER}
    else:
        return
    keys = {end: record.role_keys.get(kind, kind) for end, kind in ends.items()}
    named = record.definition.messages if record.definition else ()
    pairs = [(name, is_reply(name)) for name in named] or [
        (arrow.text, arrow.is_reply) for arrow in record.arrows
    ]
    for typed, reply in pairs[:_MOST_MESSAGES]:
        name = as_name(typed)
        if name:
            yield _message(name, reply, keys)


def _message(name: str, reply: bool, keys: Mapping[str, str]) -> dict[str, Tree]:
    source, target = (RESPONDER, INITIATOR) if reply else (INITIATOR, RESPONDER)
    tree: dict[str, Tree] = {"from": keys[source], "to": keys[target], "name": name}
    return tree | ({"reply": True} if reply else {})


def extended(entry: Entry, record: TransactionRecord, body: str) -> str:
    """The file of a transaction the root has already, with the actors and names that guides add."""
    tree: dict[str, Value] = dict(entry)
    added = False
    if set(record.aliases) - set(texts_of(entry, "aliases")):
        tree["aliases"] = list(record.aliases)
        added = True
    roles = entry.get("roles", [])
    by_key = {record.role_keys.get(role.kind, role.kind): role for role in record.roles}
    updated: list[Value] = []
    for role in roles if isinstance(roles, list) else []:
        given = by_key.pop(str(role.get("key", "")), None) if isinstance(role, dict) else None
        if isinstance(role, dict) and given and set(given.actors) - set(texts_of(role, "actors")):
            role = role | {"actors": [*texts_of(role, "actors"), *_new(given, role)]}
            added = True
        updated.append(role)
    for key, given in by_key.items():
        updated.append({"key": key, "name": given.name, "kind": given.kind, "actors": list(given.actors)})
        added = True
    return front_matter(tree | {"roles": updated}, body) if added else ""


def _new(given: RoleRecord, role: Entry) -> list[str]:
    known = set(texts_of(role, "actors"))
    return [actor for actor in given.actors if actor not in known and slug(actor)]
