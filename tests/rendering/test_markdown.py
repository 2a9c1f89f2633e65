"""The Markdown of content files as HTML: what `spec/markdown` says, and what needs more than one text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.rendering.markdown import render, render_inline
from generator.rendering.markdown_layout import contents
from markdown_support import Example, a_document, a_graph, examples, rendered

SPECS = Path(__file__).resolve().parent.parent / "spec" / "markdown"
EXAMPLES = [example for path in sorted(SPECS.glob("*.md")) for example in examples(path)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_markdown_becomes_the_html_of_its_spec(example: Example) -> None:
    assert rendered(example.written).rstrip("\n") == example.expected.rstrip("\n")


def test_headings_stand_below_the_heading_around_the_text() -> None:
    html = rendered("## One\n\n#### Two\n", heading_shift=3)
    assert re.findall(r"<h(\d)", html) == ["4", "5"]


def test_headings_never_go_below_the_sixth_level() -> None:
    html = rendered("# One\n\n## Two\n\n### Three\n", heading_shift=5)
    assert re.findall(r"<h(\d)", html) == ["6", "6", "6"]


def test_contents_nest_as_the_headings_do() -> None:
    one, four = contents(a_document("# One\n\n### Two {#second}\n\n## Three\n\n# Four & *five*\n"))
    assert [entry.anchor for entry in one.children] == ["second", "three"]
    assert (four.title, four.anchor, four.children) == ("Four & five", "four--five", ())


def test_a_short_text_comes_without_its_paragraph() -> None:
    document = a_document("Sends *documents* with [ITI-65].\n")
    html = render_inline(document, a_graph(document))
    assert html == 'Sends <em>documents</em> with <a href="ref:transaction/ITI-65">[ITI-65]</a>.'


def test_footnotes_of_two_texts_on_a_page_have_different_ids() -> None:
    text = "A[^1].\n\n[^1]: Note.\n"
    documents = (a_document(text), a_document(text, line=40))
    ids = [re.findall(r' id="([^"]+)"', render(document, a_graph())) for document in documents]
    assert len(ids[0]) == 2
    assert not set(ids[0]) & set(ids[1])


def test_an_empty_text_is_nothing() -> None:
    assert rendered("") == rendered(" \n\n") == ""


def test_a_text_can_be_rendered_again() -> None:
    document = a_document("- [x] done\n\nTable: One\n\n|a|\n|-|\n|1|\n\n## H\n\nx[^1]\n\n[^1]: y\n")
    assert render(document, a_graph()) == render(document, a_graph())
