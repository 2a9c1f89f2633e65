"""What the finder knows of the model: profiles, their actors and options, and what must be grouped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.obligations import ActorOfProfile, Rules, Target, missing_tables, rules_of
from generator.obligations.rules import IN_WORDS, OPTION, ConstraintRule, GroupingRule, When
from generator.publishing.links import LinkStyle, absolute_url
from generator.publishing.result_scripts import Names
from generator.records.framework import Actor
from generator.records.profiles import Profile, ProfileActor
from generator.records.prose import Document

MODEL = "find/model.js"
_VARIABLE = "tfpubModel"
_READABLE = ("text", "code_inline", "citation")
_GAPS = ("softbreak", "hardbreak")
_Rule = Mapping[str, object]


def model_script(
    graph: Graph,
    addresses: Mapping[str, str],
    style: LinkStyle,
    site_url: str,
    language: Language = ENGLISH,
) -> bytes:
    """The script that hands over every profile of the root.

    Shape: `profiles` are [key, name, URL, address to cite, version, domain, actors, tables]; `tables` are
    those that are not described here, or not wholly. Their actors are
    [key, name, options, rules], options [key, name]. A rule is an object: `all` and `any` are targets
    [profile, actor, options]; `when` is null or a pair of what it depends on and a key or a text, for
    "option" a list of keys of which one is enough. A rule whose target is its own actor asks for options.
    `elsewhere` are the profiles and actors that only rules name: kind/key -> [key, name, URL].
    """
    names, rules = Names(graph, addresses, style), rules_of(graph)
    model = {
        "profiles": [
            _profile(names, rules, addresses, site_url, each) for each in graph.all(Profile).values()
        ],
        "elsewhere": dict(_elsewhere(names, rules)),
    }
    return f"var {_VARIABLE} = ".encode() + msgspec.json.encode(model, enc_hook=language.said) + b";\n"


def _profile(
    names: Names, rules: Rules, addresses: Mapping[str, str], site_url: str, profile: Profile
) -> tuple[object, ...]:
    address = addresses.get(str(profile.id))
    return (
        profile.key,
        profile.name,
        names.url(profile),
        absolute_url(site_url, address) if address is not None else "",
        profile.history[0].version,
        profile.domain.key,
        [_actor(names, rules, profile, actor) for actor in profile.actors],
        [table.value for table in missing_tables(profile)],
    )


def _actor(names: Names, rules: Rules, profile: Profile, actor: ProfileActor) -> tuple[object, ...]:
    key, name, _ = names.named(Actor, actor.actor.key)
    return (
        key,
        name,
        [(option.key, option.name) for option in actor.options],
        list(_rules(rules, ActorOfProfile(profile.key, key))),
    )


def _rules(rules: Rules, actor: ActorOfProfile) -> Iterator[_Rule]:
    """What the actor must be grouped with, and the options that a condition of its profile asks for."""
    its = rules.of(actor)
    yield from (_grouping(each) for each in its.groupings if each.is_required)
    for constraint in its.constraints:
        options = tuple(term.key for term in constraint.forced if term.kind == OPTION)
        if options and not constraint.is_conditional_in_words:
            yield {**_rule(constraint), "all": [_target(Target(actor, options))], "any": []}


def _grouping(rule: GroupingRule) -> _Rule:
    in_words = [IN_WORDS, words(rule.record.when.text if rule.record.when is not None else None)]
    return {
        **_rule(rule),
        "all": [_target(each) for each in rule.targets],
        "any": [_target(each) for each in rule.alternatives],
        **({"when": in_words} if rule.is_in_words else {}),
    }


def _rule(rule: GroupingRule | ConstraintRule) -> _Rule:
    return {"when": _when(rule.when), "text": words(rule.record.text)}


def _when(when: When | None) -> list[str | list[str]] | None:
    if when is None:
        return None
    return [when.kind, [when.key, *when.others] if when.kind == OPTION else when.key]


def _target(target: Target) -> tuple[str, str, tuple[str, ...]]:
    return target.actor.profile, target.actor.actor, target.options


def words(document: Document | None) -> str:
    """A text without its markup, on one line."""
    found = [
        child.content if child.type in _READABLE else " "
        for token in (document.tokens if document is not None else ())
        for child in token.children or ()
        if child.type in (*_READABLE, *_GAPS)
    ]
    return " ".join("".join(found).split())


def _elsewhere(names: Names, rules: Rules) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for its in rules.actors.values():
        for rule in its.groupings:
            for target in (*rule.all_of, *rule.any_of):
                profile, actor = target.actor
                if profile.lower() not in rules.profiles:
                    yield f"{Profile.kind}/{profile}", names.named(Profile, profile)
                if target.actor not in rules.actors:
                    yield f"{Actor.kind}/{actor}", names.named(Actor, actor)
