"""What follows from a choice of actors: the rules, one by one."""

from __future__ import annotations

import time

import pytest

from generator.obligations import Level, State
from generator.records.profiles import Profile, ProfileTable
from obligations_support import (
    a_constraint,
    a_graph,
    a_grouping,
    a_profile,
    a_requirement,
    an_actor,
    an_extension,
    follow,
    name,
    names,
)

CLOCK = a_profile("CT", an_actor("clock", required=["T-9"], options=["precise"]))


def test_nothing_follows_from_nothing() -> None:
    assert names(follow(a_graph(CLOCK))) == []


def test_required_transactions_follow_and_optional_ones_are_named() -> None:
    graph = a_graph(a_profile("P", an_actor("a", required=["T-1"], optional=["T-2"])))
    found = follow(graph, "P/a")
    assert [(use.rule.term.key, use.level) for use in found.uses] == [
        ("T-1", Level.REQUIRED),
        ("T-2", Level.OPTIONAL),
    ]


def test_an_optional_transaction_can_be_chosen() -> None:
    graph = a_graph(a_profile("P", an_actor("a", optional=["T-1"], creates=["c"])))
    found = follow(graph, "P/a//t-1,c")
    assert [use.level for use in found.uses] == [Level.CHOSEN, Level.CHOSEN]


def test_a_grouping_is_followed_with_its_options() -> None:
    graph = a_graph(a_profile("P", an_actor("a", groupings=[a_grouping(all_of=["CT/clock+precise"])])), CLOCK)
    found = follow(graph, "P/a")
    assert names(found) == ["CT/clock+precise", "P/a"]
    assert found.actors[0].options[0].is_chosen is False


def test_groupings_are_followed_all_the_way_and_the_chain_says_how() -> None:
    graph = a_graph(
        a_profile("P", an_actor("a", groupings=[a_grouping(all_of=["Q/b"])])),
        a_profile("Q", an_actor("b", groupings=[a_grouping(all_of=["CT/clock"])])),
        CLOCK,
    )
    found = follow(graph, "P/a")
    clock = found.actors[0]
    assert [name(each) for each in found.chain(clock.actor)] == ["P/a", "Q/b"]
    assert [name(reason.by) for reason in clock.reasons] == ["Q/b"]


def test_an_optional_grouping_is_named_and_not_followed() -> None:
    grouping = a_grouping(all_of=["CT/clock"], optionality="O")
    found = follow(a_graph(a_profile("P", an_actor("a", groupings=[grouping])), CLOCK), "P/a")
    assert names(found) == ["P/a"]
    assert [each.state for each in found.groupings] == [State.OPTIONAL]


@pytest.mark.parametrize(
    ("when", "wishes", "follows"),
    [
        ("option:x", ["P/a"], False),
        ("option:x", ["P/a/x"], True),
        ("option:x", ["P/a/X"], True),
        ("any:x,y", ["P/a"], False),
        ("any:x,y", ["P/a/x"], True),
        ("any:x,y", ["P/a/y"], True),
        ("profile:R", ["P/a"], False),
        ("profile:R", ["P/a", "R/c"], True),
        ("actor:c", ["P/a", "R/c"], True),
        ("actor:c", ["P/a"], False),
        ("words", ["P/a", "R/c"], False),
    ],
)
def test_a_condition_is_computed(when: str, wishes: list[str], follows: bool) -> None:
    grouping = a_grouping(all_of=["CT/clock"], when=when)
    graph = a_graph(
        a_profile("P", an_actor("a", options=["x", "y"], groupings=[grouping])),
        a_profile("R", an_actor("c")),
        CLOCK,
    )
    assert ("CT/clock" in names(follow(graph, *wishes))) is follows


def test_two_options_of_one_condition_give_one_reason() -> None:
    grouping = a_grouping(all_of=["CT/clock"], when="any:x,y")
    graph = a_graph(a_profile("P", an_actor("a", options=["x", "y"], groupings=[grouping])), CLOCK)
    clock = next(each for each in follow(graph, "P/a/x,y").actors if each.actor.profile == "CT")
    assert [name(reason.by) for reason in clock.reasons] == ["P/a"]


def test_a_condition_may_become_true_by_what_follows() -> None:
    graph = a_graph(
        a_profile("P", an_actor("a", groupings=[a_grouping(all_of=["CT/clock"], when="profile:R")])),
        a_profile("Q", an_actor("b", groupings=[a_grouping(all_of=["R/c"])])),
        a_profile("R", an_actor("c")),
        CLOCK,
    )
    assert names(follow(graph, "P/a", "Q/b")) == ["CT/clock", "P/a", "Q/b", "R/c"]


def test_a_condition_in_words_is_reported() -> None:
    grouping = a_grouping(all_of=["CT/clock"], when="words")
    found = follow(a_graph(a_profile("P", an_actor("a", groupings=[grouping])), CLOCK), "P/a")
    assert [each.state for each in found.groupings] == [State.IN_WORDS]


def one_of_two() -> tuple[Profile, ...]:
    return (
        a_profile("P", an_actor("a", groupings=[a_grouping(any_of=["S/node", "S/app"])])),
        a_profile("Q", an_actor("b", groupings=[a_grouping(any_of=["S/node", "S/app"])])),
        a_profile("S", an_actor("node", groupings=[a_grouping(all_of=["CT/clock"])]), an_actor("app")),
        CLOCK,
    )


def test_one_of_several_is_a_decision() -> None:
    found = follow(a_graph(*one_of_two()), "P/a")
    assert names(found) == ["P/a"]
    (decision,) = found.decisions
    assert [name(each.actor) for each in decision.alternatives] == ["S/node", "S/app"]
    assert decision.met == ()


def test_a_decision_that_is_taken_is_followed() -> None:
    found = follow(a_graph(*one_of_two()), "P/a", "S/node")
    assert "CT/clock" in names(found)
    assert [name(each.actor) for each in found.decisions[0].met] == ["S/node"]


def test_the_same_decision_is_taken_once() -> None:
    found = follow(a_graph(*one_of_two()), "P/a", "Q/b")
    assert [[name(reason.by) for reason in each.reasons] for each in found.decisions] == [["P/a", "Q/b"]]


def test_one_of_one_is_no_decision() -> None:
    graph = a_graph(a_profile("P", an_actor("a", groupings=[a_grouping(any_of=["CT/clock"])])), CLOCK)
    found = follow(graph, "P/a")
    assert names(found) == ["CT/clock", "P/a"]
    assert found.decisions == ()


def test_an_option_may_ask_for_transactions_and_options() -> None:
    constraints = [
        a_constraint("k1", "a", all_of=["T-2", "option:y"], when="option:x"),
        a_constraint("k2", "a", all_of=["T-3"], when="option:y"),
    ]
    actor = an_actor("a", optional=["T-2", "T-3", "T-4"], options=["x", "y"])
    found = follow(a_graph(a_profile("P", actor, constraints=constraints)), "P/a/x")
    assert names(found) == ["P/a+x+y"]
    assert [use.level for use in found.uses] == [Level.REQUIRED, Level.REQUIRED, Level.OPTIONAL]
    assert found.uses[0].reasons[0].rule.record.key == "k1"


def test_an_option_that_follows_switches_its_grouping_on() -> None:
    actor = an_actor("a", options=["x"], groupings=[a_grouping(all_of=["CT/clock"], when="option:x")])
    graph = a_graph(a_profile("P", actor, constraints=[a_constraint("k", "a", all_of=["option:x"])]), CLOCK)
    assert names(follow(graph, "P/a")) == ["CT/clock", "P/a+x"]


@pytest.mark.parametrize(
    ("quantity", "wish", "state"),
    [
        ("at_least_one_of", "P/a", State.OPEN),
        ("at_least_one_of", "P/a/x", State.MET),
        ("at_least_one_of", "P/a//T-1", State.MET),
        ("exactly_one_of", "P/a", State.OPEN),
        ("exactly_one_of", "P/a/x", State.MET),
        ("exactly_one_of", "P/a/x/T-1", State.BROKEN),
        ("none_of", "P/a", State.MET),
        ("none_of", "P/a/x", State.BROKEN),
    ],
)
def test_a_constraint_is_judged(quantity: str, wish: str, state: State) -> None:
    rule = a_constraint("k", "a", **{quantity: ["T-1", "option:x"]})
    graph = a_graph(a_profile("P", an_actor("a", optional=["T-1"], options=["x"]), constraints=[rule]))
    found = follow(graph, wish)
    assert [each.state for each in found.constraints] == [state]
    assert len(found.contradictions) == (state is State.BROKEN)


def test_what_is_excluded_cannot_meet_a_constraint() -> None:
    rules = [
        a_constraint("k1", "a", at_least_one_of=["T-1", "T-2"]),
        a_constraint("k2", "a", none_of=["T-1", "T-2"], when="option:x"),
    ]
    actor = an_actor("a", optional=["T-1", "T-2"], options=["x"])
    found = follow(a_graph(a_profile("P", actor, constraints=rules)), "P/a/x")
    assert [each.state for each in found.constraints] == [State.BROKEN, State.MET]
    assert [use.level for use in found.uses] == [Level.EXCLUDED, Level.EXCLUDED]


def test_what_must_be_and_must_not_be_is_a_contradiction() -> None:
    rules = [a_constraint("k", "a", none_of=["T-1"], when="option:x")]
    graph = a_graph(a_profile("P", an_actor("a", required=["T-1"], options=["x"]), constraints=rules))
    found = follow(graph, "P/a/x")
    assert [each.rule.record.key for each in found.contradictions] == ["k"]
    assert found.uses[0].level is Level.REQUIRED


def test_a_constraint_of_another_actor_says_nothing() -> None:
    rules = [a_constraint("k", "b", none_of=["option:x"])]
    graph = a_graph(a_profile("P", an_actor("a", options=["x"]), an_actor("b"), constraints=rules))
    assert follow(graph, "P/a/x").constraints == ()


def test_actors_that_ask_for_each_other_are_a_cycle() -> None:
    graph = a_graph(
        a_profile("P", an_actor("a", groupings=[a_grouping(all_of=["Q/b"])])),
        a_profile("Q", an_actor("b", groupings=[a_grouping(all_of=["P/a", "CT/clock"])])),
        CLOCK,
    )
    found = follow(graph, "Q/b")
    assert [[name(each) for each in cycle] for cycle in found.cycles] == [["P/a", "Q/b"]]
    assert found.chain(found.actors[1].actor) == (("Q", "b"),)


def test_what_a_country_adds_follows_where_its_target_does() -> None:
    actor = an_actor("a", required=["T-1"], optional=["T-2"], creates=["c"])
    extension = an_extension(
        "DE", "profile:P", "actor:a", "transaction:T-1", "transaction:T-2", "content-module:c", "profile:CT"
    )
    graph = a_graph(a_profile("P", actor), CLOCK, extensions=[extension, an_extension("FR", "profile:P")])
    found = follow(graph, "P/a", country="DE")
    assert [(each.rule.target.key, each.level) for each in found.additions] == [
        ("P", Level.REQUIRED),
        ("a", Level.REQUIRED),
        ("T-1", Level.REQUIRED),
        ("T-2", Level.OPTIONAL),
        ("c", Level.OPTIONAL),
    ]
    assert follow(graph, "P/a").additions == ()


def test_requirements_bind_the_actors_that_they_name() -> None:
    actors = [an_actor("a", required=["T-1"], optional=["T-2"]), an_actor("b", required=["T-1"])]
    stated = [
        a_requirement("P-1", "profile:P"),
        a_requirement("P-2", "profile:P", "b"),
        a_requirement("T-1-1", "transaction:T-1", "a"),
        a_requirement("T-2-1", "transaction:T-2"),
        a_requirement("CT-1", "profile:CT"),
    ]
    found = follow(a_graph(a_profile("P", *actors), CLOCK, requirements=stated), "P/a")
    assert [(each.rule.record.key, each.level) for each in found.requirements] == [
        ("P-1", Level.REQUIRED),
        ("T-1-1", Level.REQUIRED),
        ("T-2-1", Level.OPTIONAL),
    ]


def test_what_nobody_defines_stays_as_it_is_asked_for() -> None:
    found = follow(a_graph(CLOCK), "NOWHERE/nobody/o", "ct/CLOCK/odd")
    assert names(found) == ["CT/clock+odd", "NOWHERE/nobody+o"]
    assert [each.is_defined for each in found.actors] == [True, False]
    assert [each.options[0].is_defined for each in found.actors] == [False, False]


def test_what_a_profile_does_not_describe_is_told_with_the_actors_it_matters_for() -> None:
    tables = (ProfileTable.GROUPINGS, ProfileTable.OPTIONS)
    asking = an_actor("a", groupings=[a_grouping(all_of=["Q/b"])])
    graph = a_graph(a_profile("P", asking), a_profile("Q", an_actor("b"), not_described=tables))
    (gap,) = follow(graph, "P/a").gaps
    assert gap.profile == "Q" and [name(actor) for actor in gap.actors] == ["Q/b"]
    assert gap.tables == (ProfileTable.OPTIONS, ProfileTable.GROUPINGS)


def test_a_profile_that_is_described_wholly_has_no_gap() -> None:
    assert follow(a_graph(CLOCK), "CT/clock").gaps == ()


def test_thousands_of_groupings_are_followed_in_a_moment() -> None:
    chain = [
        a_profile(
            f"P{place}", an_actor("a", groupings=[a_grouping(all_of=[f"P{(place + 1) % 3000}/a", "P0/a"])])
        )
        for place in range(3000)
    ]
    graph = a_graph(*chain)
    begin = time.monotonic()
    found = follow(graph, "P7/a")
    assert time.monotonic() - begin < 5
    assert len(found.actors) == 3000
    assert len(found.cycles) == 1
