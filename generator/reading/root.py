"""A whole root, read: its configuration, its records, its files, and everything that is wrong with them."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.config import ContentConfig, SiteConfig, Waiver
from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading.decode import decode
from generator.reading.entries import Entries, read_entries
from generator.reading.files import read_bytes, read_text, walk
from generator.reading.layout import CONFIG_KIND, CONFIG_PATH, WAIVERS_PATH, Place, Sorting, sort_paths
from generator.reading.memory import Remembered, outcomes_of
from generator.reading.pictures import picture_faults
from generator.reading.sheet import Sheet
from generator.reading.words import folded
from generator.reading.yaml_tree import MappingNode, compose
from generator.records.base import Record, RecordId, Structure
from generator.records.elsewhere import External, Redirect, Tombstone, Version
from generator.records.organizations import Organization
from generator.records.scenarios import Scenario, test_data_path
from generator.records.sessions import Amendment, Keywords, System

MISSING_CONFIG = Rule(
    name="missing-config",
    severity=Severity.ERROR,
    summary="A root has a site_config.yml.",
    is_fixed=True,
)
WRONG_FOLDER = Rule(
    name="wrong-folder",
    severity=Severity.ERROR,
    summary="The content folders of the configuration exist and lie apart.",
    is_fixed=True,
)
DUPLICATE_KEY = Rule(
    name="duplicate-key",
    severity=Severity.ERROR,
    summary="A key names one record of its kind, whatever its case.",
    is_fixed=True,
)
RULES = (MISSING_CONFIG, WRONG_FOLDER, DUPLICATE_KEY)

_DISCREET_KINDS = frozenset({Organization.kind, System.kind})
_MANY_OBJECTS = 200_000
_FOLDERS = ("framework", "profiles", "results")
S = TypeVar("S", bound=Structure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that a root holds, as far as it can be read.

    `records`: in the order of their paths, each key once in its kind. `files`: paths of pictures and
    other files that texts may name. `exports`: files of the sessions' `exports/`. `strays`: files among the
    results that have no place there. `features`: path -> text of every file of Gherkin that holds scenarios.
    `digests`: path -> SHA-256 of every file that a scenario names as test data. `sources`: path -> text of
    every file that was read. `unread`: ids of records that exist but have mistakes, so that references to
    them are not called unknown. `remembered`: what the next reading need not read again, by path.
    """

    config: SiteConfig | None = None
    records: tuple[Record, ...] = ()
    externals: tuple[External, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    versions: tuple[Version, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    keywords: tuple[Keywords, ...] = ()
    exports: frozenset[str] = frozenset()
    strays: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    features: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[RecordId] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    remembered: Mapping[str, Remembered] = field(default_factory=dict, compare=False, repr=False)


@contextmanager
def _uncollected(*, is_first: bool) -> Iterator[None]:
    """Spares what is made meanwhile from garbage collection: all of it is kept.

    With thousands of files, searching their records for garbage again and again costs a third of the
    time, so very many are set aside for later stages too, until the next first reading of a root.
    """
    if is_first and gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY_OBJECTS:
            gc.freeze()
        if was_enabled:
            gc.enable()


def read(root: Path, before: Mapping[str, Remembered] | None = None) -> Reading:
    """The content of the folder `root`; nothing in it makes this fail.

    `before` is what an earlier reading of it remembers: files that did not change are not read again.
    """
    with _uncollected(is_first=before is None):
        return _read(root, before or {})


def content_folders(root: Path) -> tuple[str, ...]:
    """The folders of a root that hold content, as its configuration names them."""
    content = _read_config(root)[1] if os.path.lexists(root / CONFIG_PATH) else None
    return tuple(getattr(content or ContentConfig(position=Position(CONFIG_PATH)), name) for name in _FOLDERS)


def _read(root: Path, before: Mapping[str, Remembered]) -> Reading:
    if not os.path.lexists(root / CONFIG_PATH):
        message = "there is no site_config.yml, so this folder is no root of content"
        hint = "write one with site.name, site.url and publication.source; `--root` names another folder"
        return Reading(diagnostics=(MISSING_CONFIG.at(Position(CONFIG_PATH), message, hint),))
    config, content, sources, findings = _read_config(root)
    names = [name for name in _FOLDERS if not _is_wrong_folder(root, content, name, findings)]
    sorting = _sort(root, content, names, findings)
    entries: list[Entries] = []
    outcomes = outcomes_of(root, sorting.places, before)
    features = _read_features(root, sorting, findings)
    for path, outcome in outcomes.items():
        if isinstance(outcome, Diagnostic):
            findings.append(outcome)
        else:
            sources[path] = outcome.text
            entries.append(outcome.entries)
    findings.extend(picture_faults(root, sorting.files))
    reading = _gathered(config, sorting, entries, sources, findings)
    remembered = {path: each for path, each in outcomes.items() if isinstance(each, Remembered)}
    return replace(reading, features=features, digests=_digests(root, reading), remembered=remembered)


def _read_features(root: Path, sorting: Sorting, findings: list[Diagnostic]) -> Mapping[str, str]:
    texts = {path: read_text(root, path) for path in sorting.features}
    findings.extend(text for text in texts.values() if isinstance(text, Diagnostic))
    return {path: text for path, text in texts.items() if isinstance(text, str)}


def _digests(root: Path, reading: Reading) -> Mapping[str, str]:
    named = {
        test_data_path(record, each.file)
        for record in reading.records
        if isinstance(record, Scenario)
        for each in record.test_data
        if each.file is not None
    }
    contents = {path: read_bytes(root, path) for path in sorted(named & reading.files)}
    return {
        path: hashlib.sha256(content).hexdigest()
        for path, content in contents.items()
        if isinstance(content, bytes)
    }


def _read_config(root: Path) -> tuple[SiteConfig | None, ContentConfig, dict[str, str], list[Diagnostic]]:
    """The configuration, and the content folders even where the rest of it has mistakes."""
    default = ContentConfig(position=Position(CONFIG_PATH))
    text = read_text(root, CONFIG_PATH)
    if isinstance(text, Diagnostic):
        return None, default, {}, [text]
    entries = read_entries(Place(CONFIG_PATH, CONFIG_KIND, (CONFIG_PATH,)), text)
    sources, findings = {CONFIG_PATH: text}, list(entries.findings)
    for structure in entries.structures:
        if isinstance(structure, SiteConfig):
            return structure, structure.content, sources, findings
    node = compose(text, CONFIG_PATH).root
    entry = node.entries.get("content") if isinstance(node, MappingNode) else None
    unheard = Sheet(path=CONFIG_PATH)
    content = decode(ContentConfig, entry.value, unheard) if entry else None
    return None, content or default, sources, findings


def _is_wrong_folder(root: Path, content: ContentConfig, name: str, findings: list[Diagnostic]) -> bool:
    """Whether a configured folder is missing or lies in another one; folders left to default may be."""
    folder = getattr(content, name)
    for other in _FOLDERS[: _FOLDERS.index(name)]:
        other_folder = getattr(content, other)
        if f"{folder}/".startswith(f"{other_folder}/") or f"{other_folder}/".startswith(f"{folder}/"):
            message = f"the folders of {name} and {other} lie in one another"
            findings.append(WRONG_FOLDER.at(content.place_of(name), message, "give each a folder of its own"))
            return True
    if name in content.places and not os.path.isdir(root / folder):
        findings.append(WRONG_FOLDER.at(content.place_of(name), f"there is no folder {folder}"))
        return True
    return False


def _sort(root: Path, content: ContentConfig, names: Iterable[str], findings: list[Diagnostic]) -> Sorting:
    walked = walk(root, [getattr(content, name) for name in names])
    paths = (*walked.paths, *(path for path in [WAIVERS_PATH] if os.path.lexists(root / path)))
    sorting = sort_paths(sorted(paths), content)
    findings.extend((*walked.diagnostics, *sorting.diagnostics))
    return sorting


def _gathered(
    config: SiteConfig | None,
    sorting: Sorting,
    entries: list[Entries],
    sources: Mapping[str, str],
    findings: list[Diagnostic],
) -> Reading:
    structures = [structure for each in entries for structure in each.structures]
    findings.extend(finding for each in entries for finding in each.findings)
    unique = list(_without_duplicates(structures, findings))
    return Reading(
        config=config,
        records=_of(unique, Record),
        externals=_of(unique, External),
        tombstones=_of(unique, Tombstone),
        redirects=_of(unique, Redirect),
        versions=_of(unique, Version),
        waivers=_of(unique, Waiver),
        amendments=_of(unique, Amendment),
        keywords=_of(unique, Keywords),
        exports=frozenset(sorting.exports),
        strays=frozenset(sorting.strays),
        files=frozenset(sorting.files),
        sources=sources,
        unread=frozenset(id for each in entries for id in each.unread),
        diagnostics=tuple(sorted(findings, key=lambda finding: finding.position)),
    )


def _of(structures: Iterable[Structure], kind: type[S]) -> tuple[S, ...]:
    return tuple(structure for structure in structures if isinstance(structure, kind))


def _without_duplicates(structures: Iterable[Structure], findings: list[Diagnostic]) -> Iterator[Structure]:
    """The structures without those whose key another one before them has; these are reported."""
    first_by_name: dict[tuple[str, str, str], Structure] = {}
    for structure in structures:
        name = _unique_name(structure)
        first = first_by_name.setdefault(name, structure) if name else structure
        if first is structure:
            yield structure
            continue
        place, first_place = _place_of_key(structure), _place_of_key(first)
        is_discreet = isinstance(structure, Record) and structure.kind in _DISCREET_KINDS
        word = "this key" if is_discreet or not name else f"`{name[2]}`"
        message = (
            f"{word} is already the {'address' if isinstance(structure, Redirect) else 'key'} of another"
        )
        findings.append(DUPLICATE_KEY.at(place, message, f"the first is at {first_place}"))


def _unique_name(structure: Structure) -> tuple[str, str, str] | None:
    if isinstance(structure, Record):
        return "record", structure.kind, folded(structure.key)
    if isinstance(structure, External | Tombstone):
        return type(structure).__name__, structure.kind.value, folded(structure.key)
    if isinstance(structure, Version):
        return "version", "", folded(structure.label)
    if isinstance(structure, Redirect):
        return "redirect", "", folded(structure.from_)
    return None


def _place_of_key(structure: Structure) -> Position:
    for name in ("key", "from_", "term"):
        if name in structure.places:
            return structure.places[name]
    return structure.position
