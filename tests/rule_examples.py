"""A wrong and a right example of each rule, from the specs: two roots that differ, and what is found.

`tests/spec/examples` holds those that no other spec shows well: `rule`, how the root of the prepared pull
requests is changed (`edits` and `add` as in `tests/spec/checks`, `remove`) and, where that root itself is not
what is right, `right`: files that are added instead. `told` is a wrong and a right example, and what is
found, of a rule that no content of a root shows by itself.
"""

from __future__ import annotations

import datetime
import difflib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import pull_request_support
from generator import pipeline
from generator.diagnostics import Diagnostic
from generator.telling.printable import printable
from spec_root import SPECS, Case, cases

FOLDER = SPECS / "examples"
MOST_LINES = 24
_CONTEXT, _WIDEST = 1, 110
_TEXTS = (".md", ".yml", ".feature", ".csv", ".svg", ".txt")


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a file."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """What is wrong, what is found there, and what is right; `found` is empty where it is told by hand."""

    wrong: tuple[Shown, ...]
    right: tuple[Shown, ...]
    found: tuple[Diagnostic, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two roots of which one breaks a rule."""

    wrong: Path
    right: Path
    day: datetime.date | None

    @property
    def changed(self) -> list[str]:
        """The files that are not the same in both, by path."""
        names = sorted({*_files(self.wrong), *_files(self.right)})
        return [name for name in names if _content(self.wrong / name) != _content(self.right / name)]

    def example(self, rule: str) -> Example | None:
        """The example that it is of a rule, if the one breaks it and the other does not."""
        found = [each for each in self._found(self.wrong) if each.rule == rule]
        if not found or any(each.rule == rule for each in self._found(self.right)):
            return None
        files = [name for name in self.changed if name.endswith(_TEXTS)]
        pairs = [_parts(_content(self.wrong / name), _content(self.right / name)) for name in files]
        # Where a file is missing, that is what is wrong.
        is_missing = not any(text for text, _ in pairs)
        return Example(
            wrong=tuple(
                Shown(name, text) for name, (text, _) in zip(files, pairs, strict=True) if text or is_missing
            ),
            right=tuple(Shown(name, text) for name, (_, text) in zip(files, pairs, strict=True) if text),
            found=tuple(found),
        )

    def _found(self, root: Path) -> tuple[Diagnostic, ...]:
        return pipeline.check(root, date=self.day).diagnostics


def examples(folder: Path) -> Mapping[str, Example]:
    """Rule -> the example that shows it best; roots are made in `folder`."""
    found: dict[str, Example] = {}
    for number, (rules, make) in enumerate(_makers()):
        missing = [rule for rule in rules if rule not in found]
        if not missing:
            continue
        made = make(folder / str(number))
        for rule in missing:
            example = made if isinstance(made, Example) else made.example(rule)
            if example is not None:
                found[rule] = example
    return found


def _makers() -> Iterator[tuple[list[str], Any]]:
    """Rules that something may be an example of, and what makes that; the best come first."""
    for path in sorted(FOLDER.glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield [row["rule"]], lambda folder, row=row: _by_hand(row, folder)
    changes = [each for each in pull_request_support.pull_requests() if len(each.touched) == 1]
    for change in sorted(changes, key=lambda each: (len(each.expected), each.name)):
        rules = [each.rule for each in change.expected if each.path in change.touched]
        yield rules, lambda folder, change=change: _of_pull_request(change, folder)
    for case in sorted(cases("checks"), key=lambda each: (bool(each.added), len(each.expected))):
        rules = [line.rpartition("[")[2].rstrip("]") for line in case.expected]
        yield rules, lambda folder, case=case: _of_case(case, folder)


def _of_pull_request(change: pull_request_support.PullRequest, folder: Path) -> Candidate:
    wrong, right = change.make(folder / "wrong"), pull_request_support.base(folder / "right")
    return Candidate(wrong, right, pull_request_support.DAY)


def _of_case(case: Case, folder: Path) -> Candidate:
    (folder / "wrong").mkdir(parents=True)
    right = Path(shutil.copytree(SPECS / "base", folder / "right"))
    return Candidate(case.make(folder / "wrong"), right, case.day)


def _by_hand(row: Mapping[str, Any], folder: Path) -> Example | Candidate:
    if "told" in row:
        told = row["told"]
        parts = {name: (Shown(told["where"], told[name]),) for name in ("wrong", "right")}
        return Example(**parts, told={"found": told["found"]})
    wrong, right = (pull_request_support.base(folder / name) for name in ("wrong", "right"))
    for edit in row.get("edits", ()):
        text = (wrong / edit["file"]).read_text(encoding="utf-8")
        assert text.count(edit["replace"]) == 1, (row["rule"], edit)
        (wrong / edit["file"]).write_text(text.replace(edit["replace"], edit["with"]), encoding="utf-8")
    for root, files in ((wrong, row.get("add", {})), (right, row.get("right", {}))):
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(_bytes(content))
    for name in row.get("remove", ()):
        (wrong / name).unlink()
    return Candidate(wrong, right, pull_request_support.DAY)


def _bytes(content: Any) -> bytes:
    """A file's content: text, bytes, or a text in which `%s` stands for something that is repeated."""
    if isinstance(content, dict):
        return str(content["text"] % (content["repeat"] * content["times"])).encode()
    return content if isinstance(content, bytes) else content.encode()


def _files(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


def _content(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def _parts(wrong: str, right: str) -> tuple[str, str]:
    """The lines of two texts that differ, with a line of what stands around them."""
    one, other = wrong.splitlines(), right.splitlines()
    codes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    different = [code for code in codes if code[0] != "equal"]
    first, last = different[0], different[-1]
    return (
        _cut(one, first[1] - _CONTEXT, last[2] + _CONTEXT) if wrong else "",
        _cut(other, first[3] - _CONTEXT, last[4] + _CONTEXT) if right else "",
    )


def _cut(lines: list[str], start: int, end: int) -> str:
    shown = lines[max(0, start) : end]
    more = ["…"] if len(shown) > MOST_LINES else []
    cut = (line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…" for line in shown[:MOST_LINES])
    return "\n".join([*map(printable, cut), *more]).strip("\n")
