"""Answers a choice: every obligation that follows, what is still open, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.graph import Graph
from generator.obligations.closure import Choice, Closure, Reason
from generator.obligations.cycles import cycles
from generator.obligations.findings import (
    ActorObligation,
    ConstraintObligation,
    Decision,
    Gap,
    GroupingObligation,
    Obligations,
    OptionObligation,
    UseObligation,
)
from generator.obligations.following import follow
from generator.obligations.from_graph import rules_of
from generator.obligations.judging import Level, State, Terms, terms_of
from generator.obligations.naming import additions, requirements, supported
from generator.obligations.rules import (
    ActorOfProfile,
    ConstraintRule,
    Rules,
    Target,
)


def obligations(graph: Graph | Rules, choice: Choice) -> Obligations:
    """What follows from `choice` by the profiles of `graph`, the same whatever the order of its wishes.

    Groupings and constraints are followed until nothing new follows; of an `any_of` nothing follows before
    one of it is chosen. A condition in words is reported and never followed.
    Source: the records alone; results have no part in it.
    """
    rules = graph if isinstance(graph, Rules) else rules_of(graph)
    closure = follow(rules, choice.wishes)
    places = {actor: place for place, actor in enumerate(rules.actors)}
    order = sorted(closure.needs, key=lambda each: (places.get(each, len(places)), each))
    ranks = {actor: rank for rank, actor in enumerate(order)}
    terms = {actor: terms_of(closure, actor) for actor in order}
    uses = tuple(use for actor in order for use in _uses(closure, actor, terms[actor], ranks))
    groupings = tuple(each for actor in order for each in _groupings(closure, actor))
    supports = supported(order, uses)
    return Obligations(
        actors=tuple(_actors(closure, order, ranks)),
        uses=uses,
        groupings=groupings,
        constraints=tuple(each for actor in order for each in _constraints(closure, actor, terms[actor])),
        decisions=tuple(_decisions(closure, groupings)),
        requirements=tuple(requirements(rules, supports)),
        additions=tuple(additions(rules, choice.country, supports)),
        cycles=cycles(order, {actor: _followed(closure, actor) for actor in order}),
        gaps=tuple(_gaps(rules, order)),
    )


def _gaps(rules: Rules, order: Sequence[ActorOfProfile]) -> Iterator[Gap]:
    for profile in dict.fromkeys(actor.profile for actor in order):
        if tables := rules.not_described.get(profile):
            actors = tuple(actor for actor in order if actor.profile == profile)
            yield Gap(profile=profile, tables=tables, actors=actors)


def _actors(
    closure: Closure, order: Sequence[ActorOfProfile], ranks: Mapping[ActorOfProfile, int]
) -> Iterator[ActorObligation]:
    reasons = {actor: _sorted(closure.needs[actor].reasons, ranks) for actor in order}
    askers_of = _askers(order, closure, reasons)
    for actor in order:
        need = closure.needs[actor]
        yield ActorObligation(
            actor=actor,
            is_chosen=need.is_chosen,
            is_defined=actor in closure.rules.actors,
            options=tuple(_options(closure, actor, ranks)),
            reasons=reasons[actor],
            asker=askers_of[actor],
        )


def _options(
    closure: Closure, actor: ActorOfProfile, ranks: Mapping[ActorOfProfile, int]
) -> Iterator[OptionObligation]:
    need, known = closure.needs[actor], closure.rules.of(actor).options
    unknown = sorted(need.options.keys() - set(known))
    for key in (*(option for option in known if option in need.options), *unknown):
        yield OptionObligation(
            key=key,
            is_chosen=key in need.chosen,
            is_defined=key in known,
            reasons=_sorted(need.options[key], ranks),
        )


def _sorted(reasons: Sequence[Reason], ranks: Mapping[ActorOfProfile, int]) -> tuple[Reason, ...]:
    """Each reason once: by actor, groupings before constraints, in the order of the profile."""
    found = {
        (ranks[each.by], isinstance(each.rule, ConstraintRule), each.rule.number): each for each in reasons
    }
    return tuple(found[place] for place in sorted(found))


def _askers(
    order: Sequence[ActorOfProfile], closure: Closure, reasons: Mapping[ActorOfProfile, Sequence[Reason]]
) -> Mapping[ActorOfProfile, ActorOfProfile | None]:
    """For each actor the one before it on a shortest way from a chosen one."""
    asked: dict[ActorOfProfile, list[ActorOfProfile]] = {actor: [] for actor in order}
    for actor in order:
        for reason in reasons[actor]:
            asked[reason.by].append(actor)
    found: dict[ActorOfProfile, ActorOfProfile | None] = {
        actor: None for actor in order if closure.needs[actor].is_chosen
    }
    reached = list(found)
    for actor in reached:
        for other in asked[actor]:
            if other not in found:
                found[other] = actor
                reached.append(other)
    return found


def _uses(
    closure: Closure, actor: ActorOfProfile, terms: Terms, ranks: Mapping[ActorOfProfile, int]
) -> Iterator[UseObligation]:
    for rule in closure.rules.of(actor).uses:
        level = terms.level(rule)
        asked = terms.excluded if level is Level.EXCLUDED else terms.forced
        yield UseObligation(
            actor=actor, rule=rule, level=level, reasons=_sorted(asked.get(rule.term, ()), ranks)
        )


def _groupings(closure: Closure, actor: ActorOfProfile) -> Iterator[GroupingObligation]:
    for rule in closure.rules.of(actor).groupings:
        if rule.is_in_words:
            state = State.IN_WORDS
        elif not closure.holds(actor, rule.when):
            continue
        elif not rule.is_required:
            state = State.OPTIONAL
        elif rule.alternatives and not any(closure.covers(each) for each in rule.alternatives):
            state = State.OPEN
        else:
            state = State.MET
        yield GroupingObligation(actor=actor, rule=rule, state=state)


def _constraints(closure: Closure, actor: ActorOfProfile, terms: Terms) -> Iterator[ConstraintObligation]:
    for rule in closure.rules.of(actor).constraints:
        state = terms.judge(rule, applies=closure.holds(actor, rule.when))
        if state is not None:
            held = tuple(term for term in rule.terms if terms.holds(term))
            yield ConstraintObligation(actor=actor, rule=rule, state=state, held=held)


def _decisions(closure: Closure, groupings: Sequence[GroupingObligation]) -> Iterator[Decision]:
    reasons: dict[tuple[Target, ...], list[Reason]] = {}
    for each in groupings:
        if each.rule.alternatives and each.state in (State.OPEN, State.MET):
            reasons.setdefault(each.rule.alternatives, []).append(Reason(each.actor, each.rule))
    for alternatives, asking in reasons.items():
        met = tuple(each for each in alternatives if closure.covers(each))
        yield Decision(alternatives=alternatives, met=met, reasons=tuple(asking))


def _followed(closure: Closure, actor: ActorOfProfile) -> tuple[ActorOfProfile, ...]:
    """The actors that this one asks for, those of a decision where they are there."""
    found: dict[ActorOfProfile, None] = {}
    for rule in closure.rules.of(actor).groupings:
        if rule.is_required and closure.holds(actor, rule.when):
            met = (each for each in rule.alternatives if closure.covers(each))
            found.update(dict.fromkeys(target.actor for target in (*rule.targets, *met)))
    return tuple(found)
