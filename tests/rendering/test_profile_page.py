"""What the page of a profile says of conditions, notes, and what is not described."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import pipeline, source
from generator.reading import parse
from generator.rendering.templates import Renderer
from spec_root import SPECS

PROFILE = "profiles/dom/one/profile.yml"
BINDING = "{content_module: label, role: creator, optionality: O}"
GROUPING = "{optionality: R, all_of: [{profile: TWO, actor: clock}]}"
_TAG = re.compile(r"<[^>]*>")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SPECS / "base", tmp_path / "root"))


def edit(root: Path, old: str, new: str) -> None:
    path = root / PROFILE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_constraint(root: Path, fields: str) -> None:
    rule = f"constraints:\n  - {{key: some, actor: sender, text: Parcels are light., {fields}}}\n"
    edit(root, "actors:\n", f"{rule}actors:\n")


def html_of(root: Path, name: str = "profile/ONE") -> str:
    checked = pipeline.check(root)
    assert checked.diagnostics == () and checked.plan is not None
    page = next(page for page in checked.plan.pages if page.name == name)
    return Renderer(checked.public, source.theme_folders(root), parse).render(page).html


def words_of(root: Path) -> str:
    """The page's words, with one space between them."""
    return " ".join(_TAG.sub("", html_of(root)).split())


def test_a_constraint_in_words_says_when_it_applies(root: Path) -> None:
    add_constraint(root, "when: {option: express}")
    assert "Sender: Parcels are light. Applies if it claims the Express Option." in words_of(root)


def test_a_condition_in_words_begins_with_if(root: Path) -> None:
    add_constraint(root, "all_of: [DOM-1], when: {text: it rains}")
    assert "Requires DOM-1 if it rains." in words_of(root)


def test_a_grouping_under_a_condition_in_words_begins_with_if(root: Path) -> None:
    edit(root, GROUPING, GROUPING.replace("R,", "R, when: {text: it rains},"))
    assert "If it rains" in words_of(root)


def test_a_condition_names_all_options_of_which_one_is_enough(root: Path) -> None:
    express = "      - {key: express, name: Express}\n"
    more = "".join(
        express.replace("express", each.lower()).replace("Express", each) for each in ("Slow", "Heavy")
    )
    edit(root, express, express + more)
    add_constraint(root, "all_of: [DOM-1], when: {any_option: [express, slow, heavy]}")
    assert "Requires DOM-1 if it claims the Express, Slow or Heavy Option." in words_of(root)


def test_a_content_module_shows_its_condition(root: Path) -> None:
    add_constraint(root, "all_of: [{content_module: label}]")
    edit(root, BINDING, "{content_module: label, role: updater, optionality: O, note: some}")
    assert "<td>Updater</td>" in html_of(root)
    assert re.search(r"<td>Parcels are light\.\s*</td>", html_of(root))


def test_what_is_not_described_is_said_of_each_table(root: Path) -> None:
    edit(root, "    options:\n      - {key: express, name: Express}\n", "")
    edit(root, 'section: "1"\n', "")
    source = "source: {url: https://example.org/one, version: Edition 3}"
    edit(root, "actors:\n", f"not_described: [options, groupings]\n{source}\nactors:\n")
    assert "Options¶ Permanent link to Options Not described here; see Edition 3." in words_of(root)
    assert "has options" not in words_of(root)


def test_a_table_that_is_described_in_part_says_so(root: Path) -> None:
    edit(root, "actors:\n", "not_described: [transactions, options, groupings]\nactors:\n")
    for name in ("transactions", "options", "groupings"):
        assert f"Further {name} are not described here; see DOM TF-1: 1." in words_of(root)


def test_nobody_is_said_to_have_none_of_what_is_not_described(root: Path) -> None:
    edit(root, "actors:\n", "not_described: [options, groupings]\nactors:\n")
    assert words_of(root).count("ReceiverNone described here") == 2
