"""What needs what: the groupings of a profile's actors, and the profiles that a domain's profiles need."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagrams import End, Exchange, GraphDiagram, Label, LegendEntry, Node, Stroke
from generator.graph import Graph
from generator.messages import alternatives, counted, joined, message
from generator.pages.diagrams import MOST_BOXES, MOST_LINES, named
from generator.pages.facts import description_of
from generator.records.base import Ref
from generator.records.profiles import (
    GroupingTarget,
    Optionality,
    Profile,
    ProfileActor,
    RequiredGrouping,
)

_MOST_OPTIONS = 12
_CONDITION_LENGTH = 60
_LEGEND = {
    Stroke.SOLID: message("always required"),
    Stroke.DASHED: message("one of several, optional, or under a condition"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Which other profiles the groupings of a profile's actors lead to: for certain, or in some cases."""

    profile: Profile
    always: tuple[Ref[Profile], ...]
    sometimes: tuple[Ref[Profile], ...]


@dataclass(frozen=True, slots=True)
class _Bond:
    """That something needs all of, or one of, others, under the words between them."""

    words: str
    stroke: Stroke
    targets: tuple[str, ...]


def needs_of(profile: Profile) -> Needs:
    """The profiles that `profile` needs, each once, in the order of its groupings."""
    always: dict[str, Ref[Profile]] = {}
    sometimes: dict[str, Ref[Profile]] = {}
    for actor in profile.actors:
        for grouping in actor.groupings:
            found = always if _is_certain(grouping) else sometimes
            for target in (*grouping.all_of, *grouping.any_of):
                found.setdefault(target.profile.key, target.profile)
    always.pop(profile.key, None)
    return Needs(
        profile=profile,
        always=tuple(always.values()),
        sometimes=tuple(ref for key, ref in sometimes.items() if key not in {*always, profile.key}),
    )


def _is_certain(grouping: RequiredGrouping) -> bool:
    is_choice = len(grouping.any_of) > 1
    return grouping.optionality is Optionality.REQUIRED and grouping.when is None and not is_choice


def domain_diagram(graph: Graph, key: str, needs: Sequence[Needs]) -> GraphDiagram | None:
    """Profiles of a domain and what they need; None where none needs another, or too many do.

    Profiles that need the same, and that none needs, share a box.
    """
    refs = {ref.key: ref for each in needs for ref in (*each.always, *each.sometimes)}
    own = {each.profile.key: each.profile for each in needs}
    boxes = _boxes(needs, set(refs))
    nodes = [_box(first, tuple(own[each] for each in keys)) for first, keys in boxes.items()]
    nodes += [_needed(graph, key, ref) for each, ref in refs.items() if each not in own]
    exchanges = tuple(_lines(each for each in needs if each.profile.key in boxes))
    if not needs or len(nodes) > MOST_BOXES or len(exchanges) > MOST_LINES:
        return None
    return GraphDiagram(
        id="tf-domain-diagram",
        title=message("What the profiles of %(key)s need", key=key),
        description=counted(
            "%(num)s profile, and those that they need. The same is told in words below.",
            "%(num)s profiles, and those that they need. The same is told in words below.",
            len(needs),
        ),
        nodes=tuple(nodes),
        exchanges=exchanges,
        legend=tuple(_legend(exchanges)),
    )


def _boxes(busy: Iterable[Needs], needed: Container[str]) -> Mapping[str, tuple[str, ...]]:
    """Profiles that need something, by the first that shares their box."""
    first: dict[object, str] = {}
    boxes: dict[str, tuple[str, ...]] = {}
    for each in busy:
        key = each.profile.key
        needs = tuple(frozenset(ref.key for ref in refs) for refs in (each.always, each.sometimes))
        leader = key if key in needed else first.setdefault(needs, key)
        boxes[leader] = (*boxes.get(leader, ()), key)
    return boxes


def _box(key: str, profiles: tuple[Profile, ...]) -> Node:
    labels = tuple(Label(text=each.key, href=f"ref:{each.id}", hint=each.name) for each in profiles)
    if len(labels) == 1:
        return Node(key=key, label=labels[0])
    return Node(
        key=key, label=Label(text=counted("%(num)s profile", "%(num)s profiles", len(labels))), notes=labels
    )


def _lines(busy: Iterable[Needs]) -> Iterator[Exchange]:
    for each in busy:
        for stroke, refs in ((Stroke.SOLID, each.always), (Stroke.DASHED, each.sometimes)):
            for ref in refs:
                ends = (
                    End(node=each.profile.key, goes_out=True, stroke=stroke),
                    End(node=ref.key, comes_in=True, stroke=stroke),
                )
                yield Exchange(ends=ends)


def _needed(graph: Graph, domain: str, ref: Ref[Profile]) -> Node:
    name, found = named(graph, ref), graph.find(ref)
    is_outside = found is None or found.domain.key != domain
    return Node(key=ref.key, label=Label(text=ref.key, href=name.href, hint=name.text), is_outside=is_outside)


def grouping_diagram(graph: Graph, profile: Profile) -> GraphDiagram | None:
    """The profile's actors with their options, and what each must be grouped with; None without either."""
    nodes = [_actor_node(graph, actor) for actor in profile.actors]
    outside: dict[str, Node] = {}
    bonds: list[tuple[str, _Bond]] = []
    for actor in profile.actors:
        for grouping in actor.groupings:
            targets = (*grouping.all_of, *grouping.any_of)
            keys = tuple(_target_key(profile, target) for target in targets)
            for key, target in zip(keys, targets, strict=True):
                if target.profile.key != profile.key:
                    outside.setdefault(key, _outside_actor(graph, key, target))
            stroke = Stroke.SOLID if _is_certain(grouping) else Stroke.DASHED
            bonds.append((actor.actor.key, _Bond(_words(graph, actor, grouping), stroke, keys)))
    shown = {node.key for node in nodes} | set(outside)
    kept = [(key, bond) for key, bond in bonds if bond.targets and shown.issuperset(bond.targets)]
    if not (kept or any(node.notes for node in nodes)) or len(shown) > MOST_BOXES:
        return None
    exchanges = tuple(_joined(_gathered(kept)))
    return GraphDiagram(
        id="tf-grouping-diagram",
        title=message("Options and groupings of %(key)s", key=profile.key),
        description=counted(
            "%(num)s actor with options and groupings. Told in words below.",
            "%(num)s actors with options and groupings. Told in words below.",
            len(nodes),
        ),
        nodes=(*nodes, *outside.values()),
        exchanges=exchanges,
        legend=tuple(_legend(exchanges)),
    )


def _actor_node(graph: Graph, actor: ProfileActor) -> Node:
    names = [option.name for option in actor.options]
    if len(names) > _MOST_OPTIONS:
        names = [
            *names[: _MOST_OPTIONS - 1],
            message("and %(number)s more", number=str(len(names) - _MOST_OPTIONS + 1)),
        ]
    notes = tuple(Label(text=name) for name in names)
    return Node(key=actor.actor.key, label=named(graph, actor.actor), notes=notes)


def _target_key(profile: Profile, target: GroupingTarget) -> str:
    is_own = target.profile.key == profile.key
    return target.actor.key if is_own else f"{target.profile.key} / {target.actor.key}"


def _outside_actor(graph: Graph, key: str, target: GroupingTarget) -> Node:
    name = f"{target.profile.key} / {named(graph, target.actor).text}"
    return Node(key=key, label=Label(text=name, href=named(graph, target.profile).href), is_outside=True)


def _words(graph: Graph, actor: ProfileActor, grouping: RequiredGrouping) -> str:
    """What stands at the line: whether it is optional, a choice, or under a condition."""
    words = [
        message("optional") if grouping.optionality is Optionality.OPTIONAL else "",
        message("one of") if len(grouping.any_of) > 1 else "",
        _condition(graph, actor, grouping),
    ]
    return joined([each for each in words if each])


def _condition(graph: Graph, actor: ProfileActor, grouping: RequiredGrouping) -> str:
    when = grouping.when
    if when is None:
        return ""
    if when.options:
        names = {option.key: option.name for option in actor.options}
        claimed = alternatives([names.get(each.key, each.key) for each in when.options])
        return message("if %(options)s Option", options=claimed)
    if when.profile is not None:
        return message("if also %(name)s", name=when.profile.key)
    if when.actor is not None:
        return message("if also %(name)s", name=named(graph, when.actor).text)
    if when.text is None:
        return ""
    return message("if %(condition)s", condition=description_of(when.text, _CONDITION_LENGTH))


def _gathered(bonds: Iterable[tuple[str, _Bond]]) -> Iterator[tuple[str, _Bond]]:
    """The same bonds, those of one actor that hold always as one."""
    certain: dict[str, list[str]] = {}
    others = []
    for key, bond in bonds:
        if bond.words or bond.stroke is not Stroke.SOLID:
            others.append((key, bond))
        else:
            certain.setdefault(key, []).extend(bond.targets)
    for key, targets in certain.items():
        yield key, _Bond("", Stroke.SOLID, tuple(dict.fromkeys(targets)))
    yield from others


def _joined(bonds: Iterable[tuple[str, _Bond]]) -> Iterator[Exchange]:
    """One exchange for all that need the same in the same way."""
    needing: dict[_Bond, dict[str, None]] = {}
    for key, bond in bonds:
        needing.setdefault(bond, {})[key] = None
    for bond, keys in needing.items():
        out = tuple(
            End(node=key, goes_out=True, stroke=bond.stroke) for key in keys if key not in bond.targets
        )
        into = tuple(End(node=key, comes_in=True, stroke=bond.stroke) for key in dict.fromkeys(bond.targets))
        if out:
            labels = (Label(text=bond.words),) if bond.words else ()
            yield Exchange(ends=(*out, *into), labels=labels)


def _legend(exchanges: Iterable[Exchange]) -> Iterator[LegendEntry]:
    strokes = {end.stroke for exchange in exchanges for end in exchange.ends}
    if Stroke.DASHED in strokes:
        yield from (
            LegendEntry(stroke=stroke, text=text) for stroke, text in _LEGEND.items() if stroke in strokes
        )
