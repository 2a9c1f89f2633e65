"""The site of this repository's content: whole, valid, and asking nobody for anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from generator.verifying import verify
from html_checking import complaints
from site_pages import (
    Site,
    broken_references,
    executable_markup,
    fault_of,
    outside_requests,
)
from site_support import Outcome


def test_it_builds_without_a_finding(own_build: tuple[Path, Outcome]) -> None:
    _, outcome = own_build
    assert outcome.code == 0, outcome.output
    assert [
        line for line in outcome.output.splitlines() if ": error: " in line or ": warning: " in line
    ] == []


def test_every_internal_link_and_anchor_resolves(own_site: Site) -> None:
    assert broken_references(own_site) == []


def test_links_are_there_to_be_walked(own_site: Site) -> None:
    assert len(own_site.pages) > 50
    assert len(own_site.references) > 20 * len(own_site.pages)


def test_no_page_asks_another_host_for_anything(own_site: Site) -> None:
    assert outside_requests(own_site) == []


def test_ids_are_unique_in_their_page(own_site: Site) -> None:
    repeated = {
        page: [id for id, count in Counter(ids).items() if count > 1] for page, ids in own_site.ids.items()
    }
    assert {page: ids for page, ids in repeated.items() if ids} == {}


def test_every_page_has_one_main_heading(own_site: Site) -> None:
    counts = {page: len(own_site.parsed(page).css("h1")) for page in own_site.pages}
    assert {page: count for page, count in counts.items() if count != 1} == {}


def test_every_page_names_its_language(own_site: Site) -> None:
    languages = {
        page: own_site.parsed(page).css_first("html").attributes.get("lang") for page in own_site.pages
    }
    assert {page: language for page, language in languages.items() if not language} == {}


def test_every_page_has_a_title_of_its_own(own_site: Site) -> None:
    titles: dict[str, list[str]] = {}
    for page in own_site.pages:
        title = own_site.parsed(page).css_first("head title")
        titles.setdefault(title.text().strip() if title else "", []).append(page)
    assert {title: pages for title, pages in titles.items() if len(pages) > 1 or not title} == {}


def test_no_page_holds_scripts_or_styles_of_its_own(own_site: Site) -> None:
    found = {page: executable_markup(own_site.parsed(page)) for page in own_site.pages}
    assert {page: markup for page, markup in found.items() if markup} == {}


def test_the_page_for_what_is_missing_works_at_any_depth(own_site: Site) -> None:
    on_page = [reference for reference in own_site.references if reference.file == "404.html"]
    references = [reference for reference in on_page if not reference.address.startswith("#")]
    shown_deep = [replace(reference, file="some/where/gone") for reference in references]
    assert references != []
    assert [str(reference) for reference in shown_deep if fault_of(own_site, reference)] == []


def test_every_page_is_valid_html(own_site: Site, html_checker: list[str]) -> None:
    assert complaints(html_checker, own_site.folder) == []


def test_it_verifies_by_itself(own_site: Site) -> None:
    assert [str(each) for each in verify(own_site.folder).diagnostics] == []
