"""What diagrams show follows from the model: who starts, who answers, what is optional, what needs what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagrams import Exchange, GraphDiagram, SequenceDiagram, Stroke
from generator.pages.domain import DomainFacts
from generator.pages.profile import ProfileFacts
from generator.pages.scenario import ScenarioFacts
from generator.pages.transaction import TransactionFacts
from spec_root import SPECS

PROFILE = "profiles/dom/one/profile.yml"
TRANSACTION = "framework/dom/transactions/dom-1.md"
SCENARIO = "profiles/dom/one/scenarios/one-send.yml"
THIRD = "      - {transaction: DOM-1, role: target, optionality: R}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SPECS / "base", tmp_path / "root"))


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def facts_of(root: Path, name: str) -> object:
    plan = pipeline.check(root).plan
    assert plan is not None
    return next(page.facts for page in plan.pages if page.name == name)


def actors(root: Path) -> GraphDiagram:
    facts = facts_of(root, "profile/ONE")
    assert isinstance(facts, ProfileFacts) and facts.actor_diagram is not None
    return facts.actor_diagram


def groupings(root: Path) -> GraphDiagram:
    facts = facts_of(root, "profile/ONE")
    assert isinstance(facts, ProfileFacts) and facts.grouping_diagram is not None
    return facts.grouping_diagram


def messages(root: Path) -> SequenceDiagram | None:
    facts = facts_of(root, "transaction/DOM-1")
    assert isinstance(facts, TransactionFacts)
    return facts.diagram


def steps(root: Path) -> SequenceDiagram:
    facts = facts_of(root, "scenario/ONE-send")
    assert isinstance(facts, ScenarioFacts) and facts.diagram is not None
    return facts.diagram


def told(exchange: Exchange) -> tuple[list[str], list[str], list[str]]:
    """Who an exchange goes out from, its words, and where it comes in."""
    return (
        [end.node for end in exchange.ends if end.goes_out],
        [label.words for label in exchange.labels],
        [end.node for end in exchange.ends if end.comes_in],
    )


def test_a_transaction_leads_from_its_initiator_to_its_responder(root: Path) -> None:
    assert [told(each) for each in actors(root).exchanges] == [
        (["sender"], ["Send Parcel [DOM-1]"], ["receiver"])
    ]


def test_actors_and_transactions_lead_to_their_pages(root: Path) -> None:
    diagram = actors(root)
    assert [node.label.href for node in diagram.nodes] == ["ref:actor/sender", "ref:actor/receiver"]
    assert diagram.exchanges[0].labels[0].href == "ref:transaction/DOM-1"


def test_a_line_is_dashed_where_the_transaction_is_optional_for_that_actor(root: Path) -> None:
    edit(root, PROFILE, "role: source, optionality: R", "role: source, optionality: O")
    (exchange,) = actors(root).exchanges
    assert [end.stroke for end in exchange.ends] == [Stroke.DASHED, Stroke.SOLID]


def test_a_legend_stands_only_where_something_is_dashed(root: Path) -> None:
    assert actors(root).legend == ()
    edit(root, PROFILE, "role: source, optionality: R", "role: source, optionality: O")
    assert len(actors(root).legend) == 2


def test_an_actor_that_does_both_is_both_ends(root: Path) -> None:
    more = "      - {transaction: DOM-1, role: target, optionality: R}\n    content_modules:"
    edit(root, PROFILE, "    content_modules:", more)
    (exchange,) = actors(root).exchanges
    assert told(exchange) == (["sender"], ["Send Parcel [DOM-1]"], ["sender", "receiver"])


def test_a_profile_without_transactions_has_no_diagram_of_them(root: Path) -> None:
    for row in (THIRD, "      - {transaction: DOM-1, role: source, optionality: R}\n"):
        edit(root, PROFILE, f"    transactions:\n{row}", "")
    facts = facts_of(root, "profile/ONE")
    assert isinstance(facts, ProfileFacts)
    assert facts.actor_diagram is None


def test_required_groupings_lead_to_the_other_actor(root: Path) -> None:
    diagram = groupings(root)
    assert [told(each) for each in diagram.exchanges] == [(["sender"], [], ["TWO / clock"])]
    assert [node.label.text for node in diagram.nodes if node.is_outside] == ["TWO / Clock"]


def test_options_stand_in_the_box_of_their_actor(root: Path) -> None:
    assert [note.text for note in groupings(root).nodes[0].notes] == ["Express"]


def test_a_choice_of_groupings_says_so(root: Path) -> None:
    choice = "any_of: [{profile: TWO, actor: clock}, {profile: ONE, actor: receiver}]"
    edit(root, PROFILE, "all_of: [{profile: TWO, actor: clock}]", choice)
    (exchange,) = groupings(root).exchanges
    assert told(exchange) == (["sender"], ["one of"], ["TWO / clock", "receiver"])


def test_a_conditional_grouping_says_its_condition(root: Path) -> None:
    edit(root, PROFILE, "actor: clock}]}", "actor: clock}], when: {option: express}}")
    (exchange,) = groupings(root).exchanges
    assert ([label.text for label in exchange.labels], exchange.ends[0].stroke) == (
        ["if Express Option"],
        Stroke.DASHED,
    )


def test_a_condition_in_words_is_told_after_if(root: Path) -> None:
    edit(root, PROFILE, "actor: clock}]}", "actor: clock}], when: {text: it rains}}")
    (exchange,) = groupings(root).exchanges
    assert [label.text for label in exchange.labels] == ["if it rains"]


def test_a_domain_shows_which_profile_needs_which(root: Path) -> None:
    facts = facts_of(root, "domain/DOM")
    assert isinstance(facts, DomainFacts) and facts.diagram is not None
    assert [told(each) for each in facts.diagram.exchanges] == [(["ONE"], [], ["TWO"])]


def test_profiles_that_need_the_same_share_a_box(root: Path) -> None:
    (root / "profiles/dom/six").mkdir()
    copy = (root / PROFILE).read_text(encoding="utf-8").replace("key: ONE", "key: SIX", 1)
    (root / "profiles/dom/six/profile.yml").write_text(copy, encoding="utf-8")
    facts = facts_of(root, "domain/DOM")
    assert isinstance(facts, DomainFacts) and facts.diagram is not None
    assert [[note.text for note in node.notes] for node in facts.diagram.nodes] == [["ONE", "SIX"], []]


def test_messages_stand_in_their_order_between_the_roles(root: Path) -> None:
    diagram = messages(root)
    assert diagram is not None
    assert [(each.source, each.target, each.label.text, each.is_reply) for each in diagram.arrows] == [
        ("source", "target", "Parcel", False),
        ("target", "source", "Receipt", True),
    ]


def test_a_transaction_without_messages_has_no_diagram(root: Path) -> None:
    text = (root / TRANSACTION).read_text(encoding="utf-8")
    shorter = text[: text.index("messages:")] + text[text.index("---\n## ") :]
    (root / TRANSACTION).write_text(shorter, encoding="utf-8")
    assert messages(root) is None


def test_a_step_leads_to_its_description_and_to_its_transaction(root: Path) -> None:
    (arrow,) = steps(root).arrows
    assert arrow.number is not None
    assert (arrow.number.text, arrow.number.href) == ("10", "ref:scenario/ONE-send#tf-step-10")
    assert (arrow.label.words, arrow.label.href) == ("Send Parcel [DOM-1]", "ref:transaction/DOM-1")


def test_an_optional_step_is_dashed(root: Path) -> None:
    edit(root, SCENARIO, "optionality: R", "optionality: O")
    assert steps(root).arrows[0].is_optional


def test_a_step_without_a_transaction_says_what_is_done(root: Path) -> None:
    edit(root, SCENARIO, "responder: to, transaction: DOM-1, ", "")
    (arrow,) = steps(root).arrows
    assert (arrow.target, arrow.label.text) == (None, "Send it.")


def test_roles_of_the_same_actor_are_told_apart(root: Path) -> None:
    edit(root, SCENARIO, "actor: receiver", "actor: sender")
    assert [each.label.text for each in steps(root).lifelines] == ["Sender (from)", "Sender (to)"]
