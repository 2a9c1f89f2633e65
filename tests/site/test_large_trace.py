"""The trace of a profile with a thousand lines: it stays light, whole and readable, and search knows it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from results_root import results_root, write
from site_pages import Site, read_site
from site_support import build

REQUIREMENTS = range(2, 502)
MOST_BYTES = 60_000


def a_large_root(folder: Path) -> Path:
    """A profile whose one scenario exercises hundreds of requirements of both its actors."""
    root = results_root(folder)
    one = root / "profiles/dom/one"
    text = "".join(f"\n§ONE-{number}:The parcel {number} SHALL arrive.§\n" for number in REQUIREMENTS)
    write(one / "index.md", (one / "index.md").read_text(encoding="utf-8") + text)
    for path in (one / "scenarios").iterdir():
        path.unlink()
    named = ", ".join(f"ONE-{number}" for number in REQUIREMENTS)
    write(
        one / "scenarios/one-send.yml",
        "key: ONE-send\nname: Send\nkind: peer-to-peer\npurpose: Arrives.\nprofiles: [ONE]\n"
        "roles: [{key: from, actor: sender}, {key: to, actor: receiver}]\nsteps:\n"
        "  - {number: 10, initiator: from, responder: to, transaction: DOM-1, text: Send., "
        f"requirements: [{named}]}}\n",
    )
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("large")
    outcome = build(a_large_root(folder), folder / "site")
    assert outcome.code == 0, outcome.output
    return read_site(folder / "site", "https://site.example/")


def parts_of(site: Site) -> list[str]:
    return [page for page in site.pages if page.startswith("trace/one/")]


def test_a_long_trace_is_divided_into_light_parts(large: Site) -> None:
    sizes = [(large.folder / page).stat().st_size for page in parts_of(large)]
    assert len(sizes) > 3 and max(sizes) <= MOST_BYTES


def test_every_requirement_stands_once_in_a_long_trace(large: Site) -> None:
    whole = large.parsed_whole("trace/one/index.html")
    places = [node.attributes["id"] for node in whole.css("[id^=tf-trace-one-]")]
    assert places == [f"tf-trace-one-{number}" for number in REQUIREMENTS]


def test_each_part_says_what_its_columns_are(large: Site) -> None:
    def heads(page: str) -> list[str]:
        table = large.parsed(page).css_first(".tf-table--trace")
        return [node.text() for node in table.css("thead th")] if table is not None else []

    first, *others = parts_of(large)
    assert heads(first)[0] == "Requirement"
    assert {tuple(found) for page in others if (found := heads(page))} == {tuple(heads(first))}


def test_search_finds_a_trace_by_its_words_and_not_by_its_rows(large: Site) -> None:
    fragments = [
        gzip.decompress(path.read_bytes()).decode(errors="replace")
        for path in (large.folder / "pagefind/fragment").iterdir()
    ]
    found = [text for text in fragments if '"url":"trace/one/' in text]
    assert any("Where the trace ends" in text for text in found)
    assert not any("ONE-300" in text for text in found)
