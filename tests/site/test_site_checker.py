"""The HTML checker of the other tests does complain."""

from __future__ import annotations

from pathlib import Path

from html_checking import complaints
from site_support import write

VALID = "<!doctype html><html lang=en><head><title>Page</title></head><body><p>Text</p></body></html>"


def test_a_valid_page_has_no_complaints(tmp_path: Path, html_checker: list[str]) -> None:
    write(tmp_path / "a/index.html", VALID)
    assert complaints(html_checker, tmp_path) == []


def test_a_fault_is_named_with_its_page(tmp_path: Path, html_checker: list[str]) -> None:
    write(tmp_path / "a/index.html", VALID.replace("<p>Text</p>", "<p><table><tr><td headers=x></table>"))
    assert all(complaint.startswith("a/index.html:1: ") for complaint in complaints(html_checker, tmp_path))
    assert complaints(html_checker, tmp_path) != []
