"""What the page about obligations knows: the rules of all profiles and national extensions, as a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.obligations import Rules, Target, missing_tables, rules_of
from generator.obligations.rules import (
    OPTION,
    ActorOfProfile,
    AdditionRule,
    ConstraintRule,
    GroupingRule,
    RequirementRule,
    UseRule,
    When,
)
from generator.publishing.links import LinkStyle, absolute_url
from generator.publishing.model_script import words
from generator.publishing.result_scripts import Names
from generator.records.base import Record
from generator.records.framework import Actor, ContentModule, Transaction
from generator.records.profiles import Condition, ContentRole, Profile, ProfileActor

OBLIGATIONS = "obligations/model.js"
_VARIABLE = "tfpubObligations"
_KINDS: Mapping[str, type[Record]] = {
    each.kind: each for each in (Profile, Actor, Transaction, ContentModule)
}


def obligations_script(
    graph: Graph,
    addresses: Mapping[str, str],
    style: LinkStyle,
    site_url: str,
    language: Language = ENGLISH,
) -> bytes:
    """The script that hands over the rules of the root.

    Shape: `profiles` are [key, name, URL, address to cite, version, domain, actors, tables], as the finder
    has them; their actors are [key, name, options, groupings, uses, constraints], options [key, name].
    Groupings and constraints are objects, whose `when` is as the finder has it; uses are [kind/key, 1 if
    required else 0, role, key of a constraint or ""]. `requirements` are [key, URL, levels, kind/key of what
    they belong to, actors, text, 1 if conditional else 0]. `additions` are [country, kind/key of the target,
    kind, text, section, title and URL of the extension].
    `names`: kind/key -> [key, name, URL] of all that they name.
    """
    rules, names = rules_of(graph), Names(graph, addresses, style)
    model = {
        "profiles": [
            (
                profile.key,
                profile.name,
                names.url(profile),
                absolute_url(site_url, addresses[str(profile.id)]) if str(profile.id) in addresses else "",
                profile.history[0].version,
                profile.domain.key,
                list(_actors(rules, names, profile)),
                [table.value for table in missing_tables(profile)],
            )
            for profile in graph.all(Profile).values()
        ],
        "requirements": [_requirement(names, each) for each in rules.requirements],
        "additions": [_addition(names, each) for each in rules.additions],
        "names": dict(_named(rules, names)),
    }
    return f"var {_VARIABLE} = ".encode() + msgspec.json.encode(model, enc_hook=language.said) + b";\n"


def _actors(rules: Rules, names: Names, profile: Profile) -> Iterator[list[object]]:
    seen: set[ActorOfProfile] = set()
    for actor in profile.actors:
        of_profile = rules.spelled(profile.key, names.named(Actor, actor.actor.key)[0])
        if of_profile not in seen:
            seen.add(of_profile)
            yield _actor(rules, names, of_profile, actor)


def _actor(rules: Rules, names: Names, of_profile: ActorOfProfile, actor: ProfileActor) -> list[object]:
    found = rules.of(of_profile)
    return [
        of_profile.actor,
        names.named(Actor, of_profile.actor)[1],
        [(option.key, option.name) for option in actor.options],
        [_grouping(each) for each in found.groupings],
        [_use(each) for each in found.uses],
        [_constraint(each) for each in found.constraints],
    ]


def _use(rule: UseRule) -> tuple[str, int, str, str]:
    role = rule.row.role
    note = rule.row.note
    return (
        "/".join(rule.term),
        int(rule.is_required),
        role.value if isinstance(role, ContentRole) else "",
        note.key if note is not None else "",
    )


def _grouping(rule: GroupingRule) -> Mapping[str, object]:
    return {
        "required": rule.is_required,
        "all": [_target(each) for each in rule.all_of],
        "any": [_target(each) for each in rule.any_of],
        "when": _when(rule.when, rule.record.when),
        "text": words(rule.record.text),
        "section": rule.record.section or "",
    }


def _target(target: Target) -> tuple[str, str, tuple[str, ...]]:
    return (*target.actor, target.options)


def _constraint(rule: ConstraintRule) -> Mapping[str, object]:
    return {
        "key": rule.record.key,
        "quantity": rule.quantity.value if rule.quantity is not None else "",
        "terms": ["/".join(term) for term in rule.terms],
        "when": _when(rule.when, rule.record.when),
        "text": words(rule.record.text),
    }


def _when(when: When | None, condition: Condition | None) -> tuple[str, str | list[str]] | None:
    if when is None or condition is None:
        return None
    if when.kind == OPTION:
        return when.kind, [when.key, *when.others]
    return when.kind, words(condition.text) if condition.text is not None else when.key


def _requirement(names: Names, rule: RequirementRule) -> tuple[object, ...]:
    record = rule.record
    return (
        record.key,
        names.url(record),
        ", ".join(level.value for level in record.levels),
        str(rule.belongs_to),
        sorted(rule.actors),
        record.summary or words(record.text),
        int(record.is_conditional),
    )


def _addition(names: Names, rule: AdditionRule) -> tuple[str, ...]:
    return (
        rule.country,
        str(rule.target),
        rule.addition.kind.value,
        words(rule.addition.text),
        rule.addition.section or "",
        rule.extension.title,
        names.url(rule.extension),
    )


def _named(rules: Rules, names: Names) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Everything that a rule names, once; a constraint's own terms stand in the tables of its actor."""
    for actor, found in rules.actors.items():
        targets = [target.actor for rule in found.groupings for target in (*rule.all_of, *rule.any_of)]
        for each in (actor, *targets):
            yield _entry(names, Profile.kind, each.profile)
            yield _entry(names, Actor.kind, each.actor)
        conditions = [rule.when for rule in found.groupings] + [rule.when for rule in found.constraints]
        for when in conditions:
            if when is not None and when.kind in _KINDS:
                yield _entry(names, when.kind, when.key)
        for kind, key in (
            *(use.term for use in found.uses),
            *(term for constraint in found.constraints for term in constraint.terms),
        ):
            if kind in _KINDS:
                yield _entry(names, kind, key)
    for addition in rules.additions:
        yield _entry(names, *addition.target)
    for requirement in rules.requirements:
        yield _entry(names, *requirement.belongs_to)


def _entry(names: Names, kind: str, key: str) -> tuple[str, tuple[str, str, str]]:
    return f"{kind}/{key}", names.named(_KINDS[kind], key)
