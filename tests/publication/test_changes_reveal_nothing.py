"""What is withheld today is told of neither side of a change: not as removed, no number, no name."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import comparing
from generator.change_reports import Heading, as_html, as_json, as_markdown
from private_site import MARK, the_root, without_what_is_withheld
from results_support import ROWS, a_results_root

DAY = datetime.date(2026, 1, 1)
WITHDRAWN = "- {{action: withdraw, organization: {0}, reason: unsaid, date: 2025-12-01}}\n"
Edit = Callable[[Path], None]


def told(old: Path, new: Path, day: datetime.date = DAY) -> str:
    """Every form of the report of what changed from one root to the other, which is the one of now."""
    compared = comparing.compare(new, str(old), date=day)
    heading = Heading(base="old", other="new", date=compared.date, is_whole=compared.is_whole)
    forms = (as_markdown, as_json, as_html)
    return "\n".join(form(compared.comparison, heading) for form in forms)


def write(root: Path, name: str, text: str) -> None:
    path = root / "results_data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "results_data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_withheld_on_both_sides_is_in_neither(tmp_path: Path) -> None:
    empty, full = the_root(tmp_path / "empty"), the_root(tmp_path / "full")
    shutil.rmtree(empty / "results_data")
    said = told(empty, full)
    assert "Amber Post" in said
    assert MARK not in said.lower() and "2026-eu" not in said


def test_it_is_as_if_nothing_withheld_had_ever_been_there(tmp_path: Path) -> None:
    full, reduced = the_root(tmp_path / "full"), without_what_is_withheld(tmp_path / "reduced")
    for old, new in ((full, reduced), (reduced, full)):
        assert "Nothing changed that may be shown." in told(old, new)


WITHHOLDING: dict[str, Edit] = {
    "withdrawn": lambda root: write(root, "2025-eu/amendments.yml", WITHDRAWN.format("second")),
    "deleted": lambda root: edit(root, "2025-eu/exports/results.csv", ROWS[1] + "\n", ""),
    "not completed": lambda root: edit(
        root, "2025-eu/exports/results.csv", ROWS[1], ROWS[1].replace("completed", "not-completed")
    ),
    "embargoed": lambda root: edit(
        root, "2025-eu/session.yml", "publish_on: 2025-04-15", "publish_on: 2026-01-02"
    ),
    "all of it removed": lambda root: shutil.rmtree(root / "results_data"),
    "the system given to another": lambda root: edit(
        root, "2025-eu/systems.yml", "organization: second", "organization: first"
    ),
}


@pytest.mark.parametrize("how", WITHHOLDING)
@pytest.mark.parametrize("source", ["private", "public"])
def test_what_was_public_and_is_withheld_now_vanishes_from_both_sides(
    how: str, source: str, tmp_path: Path
) -> None:
    old, new = a_results_root(tmp_path / "old"), a_results_root(tmp_path / "new")
    for root in (old, new):
        path = root / "site_config.yml"
        path.write_text(path.read_text().replace("source: private", f"source: {source}"))
    WITHHOLDING[how](new)
    assert "second" not in told(old, new).lower()


def test_amendments_of_today_count_for_both_sides(tmp_path: Path) -> None:
    old, new = a_results_root(tmp_path / "old"), a_results_root(tmp_path / "new")
    write(old, "2025-eu/amendments.yml", WITHDRAWN.format("first"))
    assert "Nothing changed that may be shown." in told(old, new)


def test_a_successor_that_is_not_public_any_more_is_not_named(tmp_path: Path) -> None:
    roots = [a_results_root(tmp_path / name) for name in ("old", "new")]
    edit(roots[0], "organizations.yml", "country: AT}", "country: AT, successor: second, since: 2025-06-01}")
    write(roots[1], "2025-eu/amendments.yml", WITHDRAWN.format("second"))
    assert "second" not in told(roots[0], roots[1]).lower()


def test_what_an_export_is_called_is_told_of_published_rows_alone(tmp_path: Path) -> None:
    roots = [a_results_root(tmp_path / name) for name in ("old", "new")]
    edit(
        roots[0],
        "2025-eu/session.yml",
        "exports: [",
        "exports: [{file: exports/zq.csv, format: results-csv}, ",
    )
    write(roots[0], "2025-eu/exports/zq.csv", "organization,system,profile,actor,option,result\n")
    assert "zq.csv" not in told(*roots) and "zq.csv" not in told(roots[1], roots[0])


def test_a_session_appears_on_its_day(tmp_path: Path) -> None:
    empty, full = the_root(tmp_path / "empty"), the_root(tmp_path / "full")
    shutil.rmtree(empty / "results_data/2026-eu")
    assert "2026-eu" not in told(empty, full, datetime.date(2026, 1, 1))
    assert "its results are public since" in told(empty, full, datetime.date(2026, 6, 1))
