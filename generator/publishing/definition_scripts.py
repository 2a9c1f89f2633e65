"""What pages show when a reader points at a name: definitions as classic scripts, one for each kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.graph import Graph
from generator.publishing.model_script import words
from generator.records.framework import Actor, GlossaryTerm, RoleKind, Transaction
from generator.records.profiles import Profile
from generator.records.prose import Document

FOLDER = "definitions/"
_VARIABLE = "tfpubDefinitions"
_LONGEST = 320
_MOST_NAMES = 6
_Definition = tuple[str, str, str]


def definition_scripts(graph: Graph, addresses: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Addresses and contents of the scripts, each named after the folder that its kind has on the site.

    Shape: address on the site, perhaps with an anchor -> [name, what it belongs to, definition].
    """
    by_folder: dict[str, dict[str, _Definition]] = {}
    for name, definition in _definitions(graph):
        address = addresses.get(name)
        if address is not None:
            by_folder.setdefault(address.partition("/")[0], {})[address] = definition
    for folder, definitions in by_folder.items():
        content = f'(window.{_VARIABLE} = window.{_VARIABLE} || {{}})["{folder}"] = '.encode()
        yield f"{FOLDER}{folder}.js", content + msgspec.json.encode(definitions) + b";\n"


def _definitions(graph: Graph) -> Iterator[tuple[str, _Definition]]:
    users = _profiles_by_actor(graph)
    for actor in graph.all(Actor).values():
        yield str(actor.id), (actor.name, _listed(users.get(actor.key.lower(), [])), _short(actor.definition))
    for transaction in graph.all(Transaction).values():
        about = " · ".join(filter(None, (transaction.key, _between(transaction))))
        yield str(transaction.id), (transaction.name, about, _short(transaction.body))
    for profile in graph.all(Profile).values():
        yield str(profile.id), (profile.name, profile.key, _short(profile.summary))
    for term in graph.all(GlossaryTerm).values():
        about = term.expansion or _listed(term.synonyms)
        yield str(term.id), (term.term, about, _short(term.definition))


def _profiles_by_actor(graph: Graph) -> Mapping[str, list[str]]:
    users: dict[str, list[str]] = {}
    for profile in graph.all(Profile).values():
        for each in profile.actors:
            users.setdefault(each.actor.key.lower(), []).append(profile.key)
    return users


def _between(transaction: Transaction) -> str:
    """Who begins a transaction and who answers."""
    begin = [role.name for role in transaction.roles if role.kind in {RoleKind.INITIATOR, RoleKind.BOTH}]
    answer = [role.name for role in transaction.roles if role.kind is RoleKind.RESPONDER]
    return " → ".join(filter(None, (_listed(begin), _listed(answer))))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown


def _short(document: Document) -> str:
    """The first paragraph of a text, to its last whole sentence or word within the limit."""
    tokens = document.tokens
    first = next((at for at, each in enumerate(tokens) if each.type == "paragraph_open"), None)
    if first is None:
        return ""
    text = words(dataclasses.replace(document, tokens=tokens[first : first + 3]))
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST]
    whole, stop, _ = cut.rpartition(". ")
    return whole + stop.rstrip() if stop else cut.rpartition(" ")[0] + " …"
