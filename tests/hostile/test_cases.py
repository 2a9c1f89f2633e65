"""Hostile roots as data: each ends in exactly the findings that `cases.yml` states, at their lines."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator import pipeline
from generator.diagnostics import Diagnostic
from generator.publishing.shell import BrokenTheme
from spec_root import SPECS

TEXT = "profiles/dom/one/index.md"
TEXT_LINE = 6


@dataclass(frozen=True)
class HostileCase:
    """One change to the base root, and what must be found (as `path:line rule`, in the order of places).

    `text` takes the place of the profile's words, `content` that of a whole file. With `and_more`
    the change also breaks what refers to it, which other specs state.
    """

    title: str
    expect: tuple[str, ...]
    text: str = ""
    file: str = ""
    content: str = ""
    add: Mapping[str, str] | None = None
    settings: str = ""
    site: str = ""
    built: bool = False
    and_more: bool = False

    def make(self, root: Path) -> Path:
        shutil.copytree(SPECS / "base", root)
        if self.text:
            text = (root / TEXT).read_text(encoding="utf-8")
            write(root / TEXT, text.replace("Parcels arrive.", self.text))
        if self.file:
            write(root / self.file, self.content)
        for name, content in (self.add or {}).items():
            write(root / name, content)
        config = (root / "site_config.yml").read_text(encoding="utf-8").rstrip("\n")
        if self.site:
            config = config.replace("publication:", f"  {self.site}\npublication:")
        write(root / "site_config.yml", f"{config}\n{self.settings}\n")
        return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def case_of(row: dict[str, object]) -> HostileCase:
    if "repeat" in row:
        row["content" if "file" in row else "text"] = str(row.pop("repeat")) * int(str(row.pop("times")))
    stated = row.pop("expect")
    listed = stated if isinstance(stated, list) else [stated]
    file = str(row.get("file", TEXT))
    return HostileCase(expect=tuple(with_place(str(each), file) for each in listed), **row)  # type: ignore[arg-type]


def with_place(stated: str, file: str) -> str:
    """`raw-html` alone stands in the line of the text, `8 raw-html` in another line of the changed file."""
    place, _, rule = stated.rpartition(" ")
    return f"{place if ':' in place else f'{file}:{place or TEXT_LINE}'} {rule}"


CASES = [
    case_of(row) for row in yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
]


def findings(case: HostileCase, root: Path) -> tuple[Diagnostic, ...]:
    if not case.built:
        return pipeline.check(root).diagnostics
    try:
        return pipeline.build(root, root / "site").checked.diagnostics
    except BrokenTheme as error:
        return error.diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_hostile_root_ends_in_the_stated_findings(case: HostileCase, tmp_path: Path) -> None:
    root = case.make(tmp_path / "root")
    found = [f"{each.position.path}:{each.position.line} {each.rule}" for each in findings(case, root)]
    if case.and_more:
        assert set(case.expect) <= set(found)
    else:
        assert sorted(found) == sorted(case.expect)
    assert (root / "site").exists() == (case.built and not case.expect)


def test_titles_are_unique() -> None:
    assert len({case.title for case in CASES}) == len(CASES)
