"""What follows from a choice: the page in a browser computes the same as the build, and shows all of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from generator.obligations import (
    ActorOfProfile,
    Choice,
    Obligations,
    Reason,
    Rules,
    Target,
    Wish,
    obligations,
    rules_of,
)
from generator.obligations.rules import ConstraintRule
from results_reader import Recount, ResultsReader

PAGE = "obligations/"
COUNTRIES = ("", "DE", "FR", "US", "XX")

COMPUTED = """
(queries) => {
  const shared = window.tfpubResults;
  const model = new shared.ObligationsModel(window.tfpubObligations);
  const reason = ({ by, rule }) => `${by.id}${rule.isGrouping ? "#g" : "#c"}${rule.number}`;
  const target = ({ profile, actor, options }) => [`${profile}/${actor}`, ...options].join("+");
  return queries.map((query) => {
    const country = new URLSearchParams(query).get("country") || "";
    const found = shared.obligations(model, shared.needs.needsOf(query, model), country);
    return JSON.stringify({
      actors: found.actors.map(({ need, options, reasons, asker }) => [
        need.id, need.isChosen, need.isDefined, reasons.map(reason), asker ? asker.id : null,
        options.map((option) => [option.key, option.isChosen, option.isDefined, option.reasons.map(reason)]),
      ]),
      uses: found.uses.map((use) => [use.need.id, use.rule.term, use.level, use.reasons.map(reason)]),
      groupings: found.groupings.map(({ need, rule, state }) => [need.id, rule.number, state]),
      constraints: found.constraints.map((each) => [each.need.id, each.rule.number, each.state, each.held]),
      decisions: found.decisions.map((each) => [
        each.alternatives.map(target), each.met.map(target), each.reasons.map(reason),
      ]),
      requirements: found.requirements.map((each) => [
        each.requirement.key, each.level, each.needs.map((need) => need.id),
      ]),
      additions: found.additions.map((each) => [each.number, each.level, each.needs.map((need) => need.id)]),
      cycles: found.cycles.map((cycle) => cycle.map((need) => need.id)),
      gaps: found.gaps.map((gap) => [gap.profile, gap.tables, gap.needs.map((need) => need.id)]),
    });
  });
}
"""


@pytest.fixture(scope="session")
def rules(recount: Recount) -> Rules:
    return rules_of(recount.graph)


def query_of(choice: Choice) -> str:
    needs = (
        "/".join((each.profile, each.actor, ",".join(each.options), ",".join(each.supports)))
        for each in choice.wishes
    )
    country = (f"country={choice.country}",) if choice.country else ()
    return "?" + "&".join((*(f"need={need}" for need in needs), *country))


def computed(rules: Rules, choice: Choice) -> dict[str, Any]:
    """What the build says, in the words of `COMPUTED`."""
    found = obligations(rules, choice)
    return {
        "actors": [
            [
                id_of(each.actor),
                each.is_chosen,
                each.is_defined,
                reasons(each.reasons),
                id_of(each.asker) if each.asker else None,
                [
                    [option.key, option.is_chosen, option.is_defined, reasons(option.reasons)]
                    for option in each.options
                ],
            ]
            for each in found.actors
        ],
        "uses": [
            [id_of(use.actor), "/".join(use.rule.term), use.level.name.lower(), reasons(use.reasons)]
            for use in found.uses
        ],
        "groupings": [[id_of(each.actor), each.rule.number, each.state.value] for each in found.groupings],
        "constraints": [
            [id_of(each.actor), each.rule.number, each.state.value, ["/".join(term) for term in each.held]]
            for each in found.constraints
        ],
        "decisions": [
            [targets(each.alternatives), targets(each.met), reasons(each.reasons)] for each in found.decisions
        ],
        "requirements": [
            [each.rule.record.key, each.level.name.lower(), [id_of(actor) for actor in each.actors]]
            for each in found.requirements
        ],
        "additions": additions(rules, found),
        "cycles": [[id_of(actor) for actor in cycle] for cycle in found.cycles],
        "gaps": [
            [gap.profile, [table.value for table in gap.tables], [id_of(actor) for actor in gap.actors]]
            for gap in found.gaps
        ],
    }


def additions(rules: Rules, found: Obligations) -> list[list[object]]:
    numbers = {id(rule): number for number, rule in enumerate(rules.additions)}
    return [
        [numbers[id(each.rule)], each.level.name.lower(), [id_of(actor) for actor in each.actors]]
        for each in found.additions
    ]


def id_of(actor: ActorOfProfile) -> str:
    return "/".join(actor)


def reasons(found: Iterable[Reason]) -> list[str]:
    return [
        f"{id_of(each.by)}{'#c' if isinstance(each.rule, ConstraintRule) else '#g'}{each.rule.number}"
        for each in found
    ]


def targets(found: Iterable[Target]) -> list[str]:
    return ["+".join((id_of(each.actor), *each.options)) for each in found]


def every_actor(rules: Rules) -> list[Choice]:
    """Each actor of each profile alone, and with all that can be chosen of it."""
    return [
        choice
        for number, (actor, found) in enumerate(rules.actors.items())
        for choice in (
            Choice(wishes=(Wish(profile=actor.profile, actor=actor.actor),), country=COUNTRIES[number % 4]),
            Choice(
                wishes=(
                    Wish(
                        profile=actor.profile.lower(),
                        actor=actor.actor.upper(),
                        options=found.options,
                        supports=tuple(use.term.key for use in found.uses),
                    ),
                ),
                country="DE",
            ),
        )
    ]


def random_choices(rules: Rules, number: int) -> list[Choice]:
    dice = random.Random(20260101)
    actors = [*rules.actors, ActorOfProfile("NOWHERE", "nobody"), ActorOfProfile("ATNA", "nobody")]
    return [
        Choice(
            wishes=tuple(
                Wish(
                    profile=actor.profile,
                    actor=actor.actor,
                    options=some(dice, (*rules.of(actor).options, "unheard-of")),
                    supports=some(dice, [use.term.key for use in rules.of(actor).uses]),
                )
                for actor in dice.choices(actors, k=dice.randint(0, 6))
            ),
            country=dice.choice(COUNTRIES),
        )
        for _ in range(number)
    ]


def some(dice: random.Random, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dice.sample(keys, dice.randint(0, min(3, len(keys)))))


def assert_same(reader: ResultsReader, rules: Rules, choices: Sequence[Choice]) -> None:
    answers = reader.open(PAGE).page.evaluate(COMPUTED, [query_of(choice) for choice in choices])
    for choice, answer in zip(choices, answers, strict=True):
        assert json.loads(answer) == computed(rules, choice), query_of(choice)


def test_the_browser_computes_the_same_for_every_actor(reader: ResultsReader, rules: Rules) -> None:
    choices = every_actor(rules)
    assert len(choices) > 300
    assert_same(reader, rules, choices)


def test_the_browser_computes_the_same_for_combinations(reader: ResultsReader, rules: Rules) -> None:
    assert_same(reader, rules, random_choices(rules, 1000))


def test_a_copy_on_disk_computes_the_same(reader_of_copy: ResultsReader, rules: Rules) -> None:
    assert_same(reader_of_copy, rules, random_choices(rules, 50))
