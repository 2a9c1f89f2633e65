"""What comes with the generator serves any organization: its files, and the pages of a site begun anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from site_support import REPOSITORY
from test_architecture import EXAMPLES, FIELD_WORDS

GENERATOR = REPOSITORY / "generator"
SHIPPED = [
    path
    for ending in (".md", ".yml", ".json", ".css", ".js")
    for path in sorted(GENERATOR.rglob(f"*{ending}"))
    if "importers" not in path.parts
]
ADDRESSES = ("ihe.net", "ihe-europe", "gazelle.", "hl7.org")


def field_words(text: str) -> list[str]:
    return sorted(set(FIELD_WORDS.findall(EXAMPLES.sub("", text))))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_a_file_of_the_generator_names_nothing_of_one_organization(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert field_words(text) == []
    assert [address for address in ADDRESSES if address in text] == []


def test_a_site_that_is_begun_from_nothing_names_nothing_of_one_organization(tmp_path: Path) -> None:
    day = ("--date", "2026-11-01")
    assert CliRunner().invoke(main, ["new", "site", str(tmp_path), *day]).exit_code == 0
    built = CliRunner().invoke(
        main, ["build", "--root", str(tmp_path), "--output", str(tmp_path / "site"), "--jobs", "1", *day]
    )
    assert built.exit_code == 0, built.output
    pages = sorted((tmp_path / "site").rglob("*.html"))
    told = {
        page.relative_to(tmp_path / "site").as_posix(): page.read_text(encoding="utf-8") for page in pages
    }
    assert len(told) > 20
    assert {name: field_words(text) for name, text in told.items() if field_words(text)} == {}
    assert [name for name, text in told.items() if any(address in text for address in ADDRESSES)] == []
