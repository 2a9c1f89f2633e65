"""The root that speed is measured with is sound, as large as was asked for, and the same each time."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from content import domain_of
from corpus import CHANGED_PAGE, DAY, write_corpus

from generator import pipeline

PAGES = 500


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_same_root_is_written_each_time(measured_root: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path, PAGES)
    assert contents(tmp_path) == contents(measured_root)


def test_another_seed_makes_other_results(measured_root: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path, PAGES, seed="another")
    assert contents(tmp_path) != contents(measured_root)


def test_nothing_is_wrong_with_it(measured_root: Path) -> None:
    assert pipeline.check(measured_root, date=datetime.date.fromisoformat(DAY)).diagnostics == ()


def test_it_becomes_about_so_many_pages(measured_site: Path) -> None:
    assert len(list(measured_site.rglob("index.html"))) == pytest.approx(PAGES, rel=0.05)


def test_the_text_that_is_changed_has_a_page_at_its_path(measured_root: Path, measured_site: Path) -> None:
    assert (measured_root / f"{CHANGED_PAGE}.md").is_file()
    assert (measured_site / CHANGED_PAGE / "index.html").is_file()


def test_domains_have_keys_of_their_own() -> None:
    assert len({domain_of(number) for number in range(2_000)}) == 100
