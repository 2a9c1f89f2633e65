"""Pictures of the drawings in texts, each made when a page that shows it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.rendering.plantuml import pictures


class Drawings(Mapping[str, str]):
    """SVG by source. A program draws; what it cannot draw is not there, and is not tried again."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._made: dict[str, str | None] = {}

    def __getitem__(self, source: str) -> str:
        if source not in self._made:
            self._made[source] = pictures([source], self._program).get(source)
        found = self._made[source]
        if found is None:
            raise KeyError(source)
        return found

    def __iter__(self) -> Iterator[str]:
        return (source for source, found in self._made.items() if found is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """It may always have one more."""
        return True
