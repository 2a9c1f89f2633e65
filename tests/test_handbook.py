"""The handbook that every site has: its chapters are well-formed, and their links lead somewhere."""

from __future__ import annotations

import re

import pytest

from generator import pipeline
from generator.handbook import Chapter, guides, rules
from generator.reading import parse
from generator.rendering.handbook import target_of
from handbook import FOLDER, rule_pages
from spec_root import SPECS
from test_architecture import EXAMPLES, FIELD_WORDS

CHAPTERS = (*guides(), *rules())


@pytest.fixture(scope="module")
def names() -> set[str]:
    plan = pipeline.check(SPECS / "base").plan
    assert plan is not None
    return set(plan.addresses)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.place)
def test_links_of_a_chapter_lead_somewhere(chapter: Chapter, names: set[str]) -> None:
    document = parse(chapter.text, chapter.position)
    dead = []
    for link in document.links:
        href = target_of(link.destination).href
        name = re.split(r"[?#]", href.removeprefix("ref:"))[0]
        is_alive = (
            href[1:] in document.anchors
            if href.startswith("#")
            else href.startswith(("https://", "mailto:")) or name in names
        )
        dead += [] if is_alive else [link.destination]
    assert dead == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.place)
def test_a_chapter_is_a_text_without_faults(chapter: Chapter) -> None:
    assert parse(chapter.text, chapter.position).faults == ()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.place)
def test_a_chapter_says_what_it_is_about_and_serves_any_field(chapter: Chapter) -> None:
    assert chapter.title and chapter.summary and chapter.text.strip()
    assert FIELD_WORDS.findall(EXAMPLES.sub("", f"{chapter.title} {chapter.summary} {chapter.text}")) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.place)
def test_a_chapter_tells_no_outcome_that_is_never_published(chapter: Chapter) -> None:
    # Every site has these pages, and what a site holds is searched for such words.
    words = ("at-risk", "at risk", "no peer", "did not complete")
    assert [word for word in words if word in chapter.text.lower()] == []


def test_the_pages_of_rules_are_current_and_each_rule_has_one() -> None:
    # `PYTHONPATH=. python tests/handbook.py` writes them anew.
    committed = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    current = rule_pages()
    assert [name for name, text in current.items() if committed.get(name) != text] == []
    assert sorted(committed) == sorted(current) == sorted(pipeline.RULES)


def test_guides_have_an_order_of_their_own() -> None:
    orders = [guide.order for guide in guides()]
    assert len(set(orders)) == len(orders) > 0
