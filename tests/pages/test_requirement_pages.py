"""Where a requirement is shown, and that all its pages say the same about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline, source
from generator.pages.actor import ActorFacts
from generator.pages.profile import ProfileFacts
from generator.pages.requirement import RequirementFacts
from generator.pages.requirements import RequirementsFacts
from generator.pages.transaction import TransactionFacts
from generator.publishing.exports import data_files
from generator.reading import parse
from generator.rendering.templates import Renderer
from generator.site import Page, SitePlan
from spec_root import DAY, Case

INDEX = "profiles/dom/one/index.md"
EDITS = (
    {
        "file": INDEX,
        "replace": "Parcels arrive.",
        "with": "§ONE-2^sender,receiver^time:A parcel SHALL arrive[^1]§, and §ONE-10?:it MAY be late§.\n\n"
        "§§ONE-9:In one line^The box\n\nIt SHOULD NOT rattle. See [ONE-2].\n\n§§\n\n§§§\n\n[^1]: Soon.",
    },
    {
        "file": "framework/dom/transactions/dom-1.md",
        "replace": "A parcel travels.",
        "with": "§DOM-1-1^sender:A parcel SHALL travel.§",
    },
    {
        "file": "profiles/dom/one/scenarios/one-send.yml",
        "replace": "text: Send it.",
        "with": "text: Send it., requirements: [ONE-2, DOM-1-1]",
    },
    {
        "file": "profiles/dom/one/profile.yml",
        "replace": "date: 2024-01-01}",
        "with": "date: 2024-01-01, requirements: [ONE-2, DOM-1-1]}",
    },
)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Checked:
    case = Case(spec="", title="", edits=EDITS, added={}, expected=())
    found = pipeline.check(case.make(tmp_path_factory.mktemp("root")), date=DAY)
    assert found.diagnostics == ()
    return found


@pytest.fixture(scope="module")
def plan(checked: pipeline.Checked) -> SitePlan:
    assert checked.plan is not None
    return checked.plan


def page_of(plan: SitePlan, name: str) -> Page:
    return next(page for page in plan.pages if page.name == name)


def facts_of(plan: SitePlan, key: str) -> RequirementFacts:
    facts = page_of(plan, f"requirement/{key}").facts
    assert isinstance(facts, RequirementFacts)
    return facts


def article(checked: pipeline.Checked, name: str) -> str:
    assert checked.plan is not None
    renderer = Renderer(checked.public, source.theme_folders(Path()), parse)
    return renderer.render(page_of(checked.plan, name)).html


def test_a_requirement_has_a_permanent_address(plan: SitePlan) -> None:
    assert plan.addresses["requirement/DOM-1-1"] == "requirements/dom-1-1/"


def test_a_page_says_whose_requirement_it_is_and_where_it_stands(plan: SitePlan) -> None:
    facts = facts_of(plan, "ONE-2")
    assert facts.owner is not None and facts.text_of is not None
    assert (str(facts.owner.id), str(facts.text_of.id)) == ("profile/ONE", "profile-page/one/index")
    assert (facts.requirement.section, facts.requirement.anchor) == ("1.1 What it is for", "ONE-2")


def test_a_page_lists_the_steps_that_exercise_the_requirement(plan: SitePlan) -> None:
    (exercise,) = facts_of(plan, "DOM-1-1").exercises
    assert (exercise.scenario.key, [step.number for step in exercise.steps]) == ("ONE-send", [10])


def test_a_requirement_stands_since_the_version_whose_history_names_it(plan: SitePlan) -> None:
    since = facts_of(plan, "DOM-1-1").requirement.since
    assert since is not None
    assert (since.profile.key, since.version) == ("ONE", "1.0")


def test_no_version_is_claimed_where_no_history_names_the_requirement(plan: SitePlan) -> None:
    assert facts_of(plan, "ONE-9").requirement.since is None


def test_neighbours_are_of_the_same_profile_in_counting_order(plan: SitePlan) -> None:
    page = page_of(plan, "requirement/ONE-9")
    assert page.previous is not None and page.previous.title == "ONE-2"
    assert page.next is not None and page.next.title == "ONE-10"
    assert page_of(plan, "requirement/DOM-1-1").next is None


def test_the_list_is_grouped_by_owner_and_level(plan: SitePlan) -> None:
    facts = page_of(plan, "page/requirements").facts
    assert isinstance(facts, RequirementsFacts)
    assert [
        (group.key, [(level.value, [each.key for each in rows]) for level, rows in group.levels.items()])
        for group in facts.groups
    ] == [
        ("DOM-1", [("SHALL", ["DOM-1-1"])]),
        ("ONE", [("SHALL", ["ONE-2"]), ("SHOULD NOT", ["ONE-9"]), ("MAY", ["ONE-10"])]),
    ]


def test_an_actor_page_lists_what_binds_it_by_where_it_is_stated(plan: SitePlan) -> None:
    facts = page_of(plan, "actor/receiver").facts
    assert isinstance(facts, ActorFacts)
    assert [(owner.key, [each.key for each in rows]) for owner, rows in facts.requirements] == [
        ("ONE", ["ONE-2"])
    ]


def test_profile_and_transaction_list_their_own_requirements(plan: SitePlan) -> None:
    profile, transaction = page_of(plan, "profile/ONE").facts, page_of(plan, "transaction/DOM-1").facts
    assert isinstance(profile, ProfileFacts) and isinstance(transaction, TransactionFacts)
    assert [each.key for each in profile.requirements] == ["ONE-2", "ONE-9", "ONE-10"]
    assert [(each.key, count) for each, count in profile.transactions_with_requirements] == [("DOM-1", 1)]
    assert [each.key for each in transaction.requirements] == ["DOM-1-1"]


def test_search_finds_a_requirement_by_its_id(plan: SitePlan) -> None:
    entry = page_of(plan, "requirement/ONE-2").search
    assert entry is not None
    assert (entry.kind, entry.domain, entry.ids) == ("Requirement", "DOM", ("ONE-2",))


def test_a_text_lists_its_requirements_in_place_of_three_signs(checked: pipeline.Checked) -> None:
    html = article(checked, "profile/ONE")
    table = html[html.index("<caption>Requirements in this text") :].partition("</table>")[0]
    assert [table.index(words) for words in ("ONE-2", "In one line", "ONE-10")] == sorted(
        table.index(words) for words in ("ONE-2", "In one line", "ONE-10")
    )


def test_a_requirement_leads_from_its_text_to_its_page_and_back(checked: pipeline.Checked) -> None:
    link = '<a class="tf-requirement-id" href="ref:requirement/ONE-2" aria-label="Requirement ONE-2">'
    assert link in article(checked, "profile/ONE")
    assert 'href="ref:profile-page/one/index#ONE-2"' in article(checked, "requirement/ONE-2")


def test_a_requirements_page_holds_no_anchor_and_no_footnote_of_its_text(checked: pipeline.Checked) -> None:
    html = article(checked, "requirement/ONE-2")
    assert 'id="ONE-2"' not in html
    assert "footnote" not in html


def test_data_hold_each_requirement_with_its_levels_and_keys(checked: pipeline.Checked) -> None:
    assert checked.plan is not None and checked.reading.config is not None
    files = dict(data_files(checked.public, checked.reading.config, checked.plan.addresses, DAY))
    text = files["api/v1/requirements.json"].decode()
    assert '"levels": ["SHALL"]' in text
    assert '"owner": "profile-page/one/index"' in text
    assert '"version": "1.0"' in text
