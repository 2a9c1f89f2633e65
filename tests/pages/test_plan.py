"""Which pages a root gets, where they stand, and that the facts on them come from the graph."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from generator import pipeline
from generator.pages.actor import ActorFacts
from generator.pages.home import HomeFacts
from generator.pages.navigation import in_groups
from generator.pages.profile import ProfileFacts
from generator.pages.sections import A_TO_Z, FIND, OBLIGATIONS, RESULTS, SECTIONS, TRACE
from generator.pages.standard import StandardFacts
from generator.pages.transaction import TransactionFacts
from generator.site import Page, Section, SitePlan
from spec_root import SPECS, Case


@pytest.fixture(scope="module")
def plan() -> SitePlan:
    found = pipeline.check(SPECS / "base").plan
    assert found is not None
    return found


def page_of(plan: SitePlan, name: str) -> Page:
    return next(page for page in plan.pages if page.name == name)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("page/home", ""),
        ("page/profiles", "profiles/"),
        ("page/glossary", "glossary/"),
        ("page/a-z", "a-z/"),
        ("page/404", "404.html"),
        ("domain/DOM", "domains/dom/"),
        ("profile/ONE", "profiles/dom/one/"),
        ("profile-page/one/index", "profiles/dom/one/"),
        ("transaction/DOM-1", "transactions/dom-1/"),
        ("actor/sender", "actors/sender/"),
        ("content-module/label", "content-modules/label/"),
        ("standard/sample-standard", "standards/sample-standard/"),
        ("scenario/ONE-send", "scenarios/one-send/"),
        ("change-proposal/CP-DOM-1", "change-proposals/cp-dom-1/"),
        ("framework-page/about", "framework/about/"),
        ("term/parcel", "glossary/#tf-term-parcel"),
    ],
)
def test_an_address_is_permanent(plan: SitePlan, name: str, address: str) -> None:
    assert plan.addresses[name] == address


@pytest.mark.parametrize("section", [RESULTS, FIND])
def test_before_any_result_is_published_its_page_is_there_and_nothing_leads_to_it(
    plan: SitePlan, section: Section
) -> None:
    page = page_of(plan, f"page/{section.key}")
    assert (page.address, page.section, page.search) == (section.address, "", None)
    assert section.key not in {each.key for each in plan.sections}


def test_a_profile_page_lists_each_actor_with_its_rows(plan: SitePlan) -> None:
    facts = page_of(plan, "profile/ONE").facts
    assert isinstance(facts, ProfileFacts)
    assert [(each.actor.actor.key, [row.does for row in each.rows]) for each in facts.actors] == [
        ("sender", ["Initiator"]),
        ("receiver", ["Responder"]),
    ]


def test_a_profile_page_shows_its_index_text_and_its_proposals(plan: SitePlan) -> None:
    facts = page_of(plan, "profile/ONE").facts
    assert isinstance(facts, ProfileFacts)
    assert facts.text is not None and "Parcels arrive." in facts.text.text
    assert [each.key for each in facts.proposals] == ["CP-DOM-1"]


def test_a_profile_is_cited_by_volume_section_version_and_date(plan: SitePlan) -> None:
    facts = page_of(plan, "profile/ONE").facts
    assert isinstance(facts, ProfileFacts)
    assert facts.citation == (
        "DOM TF-1: 1, Sample Exchange (ONE), version 1.0, 2024-01-01. A small framework."
    )


def test_a_profile_knows_who_groups_its_actors(plan: SitePlan) -> None:
    facts = page_of(plan, "profile/TWO").facts
    assert isinstance(facts, ProfileFacts)
    assert [each.key for each in facts.grouped_by] == ["ONE"]


def test_a_transaction_page_lists_the_profiles_that_use_it(plan: SitePlan) -> None:
    facts = page_of(plan, "transaction/DOM-1").facts
    assert isinstance(facts, TransactionFacts)
    assert [(row.profile.key, row.actor.actor.key, row.does) for row in facts.uses] == [
        ("ONE", "sender", "Initiator"),
        ("ONE", "receiver", "Responder"),
    ]
    assert facts.section == "DOM TF-2: 3.1"


def test_an_actor_page_lists_who_is_grouped_with_it(plan: SitePlan) -> None:
    facts = page_of(plan, "actor/clock").facts
    assert isinstance(facts, ActorFacts)
    assert [(profile.key, actor.actor.key) for profile, actor in facts.grouped_by] == [("ONE", "sender")]


def test_an_actor_page_lists_what_its_transactions_build_on(plan: SitePlan) -> None:
    facts = page_of(plan, "actor/sender").facts
    assert isinstance(facts, ActorFacts)
    assert [(standard.key, [each.key for each in uses]) for standard, uses in facts.standards] == [
        ("sample-standard", ["DOM-1"])
    ]


def test_a_standard_page_lists_what_builds_on_it(plan: SitePlan) -> None:
    facts = page_of(plan, "standard/sample-standard").facts
    assert isinstance(facts, StandardFacts)
    assert [each.key for each in facts.transactions] == ["DOM-1"]


def test_siblings_lead_to_each_other(plan: SitePlan) -> None:
    one, two = page_of(plan, "transaction/DOM-1"), page_of(plan, "transaction/DOM-2")
    assert one.previous is None and one.next is not None and one.next.name == two.name
    assert two.previous is not None and two.previous.name == one.name and two.next is None


def test_a_section_without_records_is_not_in_the_navigation(plan: SitePlan) -> None:
    assert "supplements" not in [section.key for section in plan.sections]
    assert "supplements/" not in [page.address for page in plan.pages]


def test_each_breadcrumb_leads_to_a_page(plan: SitePlan) -> None:
    missing = [
        crumb.name for page in plan.pages for crumb in page.breadcrumbs if crumb.name not in plan.addresses
    ]
    assert missing == []


def test_text_pages_are_read_index_first_then_by_order_then_by_name(tmp_path: Path) -> None:
    added = {
        f"framework/pages/{name}.md": f"---\ntitle: {name}\n{order}---\n"
        for name, order in [
            ("b", ""),
            ("a", ""),
            ("z", "order: 1\n"),
            ("part/x", ""),
            ("part/index", "order: 2\n"),
        ]
    }
    case = Case(spec="", title="", edits=(), added=added, expected=())
    plan = pipeline.check(case.make(tmp_path)).plan
    assert plan is not None
    page = page_of(plan, "framework-page/z")
    order = [page.title]
    while page.next is not None:
        page = page_of(plan, page.next.name)
        order.append(page.title)
    assert order == ["z", "part/index", "part/x", "a", "About", "b"]


def test_sections_of_a_group_stand_together(plan: SitePlan) -> None:
    groups = [group for group, _ in itertools.groupby(plan.sections, lambda section: section.group)]
    assert len(groups) > 1 and len(groups) == len(set(groups))


def test_every_section_that_the_site_can_have_stands_in_a_group() -> None:
    known = (*(each.section for each in SECTIONS), A_TO_Z, RESULTS, FIND, OBLIGATIONS, TRACE)
    assert [section.key for section in in_groups(known) if not section.group] == []


def test_a_section_without_a_group_comes_last() -> None:
    own = Section(key="own", title="Own", address="own/")
    assert in_groups([own, A_TO_Z])[-1] == own


def test_home_leads_each_kind_of_readers_to_the_first_guide_for_them(tmp_path: Path) -> None:
    more = {
        f"framework/pages/{name}.md": f"---\ntitle: {name}\norder: {order}\nreaders: purchasers\n---\n"
        for name, order in (("later", 9), ("sooner", 3))
    }
    checked = pipeline.check(Case(spec="", title="", edits=(), added=more, expected=()).make(tmp_path))
    assert checked.plan is not None
    facts = page_of(checked.plan, "page/home").facts
    assert isinstance(facts, HomeFacts)
    assert {readers: page.key for readers, page in facts.guides.items()} == {"purchasers": "sooner"}


def test_id_without_a_page_leads_to_where_its_absence_is_told(plan: SitePlan) -> None:
    entry = page_of(plan, f"page/{A_TO_Z.key}").search
    assert entry is not None
    assert entry.ids == ("ELSE", "DOM-9")
    assert entry.anchors["DOM-9"] == entry.anchors["Forget It"] == "tf-removed-transaction-dom-9"


def test_text_in_another_language_is_searched_in_that_language(tmp_path: Path) -> None:
    text = "---\ntitle: À propos\nlanguage: fr\n---\n\nLe cadre.\n"
    case = Case(spec="", title="", edits=(), added={"framework/pages/a-propos.md": text}, expected=())
    found = pipeline.check(case.make(tmp_path)).plan
    assert found is not None
    entry = page_of(found, "framework-page/a-propos").search
    assert entry is not None
    assert entry.language == "fr"
