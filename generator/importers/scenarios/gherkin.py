"""Gherkin becomes a feature with the places of its parts; bare steps are a feature of one scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gherkin.dialect import Dialect
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.parser_types import Feature, Location

from generator.diagnostics import Position, Rule
from generator.importers.scenarios.findings import MOST_LINES, OVERSIZED, Findings

_LANGUAGE = re.compile(r"[ \t]*#[ \t]*language[ \t]*:[ \t]*([A-Za-z_-]+)[ \t]*")
_WHERE = re.compile(r"\A\([0-9]+:[0-9]+\): ")
_EXPECTED = re.compile(r"expected: (?P<tokens>[#A-Za-z, ]+), got (?P<found>.*)\Z", re.DOTALL)
_TOKENS = {
    "#FeatureLine": "Feature:",
    "#BackgroundLine": "Background:",
    "#ScenarioLine": "Scenario:",
    "#RuleLine": "Rule:",
    "#ExamplesLine": "Examples:",
    "#StepLine": "a step",
    "#TagLine": "a tag",
    "#TableRow": "a row of a table",
    "#DocStringSeparator": "a text between two lines of quotes",
}
_LONGEST_FOUND = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of Gherkin in a content file: its lines, and where the first of them stands.

    `title` names the scenario where the block holds bare steps.
    """

    text: str
    position: Position
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A feature and the lines of its file: the numbers in its locations are those of `lines`.

    `origins`: for each line of the parsed text, which line of the block it was; 0 where it was added.
    """

    feature: Feature
    block: Block
    lines: tuple[str, ...]
    origins: tuple[int, ...]

    def is_written(self, location: Location) -> bool:
        """Whether the line of a location stands in the content file, and was not added."""
        return self.origins[location["line"] - 1] > 0

    def place(self, location: Location, offset: int = 0) -> Position:
        """The position of a location in the content file."""
        return _position(self.block, self.origins, location, offset)

    def place_of(self, location: Location, text: str) -> Position:
        """The position of `text`, which stands in the line of a keyword."""
        line = self.lines[location["line"] - 1] if location["line"] <= len(self.lines) else ""
        start = location.get("column", 1) - 1
        found = line.find(text.split("\n", 1)[0], start) if text else -1
        return self.place(location, max(found - start, 0))


def parse(block: Block, findings: Findings, rule: Rule) -> Parsed | None:
    """The feature that a block holds; None if it holds none, which `rule` then says."""
    if block.text.count("\n") >= MOST_LINES:
        message = f"there are more than {MOST_LINES:,} lines of Gherkin"
        findings.report(OVERSIZED, block.position, message, "split it")
        return None
    numbered = _completed(block)
    lines = tuple(line for line, _ in numbered)
    origins = tuple(origin for _, origin in numbered)
    try:
        document = Parser().parse("\n".join(lines))
    except CompositeParserException as error:
        for each in error.errors:
            _report(each, block, origins, findings, rule)
        return None
    except ParserException as error:
        _report(error, block, origins, findings, rule)
        return None
    feature: Feature | None = document.get("feature")
    if feature is None:
        findings.report(rule, block.position, "there is no feature and no step", "write one, or remove this")
        return None
    return Parsed(feature=feature, block=block, lines=lines, origins=origins)


def _completed(block: Block) -> list[tuple[str, int]]:
    """The lines with their numbers, and the lines `Feature:` and `Scenario:` where these are left out."""
    numbered = [(line, number) for number, line in enumerate(block.text.split("\n"), start=1)]
    dialect, first = _dialect(numbered)
    if dialect is None or first is None:
        return numbered
    words = numbered[first][0].strip()
    if words.startswith(_titles(dialect.feature_keywords)):
        return numbered
    title = " ".join(block.title.split())
    is_step = words.startswith(tuple(_step_keywords(dialect)))
    if is_step:
        numbered.insert(first, (f"{dialect.scenario_keywords[0]}: {title}", 0))
    elif not words.startswith(_titles(_parts(dialect))):
        return numbered
    head = 1 if _LANGUAGE.fullmatch(numbered[0][0]) else 0
    numbered.insert(head, (f"{dialect.feature_keywords[0]}: {title}", 0))
    return numbered


def _dialect(numbered: Sequence[tuple[str, int]]) -> tuple[Dialect | None, int | None]:
    """The language of the lines, and the index of the first that is no tag, comment or blank."""
    language = _LANGUAGE.fullmatch(numbered[0][0])
    dialect = Dialect.for_name(language[1] if language else "en")
    for index, (line, _) in enumerate(numbered):
        if line.strip() and line.strip()[0] not in "#@":
            return dialect, index
    return dialect, None


def _titles(keywords: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{keyword}:" for keyword in keywords)


def _parts(dialect: Dialect) -> list[str]:
    spec = dialect.spec
    return [*spec["rule"], *spec["background"], *spec["scenario"], *spec["scenarioOutline"]]


def _step_keywords(dialect: Dialect) -> list[str]:
    spec = dialect.spec
    return [*spec["given"], *spec["when"], *spec["then"], *spec["and"], *spec["but"]]


def _position(block: Block, origins: Sequence[int], location: Location, offset: int) -> Position:
    number = origins[location["line"] - 1] if location["line"] <= len(origins) else max(origins)
    start = block.position
    if not number:
        return start
    return Position(
        start.path, start.line + number - 1, start.column + location.get("column", 1) - 1 + offset
    )


def _report(
    error: ParserException, block: Block, origins: Sequence[int], findings: Findings, rule: Rule
) -> None:
    message = _WHERE.sub("", str(error))
    expected = _EXPECTED.match(message)
    hint = ""
    if expected:
        names = [_TOKENS[name] for name in expected["tokens"].split(", ") if name in _TOKENS]
        found = expected["found"].strip("'")
        quoted = found if len(found) <= _LONGEST_FOUND else f"{found[: _LONGEST_FOUND - 1]}…"
        message = f"`{quoted}` cannot stand here" if quoted else "something is missing here"
        hint = f"here may stand {', '.join(names)}" if names else ""
    findings.report(rule, _position(block, origins, error.location, 0), message, hint)
