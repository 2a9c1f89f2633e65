"""Which path holds which record: the tree of the content contract as one table."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from generator.config import ContentConfig, SiteConfig, Waiver
from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading.words import nearest
from generator.records.base import Structure
from generator.records.elsewhere import External, Redirect, Tombstone, Version
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    FrameworkPage,
    GlossaryTerm,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.organizations import Organization
from generator.records.profiles import Profile, ProfilePage
from generator.records.scenarios import Scenario
from generator.records.sessions import Amendment, Keywords, System, TestingSession
from generator.records.statements import IntegrationStatement

UNEXPECTED_FILE = Rule(
    name="unexpected-file",
    severity=Severity.WARNING,
    summary="Every file stands where the content contract has a place for it.",
)
RULES = (UNEXPECTED_FILE,)

CONFIG_PATH: Final = "site_config.yml"
WAIVERS_PATH: Final = "waivers.yml"
_ANY_FOLDERS = "**"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A sort of content file: where it stands below its content folder, and what it holds.

    `folder` is the field of `ContentConfig` that names the content folder, "" for the root.
    A `*` in `path` stands for one name, `**` for any number of folders. `agreeing` are the fields
    that must agree with the path: field -> the index in the path of the name that bears it.
    """

    name: str
    folder: str
    path: tuple[str, ...]
    type: type[Structure]
    is_list: bool = False
    agreeing: Mapping[str, int]

    @property
    def has_body(self) -> bool:
        """Whether the file is Markdown with the record in its front matter."""
        return self.path[-1].endswith(".md")


def _kind(
    name: str, folder: str, path: str, type: type[Structure], is_list: bool = False, **agreeing: int
) -> FileKind:
    parts = tuple(path.split("/"))
    return FileKind(name=name, folder=folder, path=parts, type=type, is_list=is_list, agreeing=agreeing)


CONFIG_KIND = _kind("site-config", "", CONFIG_PATH, SiteConfig)
FILE_KINDS = (
    CONFIG_KIND,
    _kind("waivers", "", WAIVERS_PATH, Waiver, is_list=True),
    _kind("domains", "framework", "domains.yml", Domain, is_list=True),
    _kind("glossary", "framework", "glossary.yml", GlossaryTerm, is_list=True),
    _kind("standards", "framework", "standards.yml", Standard, is_list=True),
    _kind("external", "framework", "external.yml", External, is_list=True),
    _kind("redirects", "framework", "redirects.yml", Redirect, is_list=True),
    _kind("tombstones", "framework", "tombstones.yml", Tombstone, is_list=True),
    _kind("versions", "framework", "versions.yml", Version, is_list=True),
    _kind("framework-page", "framework", "pages/**/*.md", FrameworkPage),
    _kind("actors", "framework", "*/actors.yml", Actor, is_list=True),
    _kind("transaction", "framework", "*/transactions/*.md", Transaction, key=-1),
    _kind("content-module", "framework", "*/content-modules/*.md", ContentModule, key=-1),
    _kind(
        "national-extension",
        "framework",
        "*/national-extensions/*.yml",
        NationalExtension,
        country=-1,
        domain=0,
    ),
    _kind("supplement", "framework", "*/supplements/*.md", Supplement, key=-1, domain=0),
    _kind("change-proposal", "framework", "*/change-proposals/*.md", ChangeProposal, key=-1),
    _kind("profile", "profiles", "*/*/profile.yml", Profile, key=1, domain=0),
    _kind("scenario", "profiles", "*/*/scenarios/*.yml", Scenario, key=-1),
    _kind("profile-page", "profiles", "*/*/**/*.md", ProfilePage),
    _kind("organizations", "results", "organizations.yml", Organization, is_list=True),
    _kind("session", "results", "*/session.yml", TestingSession, key=0),
    _kind("systems", "results", "*/systems.yml", System, is_list=True),
    _kind("keywords", "results", "*/keywords.yml", Keywords),
    _kind("amendments", "results", "*/amendments.yml", Amendment, is_list=True),
    _kind("statement", "results", "statements/*/*.yml", IntegrationStatement, key=-1, organization=1),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_YAML = (".yml", ".yaml")
_BACKUPS = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp")
_READ_ME = "readme.md"
_FEATURES = ("*", "*", "scenarios", "*.feature")


class Place(NamedTuple):
    """A file of a known kind: `parts` are the names of its path below the content folder."""

    path: str
    kind: FileKind
    parts: tuple[str, ...]

    def name_at(self, index: int) -> str:
        """A folder's name of the path, or the file's without its ending."""
        return self.parts[index].rpartition(".")[0] if index == -1 else self.parts[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """The paths of a root by what they are.

    `places`: files of records. `files`: all others that texts may name; of them, `features` are scenarios in
    Gherkin. `exports`: what lies in a session's `exports/`. `strays`: files among the results that have no
    place there.
    """

    places: tuple[Place, ...]
    files: tuple[str, ...]
    features: tuple[str, ...]
    exports: tuple[str, ...]
    strays: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def sort_paths(paths: Iterable[str], content: ContentConfig) -> Sorting:
    """What each path below the content folders is."""
    places: list[Place] = []
    files: list[str] = []
    exports: list[str] = []
    strays: list[str] = []
    diagnostics: list[Diagnostic] = []
    for path in paths:
        folder, parts = _below_folder(path, content)
        kind = _kind_of(folder, parts)
        if kind:
            places.append(Place(path, kind, parts))
        elif folder == "results" and _is_export(parts):
            exports.append(path)
        elif folder != "results" and _is_other_file(folder, parts):
            files.append(path)
        elif not _is_passed_over(parts):
            diagnostics.append(_unexpected(path, folder, parts))
            strays += [path] if folder == "results" else []
    return Sorting(
        places=tuple(places),
        files=tuple(files),
        features=tuple(path for path in files if _is_feature(*_below_folder(path, content))),
        exports=tuple(exports),
        strays=tuple(strays),
        diagnostics=tuple(diagnostics),
    )


def _below_folder(path: str, content: ContentConfig) -> tuple[str, tuple[str, ...]]:
    for name in ("framework", "profiles", "results"):
        folder = getattr(content, name)
        if path.startswith(f"{folder}/"):
            return name, tuple(path[len(folder) + 1 :].split("/"))
    return "", tuple(path.split("/"))


@functools.cache
def _kinds_in(folder: str) -> tuple[FileKind, ...]:
    return tuple(kind for kind in FILE_KINDS if kind.folder == folder)


def _kind_of(folder: str, parts: tuple[str, ...]) -> FileKind | None:
    if parts[-1].lower() == _READ_ME and len(parts) == 1:
        return None
    return next((kind for kind in _kinds_in(folder) if _matches(parts, kind.path)), None)


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if _ANY_FOLDERS in pattern:
        index = pattern.index(_ANY_FOLDERS)
        folders = max(len(parts) - len(pattern) + 1, 0)
        pattern = (*pattern[:index], *("*",) * folders, *pattern[index + 1 :])
    return len(parts) == len(pattern) and all(
        each == "*" or each == name or (each[0] == "*" and fnmatchcase(name, each))
        for name, each in zip(parts, pattern, strict=True)
    )


def _is_export(parts: tuple[str, ...]) -> bool:
    return len(parts) > 2 and parts[1] == "exports" and parts[-1].lower() != _READ_ME


def _is_other_file(folder: str, parts: tuple[str, ...]) -> bool:
    """Whether texts may name it: a picture anywhere, any file beside a profile's or framework's texts."""
    name = parts[-1].lower()
    if name.endswith(_BACKUPS):
        return False
    if name.endswith(_PICTURES):
        return True
    if name.endswith((".md", *_YAML)):
        return folder == "profiles" and len(parts) > 3 and parts[2] != "scenarios" and name.endswith(_YAML)
    return len(parts) > 2


def _is_feature(folder: str, parts: tuple[str, ...]) -> bool:
    return folder == "profiles" and _matches(parts, _FEATURES)


def _is_passed_over(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower() == _READ_ME


def _unexpected(path: str, folder: str, parts: tuple[str, ...]) -> Diagnostic:
    name = parts[-1]
    if name.lower().endswith(_BACKUPS):
        hint = "it looks like an editor's backup; delete it"
    elif name.lower().endswith(".yaml"):
        hint = f"rename it to {name[:-5]}.yml"
    else:
        near = nearest(name, _expected_names(folder, parts))
        hint = f"did you mean {near}?" if near else "move it to where its sort of file belongs, or delete it"
    return UNEXPECTED_FILE.at(
        Position(path), "no sort of content has its place here, so it is not read", hint
    )


def _expected_names(folder: str, parts: tuple[str, ...]) -> list[str]:
    return [
        kind.path[-1]
        for kind in _kinds_in(folder)
        if len(kind.path) == len(parts) and "*" not in kind.path[-1]
    ]
