"""Whatever stands in the fields of one side or of both, a report of changes shows it as text."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from change_specs import compared
from generator.change_reports import Heading, as_html, as_markdown
from hostile import payloads
from hostile.planting import Sort, all_fields, plant

DAY = datetime.date(2026, 11, 1)
HEADING = Heading(base="main", other="the working folder", date=DAY, is_whole=True)
ALLOWED = {"h1", "h2", "h3", "p", "ul", "li", "strong", "details", "summary", "br", "ins", "del", "div"}
ALLOWED |= {"html", "head", "meta", "title", "style", "body", "main", "nav", "a", "section", "span"}


def hostile_value(field: str) -> str | None:
    sort = all_fields()[field]
    if sort is Sort.WORDS:
        return payloads.words(field)
    return payloads.prose(field) if sort is Sort.PROSE else None


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A root as it stands, and the same root with harm in every field."""
    folders = [tmp_path_factory.mktemp(name) for name in ("usual", "hostile")]
    usual, hostile = plant(folders[0], lambda field: None)[0], plant(folders[1], hostile_value)[0]
    return usual, hostile


def test_every_field_is_told_and_none_is_obeyed(sides: tuple[Path, Path]) -> None:
    for old, new in (sides, sides[::-1]):
        comparison = compared(old, new, DAY)
        assert len(comparison.records) > 10
        page = as_html(comparison, HEADING)
        comment = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
            as_markdown(comparison, HEADING)
        )
        # the note of what is left out names a command
        for shown in (page, comment.replace("<code>tfpub diff --format html</code>", "")):
            assert {tag.lower() for tag in re.findall(r"<([a-zA-Z][^\s/>]*)", shown)} <= ALLOWED
            assert re.findall(r"<[a-z][^<>]*\son[a-z]+\s*=", shown) == []
            assert re.findall(r"""<[a-z][^<>]*\s(?:href|src)=["'](?!#)""", shown) == []
