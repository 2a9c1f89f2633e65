"""A redacted copy of any export, read back, gives its completed rows and nothing beyond a redacted copy."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export_support import KEY, export_root, in_short, read_root
from generator.filing import file_results
from workbook_support import HEADER, as_xls, as_xlsx

ORGANIZATIONS = {"acme": ("acme", "Acme Devices", "ACME Ltd"), "birch": ("birch", "Birke & Söhne", "BIRCH")}
SYSTEMS = {
    "ACME_1": ("acme", ("ACME_1", "acme-1")),
    "ACME_2": ("acme", ("ACME_2", "PACS_ACME_2025")),
    "BIRCH_1": ("birch", ("BIRCH_1",)),
}
AIPOS = {
    ("ONE", "sender", "-"): (("ONE", "Sample Exchange"), ("sender", "SENDER"), ("NONE", "", "none")),
    ("ONE", "sender", "express"): (("one", "ONE"), ("Sender",), ("express", "EXPRESS", "Express")),
    ("ONE", "receiver", "-"): (("ONE",), ("receiver", "Receiver"), ("NONE",)),
    ("TWO", "clock", "-"): (("TWO", "two"), ("clock", "CLOCK"), ("", "NONE")),
    ("ELSE", "clock", "extra-long"): (("ELSE",), ("Clock",), ("extra-long",)),
}
COMPLETED = ("Pass", "pass", "Bestanden", "合格")
WITHHELD = ("At Risk", "Did not complete", "", "No Peer", "Option non classée", "不合格")


@dataclass(frozen=True)
class Drawn:
    """A row of an export, and what a copy must say of it: nothing where it is not completed."""

    cells: tuple[str | int, ...]
    expected: str | None


@st.composite
def rows(draw: st.DrawFn) -> list[Drawn]:
    pairs = st.tuples(st.sampled_from(sorted(SYSTEMS)), st.sampled_from(sorted(AIPOS)))
    found = []
    for system, aipo in draw(st.lists(pairs, unique=True, max_size=12)):
        organization, systems = SYSTEMS[system]
        label = draw(st.sampled_from((*COMPLETED, *WITHHELD)))
        words = [draw(st.sampled_from(each)) for each in (ORGANIZATIONS[organization], systems, *AIPOS[aipo])]
        counts = [draw(st.integers(0, 9)) for _ in range(4)]
        cells = (*words, draw(st.sampled_from("TS")), label, "3/1", *counts)
        expected = f"{organization} {system} {' '.join(aipo)} completed" if label in COMPLETED else None
        found.append(Drawn(cells, expected))
    return found


def written(sort: str, lines: Sequence[Sequence[str | int]]) -> bytes:
    if sort in ("xls", "xlsx"):
        return (as_xls if sort == "xls" else as_xlsx)(lines)
    text = io.StringIO()
    csv.writer(text, delimiter={"csv": ",", "semicolons": ";", "tabs": "\t"}[sort]).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = export_root(tmp_path_factory.mktemp("copies"), content=None, format="gazelle-summary")
    session = root / "results_data" / KEY / "session.yml"
    session.write_text(session.read_text(encoding="utf-8").partition("exports:")[0] + "exports: []\n")
    return root


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=rows(), sort=st.sampled_from(("csv", "semicolons", "tabs", "xls", "xlsx")))
def test_a_copy_says_exactly_what_was_completed(drawn: list[Drawn], sort: str, root: Path) -> None:
    raw = root.parent / "raw.csv"
    raw.write_bytes(written(sort, [HEADER, *(each.cells for each in drawn)]))
    filed = file_results(raw, root, KEY)
    again = in_short(read_root(root))
    assert filed.path is not None and (again.findings, again.excess) == ([], [])
    assert sorted(again.rows) == sorted(each.expected for each in drawn if each.expected)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=rows())
def test_the_order_of_an_export_is_not_in_its_copy(drawn: list[Drawn], root: Path) -> None:
    raw, copies = root.parent / "raw.csv", []
    for _ in range(2):
        raw.write_bytes(written("csv", [HEADER, *(each.cells for each in drawn)]))
        copies.append((root / str(file_results(raw, root, KEY).path)).read_bytes())
        drawn = drawn[::-1]
    assert copies[0] == copies[1]
