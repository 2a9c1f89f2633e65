"""Actor names and glossary terms link where they are first used."""

from __future__ import annotations

import time

from generator.rendering.mentions import Mentions, mentions
from markdown_support import rendered

NAMES = {
    "Document Source": "actor/document-source",
    "Source": "term/source",
    "XDS": "term/xds",
    "affinity domain": "term/affinity-domain",
    "R&D (lab)": "term/lab",
}
SOURCE = '<a class="tf-mention" href="ref:actor/document-source">Document Source</a>'


def linked(text: str, names: Mentions | None = None) -> str:
    return rendered(text, names or mentions(NAMES)).strip()


def test_the_longest_name_links() -> None:
    assert linked("A Document Source sends.") == f"<p>A {SOURCE} sends.</p>"


def test_only_the_first_use_of_a_section_links() -> None:
    assert linked("Document Source, Document Source").count(SOURCE) == 1


def test_a_new_section_begins_with_a_heading() -> None:
    assert linked("Document Source\n\n## Two\n\nDocument Source").count(SOURCE) == 2


def test_names_are_whole_words_in_their_own_case() -> None:
    for text in ("Document Sources", "document source", "XDS.b", "XDS-I", "a-XDS", "preXDS", "XDS_b"):
        assert "tf-mention" not in linked(text)


def test_a_name_may_end_a_sentence() -> None:
    assert 'href="ref:term/xds">XDS</a>.' in linked("About XDS.")


def test_a_name_may_go_over_the_end_of_a_line() -> None:
    assert 'href="ref:actor/document-source">Document\nSource</a>' in linked("The Document\nSource sends.")


def test_names_may_hold_any_characters() -> None:
    assert 'href="ref:term/lab">R&amp;D (lab)</a>' in linked("Our R&D (lab) here.")


def test_headings_code_links_and_titles_mention_nothing() -> None:
    texts = (
        "## XDS",
        "`XDS`",
        "```\nXDS\n```",
        "[XDS](transaction:ITI-65)",
        "[XDS](gone.md)",
        '!!! note "XDS"\n    words',
        "![XDS](a.png)",
        "[XDS]",
    )
    for text in texts:
        assert "tf-mention" not in linked(text)


def test_a_page_does_not_mention_itself() -> None:
    names = mentions(NAMES).without("actor/document-source")
    assert linked("A Document Source of XDS", names).count("tf-mention") == 1


def test_two_names_of_one_thing_link_once() -> None:
    names = mentions({"ADT": "term/adt", "Admission": "term/adt"})
    assert linked("ADT or Admission", names).count("tf-mention") == 1


def test_many_names_cost_little() -> None:
    names = mentions({f"Document {'a' * 20} {number}": f"term/{number}" for number in range(1000)})
    start = time.process_time()
    linked("Document " * 2000 + "nothing", names)
    assert time.process_time() - start < 3
