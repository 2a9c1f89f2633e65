"""Scenarios that a root holds in other forms than YAML: .feature files, and Gherkin blocks in its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markdown_it.token import Token

from generator.diagnostics import Diagnostic, Position
from generator.importers.ihe_ig.identity import slug
from generator.importers.scenarios.book import Book, book
from generator.importers.scenarios.features import Unkeyed, scenarios
from generator.importers.scenarios.findings import FENCE, SCENARIO_KEY, SYNTAX, Findings
from generator.importers.scenarios.gherkin import Block, parse
from generator.importers.scenarios.steps import Setting
from generator.importers.scenarios.texts import Parse
from generator.records.base import KEY_FORM, Record
from generator.records.elsewhere import External
from generator.records.profiles import Profile, ProfilePage
from generator.records.scenarios import Scenario

LANGUAGES = frozenset({"gherkin", "feature"})
"""The words behind a fence that make a block of text scenarios."""

_BLOCK = re.compile(rf"(?:`{{3}}|~{{3}})[`~]*\s*(?:{'|'.join(sorted(LANGUAGES))})", re.IGNORECASE)
_SECTION = re.compile(r"\A(?:[1-4]:)?[0-9A-Z]+(?:\.[0-9A-Za-z]+)+\.?\s+|\A[1-4]:[0-9]+\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The scenarios of a root's sources, each with a key of its own, and what is wrong with the sources."""

    scenarios: tuple[Scenario, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(
    records: Iterable[Record],
    externals: Iterable[External],
    features: Mapping[str, str],
    parse_text: Parse,
) -> Found:
    """The scenarios of `features` (path -> text) and of the profiles' texts, in the order of their paths."""
    kept = list(records)
    known = book(kept, externals)
    findings = Findings()
    keys = Keys(known, findings)
    sources = [*_files(features, kept), *_fences(kept, known)]
    found: list[Scenario] = []
    for block, profile, is_fence in sorted(sources, key=lambda source: source[0].position):
        setting = Setting(profile, known, parse_text, findings)
        parsed = parse(block, findings, FENCE if is_fence else SYNTAX)
        for unkeyed in scenarios(parsed, setting) if parsed is not None else ():
            keyed = keys.keyed(unkeyed, profile)
            found += [keyed] if keyed is not None else []
    return Found(scenarios=tuple(found), diagnostics=tuple(findings.diagnostics))


def _files(features: Mapping[str, str], records: Iterable[Record]) -> Iterator[tuple[Block, Profile, bool]]:
    """The .feature files of profiles that could be read."""
    folders = {
        record.position.path.rpartition("/")[0]: record for record in records if isinstance(record, Profile)
    }
    for path, text in features.items():
        profile = folders.get(path.rpartition("/scenarios/")[0])
        if profile is not None:
            title = path.rpartition("/")[2].removesuffix(".feature").replace("-", " ")
            yield Block(text=text, position=Position(path), title=title), profile, False


def _fences(records: Iterable[Record], known: Book) -> Iterator[tuple[Block, Profile, bool]]:
    for record in records:
        profile = known.profiles.get(record.profile.key.lower()) if isinstance(record, ProfilePage) else None
        if isinstance(record, ProfilePage) and profile is not None and has_blocks(record):
            for block in fences(record.body.tokens, record.body.position, record.title):
                yield block, profile, True


def has_blocks(record: Record) -> bool:
    """Whether the text of `record` may hold scenarios. Of most it is plain without a look at their tokens."""
    return isinstance(record, ProfilePage) and _BLOCK.search(record.body.text) is not None


def fences(tokens: Iterable[Token], start: Position, title: str) -> Iterator[Block]:
    """The blocks of Gherkin in a text, each named by the heading above it."""
    is_heading = False
    for token in tokens:
        if token.type == "inline" and is_heading:
            title = _SECTION.sub("", token.content.strip()) or title
        is_heading = token.type == "heading_open"
        words = token.info.lower().split()
        if token.type == "fence" and words and words[0] in LANGUAGES and token.map is not None:
            place = Position(start.path, start.line + token.map[0] + 1, start.column)
            yield Block(text=token.content.removesuffix("\n"), position=place, title=title)


class Keys:
    """Gives every scenario a key that no other has."""

    def __init__(self, known: Book, findings: Findings) -> None:
        self._written = known.scenarios
        self._taken: dict[str, Position] = {}
        self._findings = findings

    def keyed(self, unkeyed: Unkeyed, profile: Profile) -> Scenario | None:
        """The scenario with its key; None if the key that it needs is another's, which is reported."""
        scenario = unkeyed.scenario
        place = unkeyed.key.position if unkeyed.key is not None else scenario.place_of("name")
        key = unkeyed.key.key if unkeyed.key is not None else derived_key(profile, scenario.name)
        other = self._written.get(key.lower())
        first = other.position if other is not None else self._taken.get(key.lower())
        if first is not None and (other is not None or unkeyed.key is not None):
            hint = f"the other is at {first}; give this one a tag @key:"
            self._findings.report(SCENARIO_KEY, place, f"{key} is already the key of a scenario", hint)
            return None
        stem, count = key[: KEY_FORM.longest - 4], 1
        while key.lower() in self._taken or (count > 1 and key.lower() in self._written):
            count += 1
            key = f"{stem}-{count}"
        self._taken[key.lower()] = scenario.position
        return replace(scenario, key=key, places={**scenario.places, "key": place})


def derived_key(profile: Profile, name: str) -> str:
    """The key that a scenario has by its name where nothing gives it one."""
    words = slug(name) or "scenario"
    return f"{profile.key}-{words}"[: KEY_FORM.longest].strip("-.")
