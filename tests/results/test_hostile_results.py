"""Names in results are content of strangers: they are shown as text, and no spreadsheet runs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from results_reader import ResultsReader, hosted
from results_root import results_root
from site_support import build

FORMULA = '=HYPERLINK("https://evil.example/";"Click")'
MARKUP = "<img src=x onerror=alert(1)></script><!--"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile-results")
    root = results_root(folder)
    organizations = root / "results_data/organizations.yml"
    text = organizations.read_text(encoding="utf-8")
    text = text.replace("name: Acme Devices", f"name: '{FORMULA}'").replace(
        "name: Cedar Group", f"name: '{MARKUP}'"
    )
    organizations.write_text(text, encoding="utf-8")
    outcome = build(root, folder / "site", cwd=folder)
    assert outcome.code == 0, outcome.output
    return folder / "site"


@pytest.fixture
def visitor(window: Browser, hostile_site: Path) -> Iterator[ResultsReader]:
    with hosted(hostile_site) as address, window.new_context() as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: pytest.fail(f"a name was run: {dialog.message}"))
        reader = ResultsReader(page, address)
        yield reader
        assert reader.complaints == []


def test_markup_in_a_name_is_text(visitor: ResultsReader) -> None:
    visitor.open("results/", "?organization=cedar")
    assert visitor.cells("organization") == [MARKUP]
    assert visitor.page.locator("article img").count() == 0


def test_markup_in_a_name_is_text_in_an_answer(visitor: ResultsReader) -> None:
    visitor.open("find/", "?need=TWO/clock")
    assert "Fir & Sons <b>" in visitor.page.locator(".tf-found h3").all_inner_texts()


def test_markup_in_the_address_is_text(visitor: ResultsReader) -> None:
    visitor.open("results/", "?profile=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&text=%3Cb%3E")
    assert visitor.page.get_by_text("<img src=x onerror=alert(1)>").is_visible()
    assert visitor.page.locator("article img").count() == 0


@pytest.mark.parametrize("query", ["?sort=constructor", "?page=-3", "?page=1e9", "?need", "?event=__proto__"])
def test_an_odd_address_is_no_failure(visitor: ResultsReader, query: str) -> None:
    visitor.open("results/", query)
    assert visitor.status


def test_a_formula_is_defused_in_a_download(visitor: ResultsReader) -> None:
    rows = visitor.open("results/", "?organization=acme").table_of_download()
    assert {row["organization_name"] for row in rows} == {f"'{FORMULA}"}


def test_results_that_are_not_made_up_bear_no_mark(visitor: ResultsReader) -> None:
    rows = visitor.open("results/").table_of_download()
    assert {row["demonstration"] for row in rows if row["organization"] != "made-up"} == {"false"}
    assert {row["demonstration"] for row in rows if row["organization"] == "made-up"} == {"true"}
    assert visitor.page.locator("tbody .tf-badge--demonstration").count() == 1
