"""What a drawing in PlantUML names: the links in it, and the files that it would include."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGES = ("plantuml", "puml")
_INCLUDES = ("!include", "!import")
_COMMENT = "'"


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link of a drawing: its line and where its brackets begin and end there, its destination and label."""

    line: int
    start: int
    end: int
    destination: str
    label: str


def is_drawing(info: str) -> bool:
    """Whether a fence with this info string holds a drawing."""
    words = info.split()
    return bool(words) and words[0].lower() in LANGUAGES


def links_in(source: str) -> Iterator[WrittenLink]:
    """Every link of a drawing, as in `[[transaction:ITI-65 Provide Document Bundle]]`, in order."""
    for number, line in enumerate(source.split("\n")):
        if line.lstrip().startswith(_COMMENT):
            continue
        start = line.find("[[")
        while start >= 0:
            close = line.find("]]", start)
            if close < 0:
                break
            destination, label = _parted(line[start + 2 : close])
            if destination:
                yield WrittenLink(number, start, close + 2, destination, label)
            start = line.find("[[", close + 2)


def includes_in(source: str) -> Iterator[tuple[int, str]]:
    """Every line of a drawing that asks for another file, with its number."""
    for number, line in enumerate(source.split("\n")):
        if line.lstrip().lower().startswith(_INCLUDES):
            yield number, line.strip()


def _parted(inner: str) -> tuple[str, str]:
    """Destination and label of a link; what stands in braces between them is a note for the mouse."""
    text = inner.strip()
    if text.startswith('"'):
        destination, _, rest = text[1:].partition('"')
    else:
        end = next((place for place, letter in enumerate(text) if letter in " \t{"), len(text))
        destination, rest = text[:end], text[end:]
    rest = rest.strip()
    if rest.startswith("{"):
        rest = rest.partition("}")[2].strip()
    return destination, rest or destination
