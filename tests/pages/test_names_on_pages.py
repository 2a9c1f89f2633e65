"""Names that tell readers apart what bears the same one, and lead them to its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.pages.actor import ActorFacts
from generator.pages.scenario import ScenarioFacts
from generator.site import Page
from spec_root import SPECS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SPECS / "base", tmp_path / "root"))


def page_of(root: Path, name: str) -> Page:
    plan = pipeline.check(root).plan
    assert plan is not None
    return next(page for page in plan.pages if page.name == name)


def test_two_versions_of_a_standard_have_two_titles(root: Path) -> None:
    rows = "".join(
        f"- {{key: post-{version}, name: Post, version: '{version}', url: https://example.org/post}}\n"
        for version in (1, 2)
    )
    (root / "framework/standards.yml").open("a").write(rows)
    assert page_of(root, "standard/post-1").title == "Post, 1"
    assert page_of(root, "standard/post-2").title == "Post, 2"


def test_every_name_of_a_term_leads_to_its_place(root: Path) -> None:
    term = "- {term: CRATE, expansion: Case Rate, synonyms: [box], definition: What holds parcels.}\n"
    (root / "framework/glossary.yml").open("a").write(term)
    search = page_of(root, "page/glossary").search
    assert search is not None
    assert search.anchors == {
        "Parcel": "tf-term-parcel",
        "CRATE": "tf-term-crate",
        "Case Rate": "tf-term-crate",
        "box": "tf-term-crate",
    }


def test_a_term_goes_before_the_synonym_of_another(root: Path) -> None:
    term = "- {term: Bundle, synonyms: [Parcel], definition: Several things tied together.}\n"
    (root / "framework/glossary.yml").open("a").write(term)
    search = page_of(root, "page/glossary").search
    assert search is not None and search.anchors["Parcel"] == "tf-term-parcel"


def test_roles_of_one_actor_are_told_apart(root: Path) -> None:
    scenario = root / "profiles/dom/one/scenarios/one-send.yml"
    second = "  - {key: to, actor: receiver}\n  - {key: other, actor: receiver}\n"
    scenario.write_text(scenario.read_text().replace("  - {key: to, actor: receiver}\n", second))
    facts = page_of(root, "scenario/ONE-send").facts
    assert isinstance(facts, ScenarioFacts)
    assert facts.namesakes == {"to", "other"}


def test_an_actor_page_lists_transactions_that_no_profile_uses_it_in(root: Path) -> None:
    transaction = root / "framework/dom/transactions/dom-2.md"
    text = transaction.read_text()
    transaction.with_name("dom-3.md").write_text(text.replace("DOM-2", "DOM-3"))
    used = page_of(root, "actor/clock").facts
    assert isinstance(used, ActorFacts)
    assert [each.key for each in used.further] == ["DOM-3"]
