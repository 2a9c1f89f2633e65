"""Says whether a text that links to a choice of actors asks for what the profiles have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from generator.graph import Graph
from generator.records.profiles import Profile, ProfileActor

# As in the address of the page: options, then what is supported by choice, each with commas between them.
_NEED = re.compile(r"([A-Za-z0-9._-]+)/([A-Za-z0-9._-]+)(?:/([A-Za-z0-9._,-]*))?(?:/([A-Za-z0-9._,-]+))?")


def is_known_choice(graph: Graph, destination: str) -> bool:
    """Whether each `need` of `page:obligations?need=XDS.b/document-registry/reference-id` can be chosen.

    It cannot if a profile, an actor of it, an option or what the actor supports is not there, or is written
    in another case.
    """
    return all(_is_known(graph, need) for need in _needs(destination))


def choices_near(graph: Graph, destination: str) -> Iterator[str]:
    """Single needs of the profiles that a destination names; of any profile, if it names none."""
    profiles = graph.all(Profile)
    keys = [need.partition("/")[0] for need in _needs(destination)]
    page = destination.partition("?")[0]
    for profile in [profiles[key] for key in keys if key in profiles] or profiles.values():
        for actor in profile.actors:
            need = f"{page}?need={profile.key}/{actor.actor.key}"
            yield need
            yield from (f"{need}/{option.key}" for option in actor.options)


def _needs(destination: str) -> list[str]:
    return [value for name, value in parse_qsl(destination.partition("?")[2]) if name == "need"]


def _is_known(graph: Graph, need: str) -> bool:
    parts = _NEED.fullmatch(need)
    profile = graph.all(Profile).get(parts[1]) if parts else None
    if parts is None or profile is None:
        return False
    actors = [each for each in profile.actors if each.actor.key == parts[2]]
    options = {option.key for each in actors for option in each.options}
    supported = {key for each in actors for key in _supported(each)}
    return bool(actors) and _keys(parts[3]) <= options and _keys(parts[4]) <= supported


def _supported(actor: ProfileActor) -> Iterator[str]:
    yield from (use.transaction.key for use in actor.transactions)
    yield from (binding.content_module.key for binding in actor.content_modules)


def _keys(words: str | None) -> set[str]:
    return {key for key in (words or "").split(",") if key}
