"""The results explorer as a reader meets it: every number is counted again from the published rows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from results_reader import COLUMNS, FACETS, Recount, ResultsReader

EXPLORER = "results/"


def test_every_published_row_is_there(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER)
    organizations = len({row.organization for row in recount.rows})
    assert reader.status.startswith(f"{len(recount.rows):,} results from {organizations} organizations")


def test_a_value_filters(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER).choose("profile", "MHD")
    assert reader.total == len(recount.fitting(profile=["MHD"])) > 0
    assert set(reader.cells("profile")) == {"MHD"}


def test_values_of_one_facet_mean_any_of_them(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER).choose("profile", "MHD").choose("profile", "PIXm")
    assert reader.total == len(recount.fitting(profile=["MHD", "PIXm"]))
    assert reader.total > len(recount.fitting(profile=["MHD"]))


def test_facets_narrow_each_other(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER).choose("profile", "MHD").choose("region", "europe")
    expected = recount.fitting(profile=["MHD"], region=["europe"])
    assert reader.total == len(expected) < len(recount.fitting(profile=["MHD"]))


def test_unchoosing_brings_everything_back(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER).choose("profile", "MHD").choose("profile", "MHD")
    assert reader.total == len(recount.rows)


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_a_click_would_give(reader: ResultsReader, recount: Recount, facet: str) -> None:
    chosen = {"profile": ["MHD", "PDQm"], "region": ["europe"], "option": ["-"]}
    reader.open(EXPLORER, "?profile=MHD&profile=PDQm&region=europe&option=-")
    expected = recount.counts(facet, **chosen)
    shown = {key: number for key, number in reader.counts(facet).items() if number}
    assert shown and shown.items() <= expected.items()
    assert len(shown) == min(len(expected), 60)


def test_a_long_facet_is_searched(reader: ResultsReader) -> None:
    reader.open(EXPLORER).opened("organization").locator(".tf-facet__find").fill("ember")
    names = reader.facet("organization").locator(".tf-choice__value").all_inner_texts()
    assert names and all("ember" in name.lower() for name in names)


def test_words_are_found_in_any_column(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER, "?text=mhd+recipient+europe")
    expected = recount.fitting(profile=["MHD"], actor=["document-recipient"], region=["europe"])
    assert reader.total == len(expected) > 0


def test_words_that_are_typed_filter(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER).page.get_by_label("Words").fill("PIXm")
    reader.page.wait_for_url("**?text=PIXm")
    assert reader.total == len(recount.fitting(profile=["PIXm"]))


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in ("year", "option")])
def test_a_column_sorts_both_ways(reader: ResultsReader, recount: Recount, column: str) -> None:
    reader.open(EXPLORER).head(column).get_by_role("button").click()
    assert reader.head(column).get_attribute("aria-sort") == "ascending"
    up = reader.cells(column)
    assert up == sorted(up, key=natural)
    reader.head(column).get_by_role("button").click()
    assert reader.head(column).get_attribute("aria-sort") == "descending"
    assert natural(reader.cells(column)[0]) >= natural(up[-1])


def natural(name: str) -> list[tuple[int, str]]:
    """A name as people sort it: version 4.0 before 10.2."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.casefold())
    ]


def test_rows_without_an_option_sort_before_options(reader: ResultsReader) -> None:
    reader.open(EXPLORER, "?sort=option&profile=CT")
    cells = reader.cells("option")
    assert cells[0] == "–" and cells == sorted(cells, key=lambda name: (name != "–", name.casefold()))


def test_the_newest_event_comes_first_at_the_start(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER)
    assert reader.head("year").get_attribute("aria-sort") == "descending"
    assert reader.cells("year")[0] == recount.value(recount.rows[0], "year")


def test_an_address_is_a_view(reader: ResultsReader) -> None:
    reader.open(EXPLORER).choose("option", "-").choose("region", "europe")
    reader.head("system").get_by_role("button").click()
    reader.page.get_by_role("link", name="Next").first.click()
    seen, query = reader.rows(), reader.query
    assert query == "option=-&region=europe&sort=system&page=2"
    other = ResultsReader(reader.page.context.new_page(), reader.root).open(EXPLORER, f"?{query}")
    assert other.rows() == seen


def test_back_and_forward_go_through_views(reader: ResultsReader) -> None:
    reader.open(EXPLORER).choose("profile", "MHD").choose("region", "europe")
    narrow = reader.total
    reader.page.go_back()
    reader.page.wait_for_url("**/results/?profile=MHD")
    assert reader.total > narrow
    reader.page.go_forward()
    reader.page.wait_for_url("**region=europe")
    assert reader.total == narrow


def test_what_is_not_published_is_found_nowhere(reader: ResultsReader) -> None:
    reader.open(EXPLORER, "?organization=nobody-here")
    assert reader.total == 0
    assert reader.page.get_by_text("No published result fits.").is_visible()


def test_no_outcome_is_named_but_completion(reader: ResultsReader) -> None:
    words = reader.open(EXPLORER, "?organization=nobody-here").page.locator("article").inner_text().lower()
    assert not any(word in words for word in ("fail", "passed", "at risk", "withdrawn", "incomplete"))


def test_a_chip_takes_its_value_away(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER, "?profile=MHD&region=europe")
    reader.page.get_by_role("button", name="Remove Region: Europe").click()
    assert reader.total == len(recount.fitting(profile=["MHD"]))
    assert reader.focused().startswith("Remove Profile: MHD")


def test_pages_are_numbered_and_hold_every_row(reader: ResultsReader, recount: Recount) -> None:
    profile = recount.some_pages()
    reader.open(EXPLORER, f"?profile={profile}")
    shown = list(reader.cells("system"))
    while (following := reader.page.get_by_role("link", name="Next").first).is_visible():
        following.click()
        shown += reader.cells("system")
    assert len(shown) == len(recount.fitting(profile=[profile])) > 100


def test_a_view_is_downloaded_whole(reader: ResultsReader, recount: Recount) -> None:
    rows = reader.open(EXPLORER, "?profile=MHD&sort=organization").table_of_download()
    expected = [
        (row.session, row.organization, row.system, row.profile, row.actor, row.option or "")
        for row in recount.fitting(profile=["MHD"])
    ]
    fields = ("event", "organization", "system", "profile", "actor", "option")
    assert sorted(tuple(row[name] for name in fields) for row in rows) == sorted(expected)
    assert {row["demonstration"] for row in rows} == {"true"}
    assert all(row["terms"].endswith("/results/#tf-terms") for row in rows)


def test_demonstration_data_are_marked_on_the_page_and_in_each_row(reader: ResultsReader) -> None:
    reader.open(EXPLORER)
    assert reader.page.locator(".tf-notice--demonstration").is_visible()
    assert reader.page.locator("tbody .tf-badge--demonstration").count() == len(reader.rows())


def test_the_disclaimer_stands_beside_the_results(reader: ResultsReader) -> None:
    terms = reader.open(EXPLORER).page.locator("#tf-terms")
    assert "It is no certificate" in terms.inner_text()


def test_the_keyboard_alone_filters_sorts_and_turns_pages(reader: ResultsReader, recount: Recount) -> None:
    keyboard, profile = reader.open(EXPLORER).page.keyboard, recount.some_pages()
    reader.page.get_by_label("Words").focus()
    press_until(reader, "Tab", profile)
    keyboard.press("Space")
    assert reader.total == len(recount.fitting(profile=[profile]))
    assert reader.focused() == profile
    press_until(reader, "Tab", "Next")
    keyboard.press("Enter")
    assert (reader.query, reader.focused()) == (f"profile={profile}&page=2", "Next")
    press_until(reader, "Tab", "Actor")
    keyboard.press("Enter")
    assert (reader.query, reader.focused()) == (f"profile={profile}&sort=actor", "Actor")


def press_until(reader: ResultsReader, key: str, text: str) -> None:
    for _ in range(200):
        reader.page.keyboard.press(key)
        if reader.focused() == text:
            return
    raise AssertionError(f"{text} is not reached")


def test_a_value_without_results_keeps_the_focus_that_it_has(reader: ResultsReader) -> None:
    reader.open(EXPLORER, "?organization=nobody-here&profile=MHD")
    box = reader.facet("profile").locator("input[value=MHD]")
    box.focus()
    reader.page.keyboard.press("Space")
    assert (box.is_checked(), reader.focused()) == (False, "MHD")


def test_the_last_page_keeps_the_focus(reader: ResultsReader, recount: Recount) -> None:
    reader.open(EXPLORER, f"?profile={recount.some_pages()}")
    while reader.page.get_by_role("link", name="Next").count():
        reader.page.get_by_role("link", name="Next").last.click()
    assert reader.page.evaluate("() => document.activeElement.getAttribute('aria-current')") == "page"


def test_a_view_is_printed_with_all_columns_and_their_names(reader: ResultsReader) -> None:
    reader.open("results/")
    reader.page.set_viewport_size({"width": 794, "height": 1123})
    reader.page.emulate_media(media="print")
    table = reader.page.locator(".tf-explorer__table table")
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    # A browser repeats a head on each sheet, but no button in it.
    buttons = table.locator("thead button").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).display)"
    )
    assert set(buttons) == {"contents"} and len(buttons) == 9


def test_totals_are_announced(reader: ResultsReader) -> None:
    assert reader.open(EXPLORER).page.locator(".tf-explorer__status").get_attribute("role") == "status"


def test_a_row_stays_a_row_on_a_phone(window: Browser, address: str) -> None:
    with window.new_context(viewport={"width": 390, "height": 844}) as context:
        reader = ResultsReader(context.new_page(), address).open(EXPLORER)
        assert reader.page.get_by_role("rowheader").count() == 50
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_page_leads_to_plain_tables(window: Browser, address: str) -> None:
    with window.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{EXPLORER}")
        assert not page.locator("[data-tf-app]").is_visible()
        page.locator("[data-tf-plain] a", has_text="Profiles").click()
        assert page.locator("h1").inner_text() == "Profiles"


def test_a_copy_on_disk_filters_and_keeps_its_address(
    reader_of_copy: ResultsReader, recount: Recount
) -> None:
    reader = reader_of_copy.open(EXPLORER).choose("profile", "MHD").choose("region", "europe")
    assert reader.total == len(recount.fitting(profile=["MHD"], region=["europe"]))
    reader.page.reload()
    reader.page.locator("[data-ready]").wait_for(state="attached")
    assert reader.total == len(recount.fitting(profile=["MHD"], region=["europe"]))


def test_a_copy_on_disk_is_downloaded_from(reader_of_copy: ResultsReader, recount: Recount) -> None:
    rows = reader_of_copy.open(EXPLORER, "?profile=PIXm").table_of_download()
    assert len(rows) == len(recount.fitting(profile=["PIXm"]))


@pytest.mark.parametrize("column", ["profile", "actor", "domain"])
def test_links_of_a_copy_on_disk_lead_to_files(reader_of_copy: ResultsReader, column: str) -> None:
    reader = reader_of_copy.open(EXPLORER)
    cell = reader.page.locator("tbody tr").first.locator("td, th").nth(COLUMNS.index(column))
    cell.get_by_role("link").click()
    reader.page.wait_for_url("**/index.html")
    assert reader.page.locator("h1").is_visible()
