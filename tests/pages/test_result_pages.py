"""What pages say of published results: every number and every mark comes from the published rows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator import pipeline
from generator.pages.actor import ActorFacts
from generator.pages.domain import DomainFacts
from generator.pages.events import EventsFacts
from generator.pages.home import HomeFacts
from generator.pages.organization import EventTable, OrganizationFacts
from generator.pages.organizations import OrganizationsFacts
from generator.pages.profile import ProfileFacts
from generator.pages.profile_results import ProfileResultsFacts
from generator.pages.session import SessionFacts
from generator.pages.statement import StatementFacts
from generator.pages.system import SystemFacts
from generator.pages.systems import SystemsFacts
from generator.pipeline import Checked
from generator.public import PublicGraph
from generator.site import Page
from generator.tallies import tally
from results_root import results_root

DATE = datetime.date(2026, 1, 1)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return pipeline.check(results_root(tmp_path_factory.mktemp("results")), date=DATE)


@pytest.fixture(scope="module")
def pages(checked: Checked) -> dict[str, Page]:
    assert checked.plan is not None
    return {page.name: page for page in checked.plan.pages}


@pytest.fixture(scope="module")
def graph(checked: Checked) -> PublicGraph:
    return checked.public


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("session/2025-eu", "events/2025-eu/"),
        ("organization/acme", "organizations/acme/"),
        ("system/acme-25", "systems/acme-25/"),
        ("statement/widget-1", "statements/widget-1/"),
        ("results/ONE", "profiles/dom/one/results/"),
        ("page/events", "events/"),
        ("page/organizations", "organizations/"),
        ("page/systems", "systems/"),
        ("page/statements", "statements/"),
    ],
)
def test_an_address_is_permanent(pages: dict[str, Page], name: str, address: str) -> None:
    assert pages[name].address == address


def test_an_event_has_a_matrix_of_organizations_by_actor_and_option(pages: dict[str, Page]) -> None:
    facts = pages["session/2025-eu"].facts
    assert isinstance(facts, SessionFacts)
    one, two = facts.matrices
    assert [(each.actor.key, each.options) for each in one.columns] == [("sender", ("", "Express"))]
    assert [(line.organization.key, line.cells) for line in one.lines] == [
        ("acme", (True, True)),
        ("cedar", (True, False)),
    ]
    assert [(line.organization.key, line.cells) for line in two.lines] == [("acme", (True,))]


def test_an_event_shows_who_completed_anything_of_which_profile(pages: dict[str, Page]) -> None:
    facts = pages["session/2025-eu"].facts
    assert isinstance(facts, SessionFacts)
    assert [each.profile.key for each in facts.matrices] == ["ONE", "TWO"]
    assert [(line.organization.key, line.cells) for line in facts.overview] == [
        ("acme", (True, True)),
        ("cedar", (True, False)),
    ]


def test_every_row_of_an_event_has_its_mark(pages: dict[str, Page], graph: PublicGraph) -> None:
    for key, rows in (graph.completed.by_session | graph.assessed.by_session).items():
        facts = pages[f"session/{key}"].facts
        assert isinstance(facts, SessionFacts)
        marks = sum(sum(line.cells) for matrix in facts.matrices for line in matrix.lines)
        different = {(row.organization, row.profile, row.actor, row.option) for row in rows}
        assert marks == len(different)


def test_an_event_names_the_versions_that_were_tested(pages: dict[str, Page]) -> None:
    facts = pages["session/2025-eu"].facts
    assert isinstance(facts, SessionFacts)
    assert [(each.profile.key, each.version, each.newest) for each in facts.baseline] == [("ONE", "1.0", "")]


def test_an_event_names_the_exports_that_its_rows_came_from(pages: dict[str, Page]) -> None:
    facts = pages["session/2025-eu"].facts
    assert isinstance(facts, SessionFacts)
    assert facts.files == ("exports/results.csv",)


def cells(table: EventTable) -> dict[tuple[str, str, str], tuple[bool, ...]]:
    return {
        (profile.key, line.actor.key, line.option): line.cells
        for profile, lines in table.profiles
        for line in lines
    }


def test_an_organization_has_a_table_of_actors_and_options_by_event(pages: dict[str, Page]) -> None:
    facts = pages["organization/acme"].facts
    assert isinstance(facts, OrganizationFacts)
    assert [each.key for each in facts.completed.sessions] == ["2025-eu", "2024-na", "2023-eu"]
    assert cells(facts.completed) == {
        ("ONE", "sender", ""): (True, True, False),
        ("ONE", "sender", "Express"): (True, False, False),
        ("ONE", "receiver", ""): (False, False, True),
        ("TWO", "clock", ""): (True, False, False),
    }


def test_conformity_assessment_has_a_table_of_its_own(pages: dict[str, Page]) -> None:
    facts = pages["organization/acme"].facts
    assert isinstance(facts, OrganizationFacts)
    assert [each.key for each in facts.assessed.sessions] == ["2025-ca"]
    assert cells(facts.assessed) == {("ONE", "sender", ""): (True,)}
    assert facts.assessed.tally.rows == 1


def test_an_organization_names_what_it_was_and_what_it_became(pages: dict[str, Page]) -> None:
    old, new = pages["organization/birch"].facts, pages["organization/cedar"].facts
    assert isinstance(old, OrganizationFacts) and isinstance(new, OrganizationFacts)
    assert old.successor is not None and old.successor.key == "cedar"
    assert [(each.organization.key, each.tally.rows) for each in new.former] == [("birch", 2)]


def test_names_over_several_steps_are_former_names_too(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    path = root / "results_data/organizations.yml"
    path.write_text(path.read_text().replace("country: US, demo", "country: US, successor: birch, demo"))
    plan = pipeline.check(root, date=DATE).plan
    assert plan is not None
    facts = next(page.facts for page in plan.pages if page.name == "organization/cedar")
    assert isinstance(facts, OrganizationFacts)
    assert [each.organization.key for each in facts.former] == ["birch", "made-up"]


def test_former_names_and_aliases_find_an_organization(pages: dict[str, Page]) -> None:
    cedar, acme = pages["organization/cedar"].search, pages["organization/acme"].search
    assert cedar is not None and acme is not None
    assert cedar.synonyms == ("Birch",)
    assert acme.synonyms == ("ACME",)


def test_an_organization_with_a_statement_alone_has_a_page_without_results(pages: dict[str, Page]) -> None:
    facts = pages["organization/stated"].facts
    assert isinstance(facts, OrganizationFacts)
    assert facts.completed.tally.rows == 0 and facts.systems == ()
    assert [each.key for each in facts.statements] == ["widget-1"]


def test_a_system_shows_its_own_rows(pages: dict[str, Page]) -> None:
    facts = pages["system/acme-25"].facts
    assert isinstance(facts, SystemFacts)
    assert [
        (profile.key, [(each.actor.key, each.options) for each in actors])
        for profile, actors in facts.profiles
    ] == [("ONE", [("sender", ("", "Express"))]), ("TWO", [("clock", ("",))])]


def test_a_system_says_whose_it_is_and_where_it_was(pages: dict[str, Page]) -> None:
    page = pages["system/acme-25"]
    assert page.title == "Product acme-25 2, Acme Devices, 2025-eu"
    assert page.search is not None and page.search.year == "2025"


def test_systems_of_one_name_have_two_titles(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    path = root / "results_data/2025-eu/systems.yml"
    path.write_text(path.read_text().replace("Product acme-25b", "Product acme-25"))
    plan = pipeline.check(root, date=DATE).plan
    assert plan is not None
    titles = {page.name: page.title for page in plan.pages}
    assert titles["system/acme-25"] == "Product acme-25 2, Acme Devices, 2025-eu, acme-25"
    assert titles["system/acme-25b"] == "Product acme-25 2, Acme Devices, 2025-eu, acme-25b"


def test_a_statement_names_the_transactions_that_its_actors_require(pages: dict[str, Page]) -> None:
    facts = pages["statement/widget-1"].facts
    assert isinstance(facts, StatementFacts)
    assert [(line.claim.actor.key, [each.key for each in line.required]) for line in facts.lines] == [
        ("sender", ["DOM-1"]),
        ("clock", ["DOM-2"]),
    ]


def test_totals_are_those_of_the_published_rows(pages: dict[str, Page], graph: PublicGraph) -> None:
    total = tally(graph.completed.rows)
    home, events = pages["page/home"].facts, pages["page/events"].facts
    organizations, systems = pages["page/organizations"].facts, pages["page/systems"].facts
    assert isinstance(home, HomeFacts) and home.tally == total
    assert isinstance(events, EventsFacts) and events.total == total
    assert isinstance(organizations, OrganizationsFacts) and organizations.total == total
    assert isinstance(systems, SystemsFacts) and systems.total == total


def test_a_profile_its_results_its_actors_and_its_domain_agree(
    pages: dict[str, Page], graph: PublicGraph
) -> None:
    rows = graph.completed.by_profile["ONE"]
    profile, results = pages["profile/ONE"].facts, pages["results/ONE"].facts
    actor, domain = pages["actor/sender"].facts, pages["domain/DOM"].facts
    assert isinstance(profile, ProfileFacts) and profile.results is not None
    assert isinstance(results, ProfileResultsFacts)
    assert isinstance(actor, ActorFacts) and isinstance(domain, DomainFacts)
    assert profile.results.tally == results.tally == domain.results[0].tally == tally(rows)
    assert profile.results.actors == results.numbers
    assert profile.results.actors[0].tally == actor.results[0].tally


def test_the_page_of_a_profiles_results_shows_every_row_once(
    pages: dict[str, Page], graph: PublicGraph
) -> None:
    facts = pages["results/ONE"].facts
    assert isinstance(facts, ProfileResultsFacts)
    marks = sum(sum(line.cells) for table in facts.tables for line in table.lines)
    assert marks == len(graph.completed.by_profile["ONE"])


def test_a_profiles_results_go_by_organization_then_from_the_newest_event(pages: dict[str, Page]) -> None:
    facts = pages["results/ONE"].facts
    assert isinstance(facts, ProfileResultsFacts)
    assert [(line.organization.key, line.session.key) for line in facts.tables[0].lines] == [
        ("acme", "2025-eu"),
        ("acme", "2025-eu"),
        ("acme", "2024-na"),
        ("birch", "2023-eu"),
        ("cedar", "2025-eu"),
    ]


def test_a_profile_without_published_rows_has_no_results(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    for path in root.glob("results_data/*/exports/results.csv"):
        path.write_text("".join(line for line in path.open() if ",TWO," not in line))
    plan = pipeline.check(root, date=DATE).plan
    assert plan is not None
    assert "results/TWO" not in plan.addresses
    facts = next(page.facts for page in plan.pages if page.name == "profile/TWO")
    assert isinstance(facts, ProfileFacts) and facts.results is None


def test_a_chart_shows_numbers_of_organizations_the_earliest_first(pages: dict[str, Page]) -> None:
    home, results = pages["page/home"].facts, pages["results/ONE"].facts
    assert isinstance(home, HomeFacts) and isinstance(results, ProfileResultsFacts)
    years = [(bar.label, bar.value, bar.width) for bar in home.participation.bars]
    assert years == [("2023", 2, 100), ("2024", 2, 100), ("2025", 2, 100)]
    events = [(bar.label, bar.value) for bar in results.uptake.bars]
    assert events == [("2023-eu", 2), ("2024-na", 1), ("2025-eu", 2)]


def test_the_calendar_has_each_event_in_its_year_and_region(pages: dict[str, Page]) -> None:
    facts = pages["page/events"].facts
    assert isinstance(facts, EventsFacts)
    assert facts.regions == ("europe", "north-america")
    assert {
        year: [[each.session.key for each in found] for found in regions]
        for year, regions in facts.calendar.items()
    } == {2025: [["2025-eu"], []], 2024: [[], ["2024-na"]], 2023: [["2023-eu"], []]}
    assert [each.session.key for each in facts.assessments] == ["2025-ca"]


def test_home_names_what_was_published_last(pages: dict[str, Page]) -> None:
    facts = pages["page/home"].facts
    assert isinstance(facts, HomeFacts)
    assert [each.key for each in facts.events] == ["2025-eu", "2024-na", "2023-eu"]
    assert {kind.section.key: count for kind, count in facts.counts}["events"] == 3


@pytest.mark.parametrize(
    "name",
    [
        "page/home",
        "page/events",
        "page/organizations",
        "page/systems",
        "session/2024-na",
        "organization/made-up",
        "system/fir-24",
        "profile/TWO",
        "results/TWO",
        "actor/clock",
        "domain/DOM",
    ],
)
def test_a_page_with_demonstration_rows_says_so(pages: dict[str, Page], name: str) -> None:
    facts = pages[name].facts
    notice = facts.results.notice if isinstance(facts, ProfileFacts) and facts.results else facts.notice  # type: ignore[attr-defined]
    assert notice.is_demonstration


@pytest.mark.parametrize("name", ["session/2025-eu", "organization/acme", "system/acme-25", "results/ONE"])
def test_a_page_without_demonstration_rows_does_not(pages: dict[str, Page], name: str) -> None:
    assert not pages[name].facts.notice.is_demonstration  # type: ignore[attr-defined]


def test_a_private_root_tells_nothing_of_its_files(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    config = root / "site_config.yml"
    config.write_text(config.read_text().replace("source: public", "source: private"))
    plan = pipeline.check(root, date=DATE).plan
    assert plan is not None
    assert [
        page.source for page in plan.pages if page.position.path.startswith("results_data/") and page.source
    ] == []


def test_a_public_root_names_the_file_of_each_record(pages: dict[str, Page]) -> None:
    assert pages["session/2025-eu"].source == "results_data/2025-eu/session.yml"
    assert pages["organization/acme"].source == "results_data/organizations.yml"


def test_a_root_that_writes_no_disclaimer_has_neutral_ones(pages: dict[str, Page]) -> None:
    statement, results = pages["statement/widget-1"].facts, pages["results/ONE"].facts
    assert isinstance(statement, StatementFacts) and isinstance(results, ProfileResultsFacts)
    assert "not a certification" in results.notice.disclaimer
    assert "supplier's own declaration" in statement.statement_disclaimer
