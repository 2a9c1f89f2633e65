"""A parsed feature becomes scenarios, each with what its feature and its rule say of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from gherkin import parser_types as ast

from generator.importers.ihe_ig.unseen import as_name
from generator.importers.scenarios.cast import Cast
from generator.importers.scenarios.findings import (
    MOST_EXAMPLES,
    MOST_SCENARIOS,
    OVERSIZED,
)
from generator.importers.scenarios.gherkin import Parsed
from generator.importers.scenarios.steps import Setting, Steps
from generator.importers.scenarios.tags import Tag, read_tags, roles_of
from generator.importers.scenarios.texts import (
    description,
    line,
    stacked,
)
from generator.records.base import LocalKey, Ref
from generator.records.profiles import Profile
from generator.records.prose import Document
from generator.records.scenarios import Examples, Scenario, ScenarioKind

EMPTY_CELL = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unkeyed:
    """A scenario that has no key yet, unless its tags gave it one: `key` then says which, and where."""

    scenario: Scenario
    key: LocalKey | None


class _Around(NamedTuple):
    """What stands around a scenario: the tags, texts and preconditions of its feature and rule."""

    tags: tuple[Tag, ...] = ()
    texts: tuple[Document, ...] = ()
    rule: Document | None = None
    background: tuple[ast.Step, ...] = ()


def scenarios(parsed: Parsed, setting: Setting) -> Iterator[Unkeyed]:
    """Every scenario of a feature and of its rules, in their order."""
    feature = parsed.feature
    texts = _description(parsed, feature, setting)
    if not texts and feature["name"].strip() and parsed.is_written(feature["location"]):
        place = parsed.place_of(feature["location"], feature["name"])
        texts = (line(feature["name"], place, setting.parse),)
    around = _Around(tags=_tags(parsed, feature["tags"]), texts=texts)
    found = list(_children(parsed, feature["children"], around, setting))
    for node, outer in found[:MOST_SCENARIOS]:
        yield _scenario(parsed, node, outer, setting)
    if len(found) > MOST_SCENARIOS:
        place = parsed.place(found[MOST_SCENARIOS][0]["location"])
        message = f"there are more than {MOST_SCENARIOS} scenarios; the rest is not read"
        setting.findings.report(OVERSIZED, place, message, "split the file")


def _children(
    parsed: Parsed, children: Sequence[Any], around: _Around, setting: Setting
) -> Iterator[tuple[ast.Scenario, _Around]]:
    for child in children:
        if "background" in child:
            around = around._replace(background=(*around.background, *child["background"]["steps"]))
        elif "rule" in child:
            rule: ast.Rule = child["rule"]
            name = line(rule["name"], parsed.place_of(rule["location"], rule["name"]), setting.parse)
            inner = around._replace(
                tags=(*around.tags, *_tags(parsed, rule["tags"])),
                texts=(*around.texts, *_description(parsed, rule, setting)),
                rule=name if rule["name"].strip() else None,
            )
            yield from _children(parsed, rule["children"], inner, setting)
        elif "scenario" in child:
            yield child["scenario"], around


def _tags(parsed: Parsed, tags: Sequence[ast.Tag]) -> tuple[Tag, ...]:
    return tuple(Tag(tag["name"].removeprefix("@"), parsed.place(tag["location"])) for tag in tags)


def _description(
    parsed: Parsed, node: ast.Feature | ast.Rule | ast.Scenario, setting: Setting
) -> tuple[Document, ...]:
    text = node["description"]
    if not text.strip():
        return ()
    first = text.split("\n", 1)[0]
    below = range(node["location"]["line"], len(parsed.lines))
    number = next((index for index in below if parsed.lines[index] == first), node["location"]["line"])
    place = parsed.place({"line": number + 1, "column": 1})
    return (description(text, place, setting.parse),)


def _scenario(parsed: Parsed, node: ast.Scenario, around: _Around, setting: Setting) -> Unkeyed:
    examples = node["examples"]
    tags = (*around.tags, *_tags(parsed, node["tags"]))
    tags += tuple(tag for each in examples for tag in _tags(parsed, each["tags"]))
    directives = read_tags(tags, setting.book, setting.findings)
    position = parsed.place(node["location"])
    named = parsed.place_of(node["location"], node["name"])
    profiles = tuple(directives.profiles) or (
        Ref(kinds=(Profile.kind,), key=setting.profile.key, position=position),
    )
    known = [setting.book.profiles.get(ref.key.lower()) for ref in profiles]
    cast = Cast(
        setting.book,
        [each for each in known if each is not None],
        roles_of(directives, setting.findings),
    )
    steps = Steps(parsed=parsed, setting=setting, cast=cast, directives=directives)
    for step in (*around.background, *node["steps"]):
        steps.take(step)
    scenario = Scenario(
        position=position,
        places={"name": named},
        key=setting.profile.key,
        name=as_name(node["name"]) or as_name(parsed.feature["name"]) or setting.profile.key,
        type=ScenarioKind.NO_PEER,
        purpose=_purpose(parsed, node, around, setting),
        profiles=profiles,
        roles=(),
        preconditions=tuple(steps.preconditions),
        steps=steps.finished(position),
        examples=tuple(_examples(parsed, examples, setting)),
        tags=tuple(directives.labels),
    )
    roles = tuple(cast.roles.values())
    scenario = replace(scenario, roles=roles, type=directives.kind or kind_for(len(roles)))
    return Unkeyed(scenario=scenario, key=directives.key)


def kind_for(roles: int) -> ScenarioKind:
    """The kind that a scenario with so many roles has where nothing says another."""
    if roles < 2:
        return ScenarioKind.NO_PEER
    return ScenarioKind.PEER_TO_PEER if roles == 2 else ScenarioKind.GROUP


def _purpose(parsed: Parsed, node: ast.Scenario, around: _Around, setting: Setting) -> Document:
    texts = _description(parsed, node, setting) or around.texts
    documents = [*([around.rule] if around.rule is not None else []), *texts]
    if documents:
        return stacked(documents)
    return Document(position=parsed.place(node["location"]), text="")


def _examples(parsed: Parsed, tables: Sequence[ast.Examples], setting: Setting) -> Iterator[Examples]:
    left = MOST_EXAMPLES
    for each in tables:
        head = each.get("tableHeader")
        if head is None:
            continue
        body = each.get("tableBody") or []
        if len(body) > left:
            place = parsed.place(body[left]["location"])
            message = f"a scenario has more than {MOST_EXAMPLES} examples; the rest is left out"
            setting.findings.report(OVERSIZED, place, message, "keep those that differ in what they show")
        yield Examples(
            position=parsed.place(each["location"]),
            name=as_name(each["name"]) or None,
            columns=tuple(_cells(head)),
            rows=tuple(tuple(_cells(row)) for row in body[:left]),
        )
        left = max(left - len(body), 0)


def _cells(row: ast.TableRow) -> Iterator[str]:
    return (as_name(cell["value"]) or EMPTY_CELL for cell in row["cells"])
