"""Every spec under spec/reading states what must be reported in its files, and nothing else may be.

`# file: PATH` begins a file of a root (`# file: PATH in ENCODING` where it is not UTF-8),
`# link: PATH -> TARGET` makes a symbolic link, `# without: PATH` leaves a file out.
`# expect: rule: part of the message` at the end of a line states a finding in that line; lines of
`# expect LINE: rule` directly below `# file:` or `# link:` state those of lines that can bear no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.reading import RULES, read

SPECS = sorted((Path(__file__).parents[1] / "spec" / "reading").iterdir())
# Their faults cannot be written into a spec file; test_hostile_files.py shows them.
SHOWN_ELSEWHERE = {"unreadable-file", "more-mistakes"}
FILE = re.compile(r"# file: (?P<path>.+?)(?: in (?P<encoding>[a-z0-9-]+))?")
LINK = re.compile(r"# link: (?P<path>.+) -> (?P<target>.+)")
WITHOUT = re.compile(r"# without: (?P<path>.+)")
EXPECTED_LINE = re.compile(r"# expect (?P<line>\d+): (?P<rule>[a-z-]+)(?:: (?P<part>.+))?")
EXPECTED_HERE = re.compile(r"# expect: (?P<rule>[a-z-]+)(?:: (?P<part>.+))?$")


@dataclass
class SpecFile:
    """A file of a spec's root, and the findings that it must cause."""

    path: str
    encoding: str = "utf-8"
    target: str = ""
    is_missing: bool = False
    lines: list[str] = field(default_factory=list)
    expected: list[tuple[int, str, str]] = field(default_factory=list)


def files_of(spec: Path) -> list[SpecFile]:
    """The files that a spec describes."""
    files: list[SpecFile] = []
    for line in spec.read_text(encoding="utf-8").split("\n")[:-1]:
        begun, linked, missing = FILE.fullmatch(line), LINK.fullmatch(line), WITHOUT.fullmatch(line)
        stated = EXPECTED_LINE.fullmatch(line)
        if missing:
            files.append(SpecFile(missing["path"], is_missing=True))
        elif begun:
            files.append(SpecFile(begun["path"], begun["encoding"] or "utf-8"))
        elif linked:
            files.append(SpecFile(linked["path"], target=linked["target"]))
        elif stated and not files[-1].lines:
            files[-1].expected.append((int(stated["line"]), stated["rule"], stated["part"] or ""))
        else:
            files[-1].lines.append(line)
            here = EXPECTED_HERE.search(line)
            if here:
                files[-1].expected.append((len(files[-1].lines), here["rule"], here["part"] or ""))
    return files


def write_file(root: Path, file: SpecFile) -> None:
    """Puts a spec's file into a root."""
    path = root / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if file.is_missing:
        path.unlink()
    elif file.target:
        path.symlink_to(file.target)
    else:
        text = "".join(f"{line}\n" for line in file.lines)
        path.write_bytes(text.encode(file.encoding))


def expectations(files: list[SpecFile]) -> Iterator[tuple[str, int, str, str]]:
    """Path, line, rule and part of the message of every finding that must be there."""
    for file in files:
        for line, rule, part in file.expected:
            yield file.path, line, rule, part


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_reading_reports_what_the_spec_says_and_nothing_else(spec: Path, a_root) -> None:
    files = files_of(spec)
    root = a_root({})
    for file in files:
        write_file(root, file)

    found = [
        (each.position.path, each.position.line, each.rule, each.message) for each in read(root).diagnostics
    ]

    expected = sorted(expectations(files))
    assert sorted(each[:3] for each in found) == [each[:3] for each in expected]
    for path, line, rule, part in expected:
        assert any((path, line, rule) == each[:3] and part in each[3] for each in found), (part, found)


def test_every_spec_states_a_finding() -> None:
    assert [spec.name for spec in SPECS if not list(expectations(files_of(spec)))] == []


def test_every_reading_rule_has_a_spec() -> None:
    shown = {rule for spec in SPECS for _, _, rule, _ in expectations(files_of(spec))}

    assert shown | SHOWN_ELSEWHERE == {rule.name for rule in RULES}


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]

    assert len(names) == len(set(names))
