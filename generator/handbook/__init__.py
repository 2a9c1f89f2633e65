"""The handbook of whoever contributes: guides, and a page for each rule, as Markdown that every site has.

A chapter is a file below `guides/` or `rules/`. It begins with fields between two lines of `---`, one a line
as `name: value`: `title` and `summary`, of a guide `order`, of a rule `group`. Rules are written by
`tests/handbook.py`. All of it is English.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Position

LANGUAGE = "en"
_FOLDER = Path(__file__).resolve().parent
_BORDER = "---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: its key (the name of its file), what its first lines say, and its text (Markdown).

    `position` is where the text begins, in a file of this program.
    """

    kind: str
    key: str
    title: str
    summary: str
    text: str
    position: Position
    order: int = 0
    group: str = ""

    @property
    def place(self) -> str:
        """What texts link to after `page:`; its page's folder."""
        return f"contribute/{self.key}" if self.kind == "guide" else f"contribute/rules/{self.key}"


@functools.cache
def guides() -> tuple[Chapter, ...]:
    """The guides, in the order in which they are read."""
    return tuple(sorted(_chapters("guide", "guides"), key=lambda each: (each.order, each.key)))


@functools.cache
def rules() -> tuple[Chapter, ...]:
    """The rules by name."""
    return _chapters("rule", "rules")


def rules_by_group() -> Mapping[str, tuple[Chapter, ...]]:
    """The rules of each group, both in alphabetical order."""
    groups: dict[str, list[Chapter]] = {}
    for rule in rules():
        groups.setdefault(rule.group, []).append(rule)
    return {group: tuple(groups[group]) for group in sorted(groups)}


def _chapters(kind: str, folder: str) -> tuple[Chapter, ...]:
    return tuple(_chapter(kind, path) for path in sorted((_FOLDER / folder).glob("*.md")))


def _chapter(kind: str, path: Path) -> Chapter:
    _, head, text = path.read_text(encoding="utf-8").split(_BORDER, 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    place = f"{path.parent.name}/{path.name}"
    return Chapter(
        kind=kind,
        key=path.stem,
        title=fields["title"],
        summary=fields["summary"],
        text=text,
        position=Position(place, head.count("\n") + 3),
        order=int(fields.get("order", "0")),
        group=fields.get("group", ""),
    )
