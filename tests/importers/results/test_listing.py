"""An export is listed in session.yml without touching its comments and layout."""

from __future__ import annotations

import pytest

from generator.importers.results.listing import CannotList, listed

NEW = "{file: exports/new.csv, format: results-csv}"
CASES = {
    "after the last entry, with its indentation": (
        "exports:  # as sent\n  - {file: exports/a.xls, format: gazelle-summary}  # first\n"
        "\n# end\nname: X\n",
        "exports:  # as sent\n  - {file: exports/a.xls, format: gazelle-summary}  # first\n"
        f"  - {NEW}\n\n# end\nname: X\n",
    ),
    "in a list that is not indented": (
        "exports:\n- file: exports/a.xls\n  format: gazelle-summary\nname: X\n",
        f"exports:\n- file: exports/a.xls\n  format: gazelle-summary\n- {NEW}\nname: X\n",
    ),
    "at the end of a file without a last line break": (
        "name: X\nexports:\n  - {file: exports/a.xls, format: gazelle-summary}",
        f"name: X\nexports:\n  - {{file: exports/a.xls, format: gazelle-summary}}\n  - {NEW}\n",
    ),
    "in an empty list": ("exports: []  # none yet\nname: X\n", f"exports: [{NEW}]  # none yet\nname: X\n"),
    "in a list on one line": (
        "exports: [{file: exports/a.xls, format: gazelle-summary}]\n",
        f"exports: [{{file: exports/a.xls, format: gazelle-summary}}, {NEW}]\n",
    ),
    "where there is a name only": ("exports:\nname: X\n", f"exports: [{NEW}]\nname: X\n"),
    "where there is nothing": ("name: X  # y\n", f"name: X  # y\nexports:\n  - {NEW}\n"),
    "with the line ends of the file": (
        "exports:\r\n  - {file: exports/a.xls, format: gazelle-summary}\r\n",
        f"exports:\r\n  - {{file: exports/a.xls, format: gazelle-summary}}\r\n  - {NEW}\r\n",
    ),
    "behind a byte order mark": ("\ufeffexports: []\n", f"\ufeffexports: [{NEW}]\n"),
    "in its own place": (
        "exports:\n  - file: exports/new.csv  # ours\n    format: gazelle-summary\n"
        "  - {file: b.xls, format: x}\n",
        "exports:\n  - file: exports/new.csv  # ours\n    format: results-csv\n"
        "  - {file: b.xls, format: x}\n",
    ),
    "as it is already": (f"exports:\n  - {NEW}  # ours\n", f"exports:\n  - {NEW}  # ours\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_an_export_is_listed(before: str, after: str) -> None:
    assert listed(before, "exports/new.csv", "results-csv") == after


def test_an_export_takes_the_place_of_its_raw_file() -> None:
    text = "exports:\n  - {file: exports/raw.xls, format: gazelle-summary}  # as sent\n"
    assert listed(text, "exports/new.csv", "results-csv", instead_of="exports/raw.xls") == (
        f"exports:\n  - {NEW}  # as sent\n"
    )


@pytest.mark.parametrize("text", ["", "- a\n", "exports: {a: b}\n", "exports: [\n", "exports: x\n"])
def test_what_cannot_be_changed_safely_is_left_alone(text: str) -> None:
    with pytest.raises(CannotList):
        listed(text, "exports/new.csv", "results-csv")
