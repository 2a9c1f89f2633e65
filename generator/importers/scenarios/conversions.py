"""Foreign test descriptions become files of a profile: one YAML file a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic
from generator.importers.ihe_ig.notes import Note, Report
from generator.importers.scenarios import sdpi_asciidoc, sdpi_json
from generator.importers.scenarios.book import book
from generator.importers.scenarios.conversion import Converted, Foreign
from generator.importers.scenarios.features import scenarios
from generator.importers.scenarios.findings import SYNTAX, Findings
from generator.importers.scenarios.gherkin import Block, parse
from generator.importers.scenarios.scenario_file import scenario_text
from generator.importers.scenarios.sources import Keys, fences
from generator.importers.scenarios.steps import Setting
from generator.importers.scenarios.texts import Parse
from generator.records.base import Record
from generator.records.elsewhere import External
from generator.records.profiles import Profile

Source = tuple[str, str]
"""The name of a foreign file, and its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """Files by their path below the profile's folder, what was left out, and what is wrong."""

    files: Mapping[str, str]
    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]


def convert(
    sources: Sequence[Source],
    profile: Profile,
    records: Iterable[Record],
    externals: Iterable[External],
    parse_text: Parse,
) -> Conversion:
    """What these files become for `profile`; the ending of a file's name says how it is written."""
    known = replace(book(records, externals), scenarios={})
    findings, report = Findings(), Report()
    keys = Keys(known, findings)
    files: dict[str, str] = {}
    for file, text in sources:
        foreign = Foreign(file, text, profile, known, parse_text, findings, report)
        convert_file = CONVERTERS.get(file.rpartition(".")[2].lower())
        if convert_file is None:
            foreign.note(1, "the file", f"only {', '.join(f'.{each}' for each in CONVERTERS)} are read")
            continue
        converted = convert_file(foreign)
        if not converted.scenarios and not converted.texts:
            foreign.note(1, "the file", "it holds no scenario")
        for unkeyed in converted.scenarios:
            scenario = keys.keyed(unkeyed, profile)
            if scenario is not None:
                files[f"scenarios/{scenario.key.lower()}.yml"] = scenario_text(scenario)
        files |= converted.texts
    return Conversion(files=files, notes=report.notes, diagnostics=tuple(findings.diagnostics))


def _gherkin(foreign: Foreign) -> Converted:
    title = foreign.file.rpartition("/")[2].rpartition(".")[0].replace("-", " ")
    return _of_blocks([Block(text=foreign.text, position=foreign.place(1), title=title)], foreign)


def _markdown(foreign: Foreign) -> Converted:
    start = foreign.place(1)
    title = foreign.file.rpartition("/")[2].rpartition(".")[0]
    return _of_blocks(list(fences(foreign.parse(foreign.text, start).tokens, start, title)), foreign)


def _of_blocks(blocks: Iterable[Block], foreign: Foreign) -> Converted:
    setting = Setting(foreign.profile, foreign.book, foreign.parse, foreign.findings)
    parsed = [parse(block, foreign.findings, SYNTAX) for block in blocks]
    return Converted(
        scenarios=tuple(each for one in parsed if one is not None for each in scenarios(one, setting))
    )


CONVERTERS: Mapping[str, Callable[[Foreign], Converted]] = {
    "feature": _gherkin,
    "md": _markdown,
    "json": sdpi_json.convert,
    "adoc": sdpi_asciidoc.convert,
}
