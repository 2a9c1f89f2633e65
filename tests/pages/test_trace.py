"""The trace and the evidence: what exercises a requirement, who completed its actors, and where it ends."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.evidence import Evidence, evidence_of
from generator.pages.profile_trace import ProfileTraceFacts
from generator.pages.requirement import RequirementFacts
from generator.pages.scenario import ScenarioFacts
from generator.pages.trace import TraceFacts
from generator.pages.traces import PartyTable
from generator.pages.transaction import TransactionFacts
from generator.pipeline import Checked
from generator.public import PublicGraph
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.tables import TABLES, rows_with_names
from generator.trace import Trace
from results_root import results_root, write

DATE = datetime.date(2026, 1, 1)
TEXT = """
§ONE-1^sender:The Sender SHALL close the parcel.§

§ONE-2:The parcel SHOULD arrive.§
"""
STATED_BY_TRANSACTION = "\n§DOM-1-1:Both SHALL keep a receipt.§\n"
SCENARIOS = {
    "send.yml": ("requirements: [ONE-1, DOM-1-1]", ""),
    "express.yml": ("requirements: [ONE-1]", ", option: express"),
    "silent.yml": ("requirements: []", ""),
}
ISSUES = """
issues:
  - {key: ONE-i1, text: How heavy?, state: open}
  - {key: ONE-i2, text: How large?, state: closed}
"""


def a_scenario(key: str, requirements: str, option: str) -> str:
    return (
        f"key: ONE-{key}\nname: Scenario {key}\nkind: peer-to-peer\npurpose: Arrives.\nprofiles: [ONE]\n"
        f"roles: [{{key: from, actor: sender{option}}}, {{key: to, actor: receiver}}]\n"
        "steps:\n"
        f"  - {{number: 10, initiator: from, responder: to, transaction: DOM-1, text: Send., "
        f"{requirements}}}\n"
        f"  - {{number: 20, initiator: from, text: Look., {requirements}}}\n"
    )


def a_traced_root(folder: Path) -> Path:
    """The root with results, with three requirements, of which two are exercised."""
    root = results_root(folder)
    one = root / "profiles/dom/one"
    for path in (one / "scenarios").iterdir():
        path.unlink()
    for name, (requirements, option) in SCENARIOS.items():
        write(one / "scenarios" / f"one-{name}", a_scenario(name[:-4], requirements, option))
    for path, more in (
        (one / "index.md", TEXT),
        (one / "profile.yml", ISSUES),
        (root / "framework/dom/transactions/dom-1.md", STATED_BY_TRANSACTION),
    ):
        write(path, path.read_text(encoding="utf-8") + more)
    return root


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    found = pipeline.check(a_traced_root(tmp_path_factory.mktemp("trace")), date=DATE)
    assert [each for each in found.diagnostics if each.is_error] == []
    return found


@pytest.fixture(scope="module")
def graph(checked: Checked) -> PublicGraph:
    return checked.public


@pytest.fixture(scope="module")
def facts(checked: Checked) -> Mapping[str, object]:
    assert checked.plan is not None
    return {page.name: page.facts for page in checked.plan.pages}


def numbers(table: PartyTable) -> dict[tuple[str, str, str], dict[str, int]]:
    """Party -> event -> organizations, as a table shows them."""
    return {
        line.party.names: {
            session.key: cell.organizations
            for session, cell in zip(table.sessions, line.cells, strict=True)
            if cell is not None
        }
        for line in table.lines
        if line.party is not None
    }


def rows(name: str, graph: PublicGraph) -> list[dict[str, object]]:
    return [dict(row) for row in rows_with_names(next(each for each in TABLES if each.name == name), graph)]


def test_a_requirement_names_the_steps_that_exercise_it(facts: Mapping[str, object]) -> None:
    one = facts["requirement/ONE-1"]
    assert isinstance(one, RequirementFacts)
    assert [(each.scenario.key, [step.number for step in each.steps]) for each in one.exercises] == [
        ("ONE-express", [10, 20]),
        ("ONE-send", [10, 20]),
    ]


def test_only_actors_that_a_requirement_binds_count_for_it(facts: Mapping[str, object]) -> None:
    one = facts["requirement/ONE-1"]
    assert isinstance(one, RequirementFacts)
    assert {actor for _, actor, _ in numbers(one.trace)} == {"sender"}


def test_all_roles_of_a_step_count_where_a_requirement_binds_nobody_in_particular(
    facts: Mapping[str, object],
) -> None:
    one = facts["requirement/DOM-1-1"]
    assert isinstance(one, RequirementFacts)
    assert {actor for _, actor, _ in numbers(one.trace)} == {"sender", "receiver"}


def test_an_organization_counts_once_at_an_event_whatever_its_systems(facts: Mapping[str, object]) -> None:
    one = facts["requirement/DOM-1-1"]
    assert isinstance(one, RequirementFacts)
    assert numbers(one.trace)["ONE", "sender", ""] == {"2025-eu": 2, "2024-na": 1, "2023-eu": 1}


def test_a_role_with_an_option_counts_only_who_completed_that_option(facts: Mapping[str, object]) -> None:
    scenario = facts["scenario/ONE-express"]
    assert isinstance(scenario, ScenarioFacts)
    assert numbers(scenario.trace)["ONE", "sender", "express"] == {"2025-eu": 1, "2023-eu": 1}


def test_conformity_assessment_is_in_no_trace(graph: PublicGraph) -> None:
    assert graph.assessed.rows != ()
    assert "2025-ca" not in {row["event"] for row in rows("trace", graph)}


def test_a_transaction_shows_the_actors_of_the_steps_that_use_it(facts: Mapping[str, object]) -> None:
    transaction = facts["transaction/DOM-1"]
    assert isinstance(transaction, TransactionFacts)
    assert transaction.exercised == 1
    assert set(numbers(transaction.trace)) == {
        ("ONE", "sender", ""),
        ("ONE", "sender", "express"),
        ("ONE", "receiver", ""),
    }


def test_the_trace_ends_where_nothing_exercises_and_nothing_is_named(graph: PublicGraph) -> None:
    gaps = Trace(graph).gaps(graph.all(Profile)["ONE"])
    assert [each.key for each in gaps.requirements] == ["ONE-2"]
    assert [each.key for each in gaps.scenarios] == ["ONE-silent"]
    assert gaps.transactions == ()


def test_a_required_transaction_that_no_scenario_of_the_profile_uses_is_a_gap(graph: PublicGraph) -> None:
    (gap,) = Trace(graph).gaps(graph.all(Profile)["TWO"]).transactions
    assert (gap.transaction.key, [each.key for each in gap.actors]) == ("DOM-2", ["clock"])


def test_the_overview_counts_each_profile(facts: Mapping[str, object]) -> None:
    overview = facts["page/trace"]
    assert isinstance(overview, TraceFacts)
    line = overview.lines[0]
    assert (line.profile.key, line.requirements, line.exercised, line.scenarios, line.events) == (
        "ONE",
        3,
        2,
        3,
        3,
    )


def test_the_table_says_what_the_page_of_the_profile_says(
    facts: Mapping[str, object], graph: PublicGraph
) -> None:
    page = facts["trace/ONE"]
    assert isinstance(page, ProfileTraceFacts)
    shown = {
        (
            group.requirement.key,
            part.exercise.scenario.key,
            *line.party.names,
            session.key,
        ): cell.organizations
        for group in page.table.groups
        for part in group.exercises
        for line in part.lines
        if line.party is not None
        for session, cell in zip(page.table.sessions, line.cells, strict=True)
        if cell is not None
    }
    names = ("requirement", "scenario", "profile", "actor", "option", "event")
    told = {tuple(row.get(name, "") for name in names): row["organizations"] for row in rows("trace", graph)}
    assert shown == told and len(shown) > 5


@pytest.fixture(scope="module")
def evidence(graph: PublicGraph) -> Evidence:
    return evidence_of(graph, graph.all(Profile)["ONE"])


def test_evidence_names_the_years_and_regions_with_published_results(evidence: Evidence) -> None:
    assert [(each.name, [event.key for event in each.events]) for each in evidence.years] == [
        ("2023", ["2023-eu"]),
        ("2024", ["2024-na"]),
        ("2025", ["2025-eu"]),
    ]
    assert [each.name for each in evidence.regions] == ["europe", "north-america"]


def test_evidence_has_a_number_for_each_actor_and_option_that_someone_completed(evidence: Evidence) -> None:
    assert [(each.actor.actor.key, each.tally and each.tally.organizations) for each in evidence.actors] == [
        ("sender", 3),
        ("receiver", 1),
    ]
    ((option, tally),) = evidence.actors[0].options
    assert option.key == "express" and tally is not None and tally.organizations == 2


def test_what_nobody_completed_has_no_number_rather_than_none_of_many(tmp_path: Path) -> None:
    root = a_traced_root(tmp_path)
    for path in root.glob("results_data/*/exports/results.csv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        write(path, "".join(line for line in lines if "receiver" not in line))
    public = pipeline.check(root, date=DATE).public
    assert evidence_of(public, public.all(Profile)["ONE"]).actors[1].tally is None
    (row,) = [each for each in rows("evidence", public) if each.get("subject") == "receiver"]
    assert "organizations" not in row


def test_evidence_lists_open_issues_and_no_closed_ones(evidence: Evidence) -> None:
    assert [each.key for each in evidence.issues] == ["ONE-i1"]


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        ("submitted", True),
        ("ballot", True),
        ("final-text", False),
        ("integrated", False),
        ("rejected", False),
    ],
)
def test_a_change_proposal_is_open_until_it_is_final_or_given_up(
    status: str, is_open: bool, tmp_path: Path
) -> None:
    root = a_traced_root(tmp_path)
    path = root / "framework/dom/change-proposals/cp-dom-1.md"
    head = "---\nkey: CP-DOM-1\ntitle: Heavier\ndate: 2024-01-01\naffects: [DOM-1]\n"
    write(path, f"{head}status: {status}\n---\nMore.\n")
    public = pipeline.check(root, date=DATE).public
    proposals = evidence_of(public, public.all(Profile)["ONE"]).proposals
    assert [each.proposal.key for each in proposals] == (["CP-DOM-1"] if is_open else [])


def test_only_a_profile_in_trial_implementation_has_evidence(
    facts: Mapping[str, object], graph: PublicGraph
) -> None:
    two = facts["trace/TWO"]
    assert isinstance(two, ProfileTraceFacts)
    is_trial = graph.all(Profile)["TWO"].history[0].status.value == "trial-implementation"
    assert (two.evidence is not None) is is_trial
    assert {row["profile"] for row in rows("evidence", graph)} == {"ONE", *(["TWO"] if is_trial else [])}


def test_made_up_results_are_marked_in_every_row(tmp_path: Path) -> None:
    root = a_traced_root(tmp_path)
    for path in root.glob("results_data/*/session.yml"):
        write(path, path.read_text(encoding="utf-8") + "demonstration: true\n")
    public = pipeline.check(root, date=DATE).public
    counted = [row for name in ("trace", "evidence") for row in rows(name, public) if "organizations" in row]
    assert counted != [] and all(row["demonstration"] is True for row in counted)


def test_every_requirement_is_traced_or_listed_as_untraced(graph: PublicGraph) -> None:
    trace = Trace(graph)
    for profile in graph.all(Profile).values():
        traced, gaps = trace.of_profile(profile), trace.gaps(profile)
        assert {each.key for each in gaps.requirements}.isdisjoint(traced)
    assert set(traced) | {"ONE-1", "DOM-1-1", "ONE-2"} == set(graph.all(Requirement))
