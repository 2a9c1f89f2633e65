"""Reports of changes are safe wherever they are shown, keep to their size, and follow their schema."""

from __future__ import annotations

import dataclasses
import datetime
import html.parser
import json
import re
from collections.abc import Sequence
from pathlib import Path

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from change_specs import CHANGES, changed, compared, the_base
from generator.change_reports import Heading, as_html, as_json, as_markdown
from generator.meaning import (
    Comparison,
    Concern,
    Detail,
    Impact,
    Piece,
    PieceSort,
    RecordChange,
    RowsAdded,
    Sort,
)
from generator.records.base import RecordId
from site_support import REPOSITORY

HEADING = Heading(base="main", other="the working folder", date=datetime.date(2026, 11, 1), is_whole=True)
HOSTILE = (
    "</summary></details><script>pwned()</script> <img src=x onerror=pwned()> @everyone org/repo#12 #12 "
    "GH-12 ![x](https://evil.example/x.png) [x](javascript:pwned()) https://evil.example www.evil.example "
    "`code` ``` **b** __b__ ~~s~~ $x$ | a | b | &lt;b&gt; \\ a@evil.example \u202egnp.exe\n\n- [ ] task\n# x"
)
SCHEMA = json.loads((REPOSITORY / "generator/schemas/diff.schema.json").read_text(encoding="utf-8"))


def a_comparison(text: str, records: int = 1, details: int = 1) -> Comparison:
    """A comparison whose every word is `text`."""
    detail = Detail(
        place=(text,),
        field="body",
        sort=Sort.CHANGED,
        says=text,
        before=text,
        after=text,
        redline=tuple(Piece(sort, text) for sort in PieceSort),
    )
    change = RecordChange(
        id=RecordId("profile", text),
        title=text,
        sort=Sort.RENAMED,
        before=RecordId("profile", text + "x"),
        details=(detail,) * details,
        impact=(Impact(concern=Concern.TESTED, says=text, names=(text,) * 20),),
    )
    row = RowsAdded(
        session=text,
        organization=text,
        profile=text,
        actor=text,
        options=(text, ""),
        is_assessment=True,
        is_demonstration=True,
    )
    return Comparison(records=(change,) * records, rows=(row,), retold=1)


class Page(html.parser.HTMLParser):
    """The tags and attributes of a page, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markdown_of_strangers_stays_text() -> None:
    report = as_markdown(a_comparison(HOSTILE), dataclasses.replace(HEADING, base=HOSTILE))
    shown = Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(report))
    assert shown.tags <= {"h3", "p", "ul", "li", "strong", "details", "summary", "br", "ins", "del"}
    assert shown.attributes == set() and shown.open == []


def test_markdown_calls_nobody_and_links_nothing() -> None:
    report = as_markdown(a_comparison(HOSTILE), HEADING)
    shown = Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(report)).text
    assert re.findall(r"@\w|#\d|GH-\d|://|www\.", shown) == []


def test_markdown_shows_the_words_as_they_are() -> None:
    words = "5 * 3 < 16 & a_b [MHD] (1.2) ~x~ 1. - `y`"
    shown = Page(
        MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
            as_markdown(a_comparison(words), HEADING)
        )
    )
    assert shown.text.count(words) > 10


@pytest.mark.parametrize("text", ["word " * 40, "词" * 3000, "*" * 5000, HOSTILE * 20])
def test_markdown_fits_into_a_comment_and_says_what_is_left_out(text: str) -> None:
    report = as_markdown(a_comparison(text, records=40, details=50), HEADING)
    assert len(report.encode()) <= 65_536
    assert re.search(r"[\d,]+ more parts are left out here", report)
    assert report.count("<details>") == report.count("</details>")


def test_a_page_of_strangers_words_holds_no_script_and_nothing_from_elsewhere() -> None:
    page = Page(as_html(a_comparison(HOSTILE, records=2), dataclasses.replace(HEADING, base=HOSTILE)))
    assert page.open == []
    assert page.tags.isdisjoint({"script", "img", "iframe", "link", "form", "svg"})
    assert page.attributes <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "aria-label",
    }  # fmt: skip
    assert "\u202e" not in page.text and "pwned()" in page.text


def test_redlines_of_a_page_can_be_read_without_colours() -> None:
    piece = (Piece(PieceSort.REMOVED, "old"), Piece(PieceSort.ADDED, "new"))
    comparison = a_comparison("x")
    detail = dataclasses.replace(comparison.records[0].details[0], redline=piece)
    page = as_html(
        Comparison(records=(dataclasses.replace(comparison.records[0], details=(detail,)),)), HEADING
    )
    assert "[−old−]{+new+}" in Page(page).text and "<del>" in page and "<ins>" in page


@pytest.mark.parametrize("text", ["word", HOSTILE])
def test_json_follows_its_schema(text: str) -> None:
    told = json.loads(as_json(a_comparison(text, records=2), HEADING))
    jsonschema_rs.validator_for(SCHEMA).validate(told)
    assert told["records"][0]["details"][0]["says"] == text


@pytest.mark.parametrize(
    "case", ["shall-became-should", "session-published", "profile-renamed", "status-moved"]
)
def test_every_form_tells_a_change(case: str, tmp_path: Path) -> None:
    assert (CHANGES / case).is_dir()
    comparison = compared(the_base(tmp_path / "old"), changed(case, tmp_path / "new"))
    jsonschema_rs.validator_for(SCHEMA).validate(json.loads(as_json(comparison, HEADING)))
    for change in comparison.records:
        for detail in change.details:
            assert detail.says in Page(as_html(comparison, HEADING)).text
            plain = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
                as_markdown(comparison, HEADING)
            )
            assert detail.says in Page(plain).text


def test_the_schema_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)


def test_where_nothing_changed_every_form_says_so() -> None:
    assert "Nothing changed that may be shown." in as_markdown(Comparison(), HEADING)
    assert "Nothing changed that may be shown." in as_html(Comparison(), HEADING)
    assert json.loads(as_json(Comparison(), HEADING))["changed"] is False
