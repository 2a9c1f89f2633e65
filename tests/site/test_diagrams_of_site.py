"""The diagrams of this repository's site: on every page that has something to draw, whole and light."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diagram_shapes import Drawing, drawings, overlaps, strays
from site_pages import Site

HEAVIEST = 15_000


def drawn(site: Site) -> Iterator[tuple[str, Drawing]]:
    for page in site.pages:
        for drawing in drawings((site.folder / page).read_text(encoding="utf-8")):
            yield page, drawing


def test_nothing_overlaps(own_site: Site) -> None:
    assert [(page, found) for page, each in drawn(own_site) if (found := overlaps(each))] == []


def test_no_words_leave_their_place(own_site: Site) -> None:
    assert [(page, found) for page, each in drawn(own_site) if (found := strays(each))] == []


@pytest.mark.parametrize("folder", ["profiles", "transactions", "scenarios", "domains"])
def test_pages_have_diagrams(own_site: Site, folder: str) -> None:
    pages = {page for page, _ in drawn(own_site) if page.startswith(f"{folder}/")}
    assert pages


def test_diagrams_are_light(own_site: Site) -> None:
    weights = {
        (page, len(each.html or ""))
        for page in own_site.pages
        for each in own_site.parsed(page).css("svg.tf-drawing")
    }
    assert {each for each in weights if each[1] > HEAVIEST} == set()
