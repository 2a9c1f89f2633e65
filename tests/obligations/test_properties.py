"""What follows from any choice in any framework: more choices never take anything away."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.graph import Graph
from generator.obligations import Choice, Level, Obligations, Wish, obligations
from generator.records.profiles import Constraint, Profile, ProfileActor, RequiredGrouping
from obligations_support import (
    QUANTITIES,
    a_constraint,
    a_graph,
    a_grouping,
    a_profile,
    an_actor,
    an_extension,
)

PROFILES, ACTORS, OPTIONS, TRANSACTIONS = ("P", "Q", "R"), ("a", "b"), ("x", "y"), ("T-1", "T-2", "T-3")
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow])
"""A machine with other work to do draws slowly; that is no fault of the rules."""
PAIRS = [f"{profile}/{actor}" for profile in PROFILES for actor in ACTORS]

targets = st.sampled_from([*PAIRS, *(f"{pair}+{option}" for pair in PAIRS for option in OPTIONS), "FAR/off"])
conditions = st.sampled_from(
    [None, "option:x", "option:y", "any:x,y", "profile:Q", "profile:R", "actor:b", "words"]
)
terms = st.lists(
    st.sampled_from([*TRANSACTIONS, "option:x", "option:y"]), min_size=1, max_size=3, unique=True
)


@st.composite
def groupings(draw: st.DrawFn) -> RequiredGrouping:
    lists = draw(st.lists(targets, max_size=3, unique=True))
    kind = draw(st.sampled_from(["all_of", "any_of"]))
    optionality = draw(st.sampled_from(["R", "R", "R", "O"]))
    given_lists: dict[str, Any] = {kind: lists}
    return a_grouping(when=draw(conditions), optionality=optionality, **given_lists)


@st.composite
def constraints(draw: st.DrawFn) -> Constraint:
    lists: dict[str, Any] = {draw(st.sampled_from(QUANTITIES)): draw(terms)}
    return a_constraint("k", draw(st.sampled_from(ACTORS)), when=draw(conditions), **lists)


@st.composite
def actors(draw: st.DrawFn, key: str) -> ProfileActor:
    rows = draw(st.permutations(TRANSACTIONS))
    number = draw(st.integers(0, len(rows)))
    return an_actor(
        key,
        required=rows[:number],
        optional=rows[number:],
        options=OPTIONS,
        groupings=draw(st.lists(groupings(), max_size=3)),
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    profiles: list[Profile] = [
        a_profile(
            key,
            *(draw(actors(each)) for each in ACTORS),
            constraints=draw(st.lists(constraints(), max_size=3)),
        )
        for key in PROFILES
    ]
    return a_graph(*profiles, extensions=[an_extension("DE", "profile:Q", "actor:b", "transaction:T-2")])


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    profile, actor = draw(st.sampled_from([*PAIRS, "NO/body"])).split("/")
    options = draw(st.lists(st.sampled_from(OPTIONS), max_size=2, unique=True))
    supports = draw(st.lists(st.sampled_from(TRANSACTIONS), max_size=2, unique=True))
    return Wish(profile=profile, actor=actor, options=tuple(options), supports=tuple(supports))


choices = st.lists(wishes(), max_size=4)
SUPPORTED = (Level.REQUIRED, Level.CHOSEN)


def answer(graph: Graph, *chosen: Wish) -> Obligations:
    return obligations(graph, Choice(wishes=chosen, country="DE"))


def obliged(found: Obligations) -> set[object]:
    """All that follows: what has to be there, and what has to be observed."""
    return {
        *(each.actor for each in found.actors),
        *((each.actor, option.key) for each in found.actors for option in each.options),
        *((use.actor, use.rule.term) for use in found.uses if use.level in SUPPORTED),
        *((each.actor, each.rule.number) for each in found.groupings),
        *((each.actor, each.rule.number, "constraint") for each in found.constraints),
        *((each.rule.target, "addition") for each in found.additions if each.level in SUPPORTED),
    }


@PATIENT
@given(graph=graphs(), chosen=choices, more=wishes())
def test_one_more_choice_takes_nothing_away(graph: Graph, chosen: list[Wish], more: Wish) -> None:
    before, after = answer(graph, *chosen), answer(graph, *chosen, more)
    assert obliged(before) <= obliged(after)


@PATIENT
@given(graph=graphs(), chosen=choices, more=wishes())
def test_only_what_gets_excluded_loses_its_national_additions(
    graph: Graph, chosen: list[Wish], more: Wish
) -> None:
    before, after = answer(graph, *chosen), answer(graph, *chosen, more)
    lost = {each.rule.target.key for each in before.additions} - {
        each.rule.target.key for each in after.additions
    }
    assert lost <= {use.rule.term.key for use in after.uses if use.level is Level.EXCLUDED}


@PATIENT
@given(graph=graphs(), chosen=choices)
def test_choosing_what_follows_changes_nothing(graph: Graph, chosen: list[Wish]) -> None:
    found = answer(graph, *chosen)
    everything = [
        Wish(
            profile=each.actor.profile,
            actor=each.actor.actor,
            options=tuple(option.key for option in each.options),
            supports=tuple(
                use.rule.term.key for use in found.uses if use.actor == each.actor and use.level in SUPPORTED
            ),
        )
        for each in found.actors
    ]
    assert obliged(answer(graph, *everything)) == obliged(found)


@PATIENT
@given(graph=graphs(), chosen=choices, data=st.data())
def test_the_order_of_choices_does_not_matter(graph: Graph, chosen: list[Wish], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(chosen))
    assert answer(graph, *shuffled, *shuffled) == answer(graph, *chosen)


@PATIENT
@given(graph=graphs(), chosen=choices)
def test_everything_that_follows_is_asked_for(graph: Graph, chosen: list[Wish]) -> None:
    found = answer(graph, *chosen)
    for each in found.actors:
        chain = found.chain(each.actor)
        assert each.is_chosen == (not chain)
        assert all(option.is_chosen or option.reasons for option in each.options)
        if chain:
            assert next(other for other in found.actors if other.actor == chain[0]).is_chosen
            assert chain[-1] in {reason.by for reason in each.reasons}


@settings(PATIENT, max_examples=50)
@given(graph=graphs(), chosen=choices)
def test_a_decision_is_met_by_any_of_its_alternatives(graph: Graph, chosen: list[Wish]) -> None:
    found = answer(graph, *chosen)
    there = {each.actor for each in found.actors}
    for decision in found.decisions:
        assert {target.actor for target in decision.met} <= there
        taken = Wish(
            profile=decision.alternatives[0].actor.profile,
            actor=decision.alternatives[0].actor.actor,
            options=decision.alternatives[0].options,
        )
        again = answer(graph, *chosen, taken)
        assert decision.alternatives[0] in next(
            each.met for each in again.decisions if each.alternatives == decision.alternatives
        )
