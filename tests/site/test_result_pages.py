"""Published results on the finished pages: right numbers, right words, and marks where they are due."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_pages import Site

RESULT_PAGES = re.compile(r"(events|organizations|systems|statements)/|profiles/.*/results/index\.html")
FORBIDDEN = re.compile(
    r"\b(certif\w*|validat\w*|pass|passed|fail\w*|scor\w*|rank\w*|rates?|percent\w*)\b|%", re.IGNORECASE
)
MADE_UP = "(demo)"
NUMBER = re.compile(r"[0-9][0-9,]*")


@pytest.fixture(scope="module")
def rows(own_site: Site) -> list[dict[str, str]]:
    """The published rows, as the site's own data file has them."""
    with (own_site.folder / "data/results.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def article(site: Site, page: str, *removed: str) -> LexborHTMLParser:
    """The article of a page alone, without what `removed` selects."""
    parsed = site.parsed(page)
    for selector in ("nav", "footer", "header.md-header", ".md-sidebar", "head", *removed):
        for node in parsed.css(selector):
            node.decompose()
    return parsed


def words(site: Site, page: str, *removed: str) -> str:
    found = article(site, page, *removed).css_first("article")
    assert found is not None
    return " ".join(found.text(separator=" ").split())


def result_pages(site: Site) -> Iterator[str]:
    return (page for page in site.pages if RESULT_PAGES.match(page))


def count(rows: list[dict[str, str]], name: str) -> int:
    return len({row[name] for row in rows})


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in NUMBER.findall(text)]


def test_home_and_calendar_show_the_totals_of_the_data_file(
    own_site: Site, rows: list[dict[str, str]]
) -> None:
    expected = [len(rows), *(count(rows, name) for name in ("organization", "system", "event", "profile"))]
    for page in ("index.html", "events/index.html"):
        sentence = re.search(r"[0-9,]+ published results: [^.]*\.", words(own_site, page))
        assert sentence is not None and numbers(sentence[0]) == expected, page


def test_each_event_shows_the_numbers_of_the_data_file(own_site: Site, rows: list[dict[str, str]]) -> None:
    for event in {row["event"] for row in rows}:
        mine = [row for row in rows if row["event"] == event]
        lead = own_site.parsed(f"events/{event}/index.html").css_first(".tf-lead")
        assert lead is not None
        assert numbers(lead.text()) == [count(mine, name) for name in ("organization", "profile", "system")]


def test_each_organization_shows_the_numbers_of_the_data_file(
    own_site: Site, rows: list[dict[str, str]]
) -> None:
    for organization in {row["organization"] for row in rows}:
        mine = [row for row in rows if row["organization"] == organization]
        lead = own_site.parsed(f"organizations/{organization}/index.html").css_first(".tf-lead")
        assert lead is not None
        assert numbers(lead.text()) == [count(mine, name) for name in ("profile", "system", "event")]


def test_each_profile_marks_every_row_of_the_data_file_once(
    own_site: Site, rows: list[dict[str, str]]
) -> None:
    for domain, profile in {(row["domain"], row["profile"]) for row in rows}:
        page = f"profiles/{domain.lower()}/{profile.lower()}/results/index.html"
        marks = own_site.parsed_whole(page).css(".tf-table--matrix td.tf-done")
        assert len(marks) == sum(row["profile"] == profile for row in rows), profile


def test_no_page_calls_a_result_what_it_is_not(own_site: Site, rows: list[dict[str, str]]) -> None:
    pages = list(result_pages(own_site))
    assert len(pages) > 300
    framework = re.compile("|".join(sorted({re.escape(row["option_name"]) for row in rows if row["option"]})))
    found = {
        page: FORBIDDEN.findall(framework.sub("", words(own_site, page, ".tf-notice"))) for page in pages
    }
    assert {page: said for page, said in found.items() if said} == {}


def test_every_page_with_made_up_results_says_so(own_site: Site) -> None:
    silent = [
        page
        for page in own_site.pages
        if MADE_UP in words(own_site, page)
        and own_site.parsed(page).css_first(".tf-notice--demonstration") is None
        and not page.startswith("a-z/")
    ]
    assert silent == []


def test_every_page_with_results_has_the_disclaimer(own_site: Site) -> None:
    assert [
        page for page in result_pages(own_site) if "It is no certificate" not in words(own_site, page)
    ] == []


def test_a_statement_has_both_disclaimers(own_site: Site) -> None:
    pages = [page for page in own_site.pages if page.startswith("statements/")]
    assert len(pages) > 10
    for page in pages:
        text = words(own_site, page)
        assert "Nobody here has verified it" in text and "It is no certificate" in text, page


def test_conformity_assessment_is_on_no_page_of_a_profile(own_site: Site) -> None:
    assessed = [
        page.removesuffix("index.html")
        for page in own_site.pages
        if page.startswith("events/") and "is a scheme of its own" in words(own_site, page)
    ]
    assert len(assessed) == 1
    named = [
        reference.file
        for reference in own_site.references
        if reference.address.endswith(assessed[0].removeprefix("events/"))
        and reference.file.startswith(("profiles/", "actors/", "domains/"))
    ]
    assert named == []


def test_every_matrix_names_its_rows_and_columns(own_site: Site) -> None:
    for page in result_pages(own_site):
        for table in own_site.parsed(page).css("article table"):
            assert table.css_first("caption") is not None, page
            assert [th for th in table.css("th") if not th.attributes.get("scope")] == [], page


def test_a_chart_says_in_words_what_it_shows(own_site: Site) -> None:
    charts = own_site.parsed("events/index.html").css('svg[role="img"]')
    assert len(charts) == 1
    for id in (charts[0].attributes["aria-labelledby"] or "").split():
        assert own_site.parsed("events/index.html").css_first(f"#{id}") is not None
    assert own_site.parsed("events/index.html").css_first(".tf-chart details table") is not None
