"""What the finder knows of the model: profiles, their actors and options, and what must be grouped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.graph import Graph
from generator.publishing.links import LinkStyle, absolute_url
from generator.publishing.result_scripts import Names
from generator.records.framework import Actor
from generator.records.profiles import (
    Condition,
    GroupingTarget,
    Optionality,
    Profile,
    ProfileActor,
    RequiredGrouping,
)
from generator.records.prose import Document

MODEL = "find/model.js"
_VARIABLE = "tfpubModel"
_READABLE = ("text", "code_inline", "citation")
_GAPS = ("softbreak", "hardbreak")


def model_script(graph: Graph, addresses: Mapping[str, str], style: LinkStyle, site_url: str) -> bytes:
    """The script that hands over every profile of the root.

    Shape: `profiles` are [key, name, URL, address to cite, version, domain, actors]; their actors are
    [key, name, options, groupings], options [key, name]. A grouping is an object: `all` and `any` are
    targets [profile, actor, options]; `when` is null or a pair of what it depends on and a key or a text.
    `elsewhere` are the profiles and actors that only groupings name: kind/key -> [key, name, URL].
    """
    names = Names(graph, addresses, style)
    profiles = graph.all(Profile).values()
    model = {
        "profiles": [_profile(names, addresses, site_url, each) for each in profiles],
        "elsewhere": dict(_elsewhere(graph, names)),
    }
    return f"var {_VARIABLE} = ".encode() + msgspec.json.encode(model) + b";\n"


def _profile(
    names: Names, addresses: Mapping[str, str], site_url: str, profile: Profile
) -> tuple[str, str, str, str, str, str, list[object]]:
    address = addresses.get(str(profile.id))
    return (
        profile.key,
        profile.name,
        names.url(profile),
        absolute_url(site_url, address) if address is not None else "",
        profile.history[0].version,
        profile.domain.key,
        [_actor(names, actor) for actor in profile.actors],
    )


def _actor(names: Names, actor: ProfileActor) -> tuple[str, str, list[tuple[str, str]], list[object]]:
    key, name, _ = names.named(Actor, actor.actor.key)
    required = [each for each in actor.groupings if each.optionality is Optionality.REQUIRED]
    return (
        key,
        name,
        [(option.key, option.name) for option in actor.options],
        [_grouping(names, each) for each in required],
    )


def _grouping(names: Names, grouping: RequiredGrouping) -> Mapping[str, object]:
    return {
        "all": [_target(names, each) for each in grouping.all_of],
        "any": [_target(names, each) for each in grouping.any_of],
        "when": _when(names, grouping.when) if grouping.when is not None else None,
        "text": _words(grouping.text),
        "section": grouping.section or "",
    }


def _target(names: Names, target: GroupingTarget) -> tuple[str, str, list[str]]:
    profile, actor = names.named(Profile, target.profile.key), names.named(Actor, target.actor.key)
    return profile[0], actor[0], [option.key for option in target.options]


def _when(names: Names, condition: Condition) -> tuple[str, str]:
    if condition.option is not None:
        return "option", condition.option.key
    if condition.profile is not None:
        return "profile", names.named(Profile, condition.profile.key)[0]
    if condition.actor is not None:
        return "actor", names.named(Actor, condition.actor.key)[0]
    return "text", _words(condition.text)


def _words(document: Document | None) -> str:
    """A text without its markup, on one line."""
    words = [
        child.content if child.type in _READABLE else " "
        for token in (document.tokens if document is not None else ())
        for child in token.children or ()
        if child.type in (*_READABLE, *_GAPS)
    ]
    return " ".join("".join(words).split())


def _elsewhere(graph: Graph, names: Names) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for profile in graph.all(Profile).values():
        for actor in profile.actors:
            for grouping in actor.groupings:
                for target in (*grouping.all_of, *grouping.any_of):
                    yield from _named_only(graph, names, target)


def _named_only(
    graph: Graph, names: Names, target: GroupingTarget
) -> Iterator[tuple[str, tuple[str, str, str]]]:
    profile = graph.find(target.profile)
    if profile is None:
        yield f"{Profile.kind}/{target.profile.key}", names.named(Profile, target.profile.key)
    if profile is None or all(each.actor.key != target.actor.key for each in profile.actors):
        yield f"{Actor.kind}/{target.actor.key}", names.named(Actor, target.actor.key)
