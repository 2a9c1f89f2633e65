"""Reads a guide's folder: text and pictures as they lie, no links followed, nothing too large."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.pictures import PICTURES, fault_of
from generator.importers.ihe_ig.settings import Value, read_settings
from generator.importers.ihe_ig.unseen import without_unseen

LARGEST_TEXT = 1_000_000
LARGEST_PICTURE = 5_000_000
LONGEST_LINE = 60_000
MOST_FILES = 2_000
DEEPEST_FOLDER = 4
_NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- $()+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A guide's source: its settings, and its files by name; `folder` is what the report calls it."""

    folder: str
    settings: dict[str, Value]
    pages: Mapping[str, str]
    page_folder: str
    fragments: Mapping[str, str]
    statements: Mapping[str, str]
    drawings: Mapping[str, str]
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of a guide: where it is, and its name as the report shows it."""

    path: Path
    shown: str


def read_guide(folder: Path, report: Report) -> Guide | None:
    """The guide in `folder`, its parts right there or below `input`; None if it is no guide."""
    name = folder.name or "guide"
    if not folder.is_dir():
        report.add(name, 1, str(name), "no such folder")
        return None
    settings_file = _Folder(folder, name)
    raw = _read(settings_file, "sushi-config.yaml", LARGEST_TEXT, report)
    pages = _place(folder, name, "pagecontent")
    if raw is None and not pages.path.is_dir():
        report.add(name, 1, name, "neither sushi-config.yaml nor pagecontent is in this folder")
        return None
    shown = f"{name}/sushi-config.yaml"
    return Guide(
        folder=name,
        settings=read_settings(decode(raw or b"", shown, report), shown, report),
        pages=_texts(pages, (".md",), report, is_complete=True),
        page_folder=pages.shown,
        fragments=_texts(_place(folder, name, "includes"), (".md",), report),
        statements=_deep_texts(_place(folder, name, "fsh"), ".fsh", report),
        drawings=_texts(_place(folder, name, "images-source"), (".plantuml", ".puml"), report),
        pictures=_pictures(_place(folder, name, "images"), report),
    )


def decode(raw: bytes, file: str, report: Report) -> str:
    """The text of a file: UTF-8, lines ended by line feeds, without control characters."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        report.add(file, raw.count(b"\n", 0, mistake.start) + 1, "bytes", "not UTF-8; they are replaced")
        text = raw.decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x85", "\n")
    clean = without_unseen(text)
    if len(clean) != len(text):
        report.add(file, 1, "control or direction-changing characters", "they are taken out")
    return _cut(clean, file, report)


def _cut(text: str, file: str, report: Report) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            report.add(file, number + 1, "a line", f"longer than {LONGEST_LINE} characters; its end is cut")
            lines[number] = line[:LONGEST_LINE]
    return "\n".join(lines)


def _place(folder: Path, name: str, part: str) -> _Folder:
    inner = folder / "input" / part
    if not (folder / part).is_dir() and inner.is_dir() and not (folder / "input").is_symlink():
        return _Folder(inner, f"{name}/input/{part}")
    return _Folder(folder / part, f"{name}/{part}")


def _texts(
    folder: _Folder, endings: tuple[str, ...], report: Report, is_complete: bool = False
) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in _names(folder, report):
        shown = f"{folder.shown}/{name}"
        if not name.lower().endswith(endings):
            if is_complete:
                report.add(shown, 1, name, "only Markdown pages are imported")
            continue
        raw = _read(folder, name, LARGEST_TEXT, report)
        if raw is not None:
            texts[_free_name(name, texts, shown, report)] = decode(raw, shown, report)
    return texts


def _free_name(name: str, taken: Iterable[str], shown: str, report: Report) -> str:
    """The name of a file, or another where one stands already that differs in its case alone."""
    lowered = {other.lower() for other in taken}
    stem, dot, ending = name.rpartition(".")
    names = (name, *(f"{stem}-{number}{dot}{ending}" for number in range(2, MOST_FILES)))
    free = next((each for each in names if each.lower() not in lowered), name)
    if free != name:
        report.add(shown, 1, name, f"another file has this name in other letters; this one is called {free}")
    return free


def _deep_texts(folder: _Folder, ending: str, report: Report, depth: int = 0) -> dict[str, str]:
    texts = {f"{folder.shown}/{name}": text for name, text in _texts(folder, (ending,), report).items()}
    if depth < DEEPEST_FOLDER:
        for name in _subfolders(folder):
            inner = _Folder(folder.path / name, f"{folder.shown}/{name}")
            texts.update(_deep_texts(inner, ending, report, depth + 1))
    return texts


def _pictures(folder: _Folder, report: Report) -> dict[str, bytes]:
    pictures: dict[str, bytes] = {}
    for name in _names(folder, report):
        if not name.lower().endswith(PICTURES):
            continue
        raw = _read(folder, name, LARGEST_PICTURE, report)
        if raw is None:
            continue
        fault = fault_of(name, raw)
        if fault:
            report.add(f"{folder.shown}/{name}", 1, name, f"{fault}, so it is not copied")
            continue
        pictures[_free_name(name, pictures, f"{folder.shown}/{name}", report)] = raw
    return pictures


def _names(folder: _Folder, report: Report) -> Iterator[str]:
    """Names of the plain files of a folder, in order; links and other special files are refused."""
    try:
        entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
    except OSError:
        return
    if folder.path.is_symlink():
        report.add(folder.shown, 1, folder.shown, "a link out of the guide is not followed")
        return
    for entry in entries[:MOST_FILES]:
        name = entry.name
        if entry.is_symlink() or not set(name) <= _NAME_LETTERS or name.startswith("."):
            report.add(folder.shown, 1, ascii(name), "a link or a name that a content file may not have")
        elif entry.is_file(follow_symlinks=False):
            yield name
    if len(entries) > MOST_FILES:
        report.add(folder.shown, 1, folder.shown, f"more than {MOST_FILES} files; the rest is not read")


def _subfolders(folder: _Folder) -> list[str]:
    if folder.path.is_symlink():
        return []
    try:
        entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
    except OSError:
        return []
    plain = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    return [name for name in plain if set(name) <= _NAME_LETTERS and not name.startswith(".")][:MOST_FILES]


def _read(folder: _Folder, name: str, largest: int, report: Report) -> bytes | None:
    """The bytes of a plain file of at most `largest` bytes; otherwise a note, and None."""
    path = folder.path / name
    shown = f"{folder.shown}/{name}"
    try:
        facts = os.lstat(path)
        if not stat.S_ISREG(facts.st_mode):
            report.add(shown, 1, name, "not a plain file, so it is not read")
            return None
        if facts.st_size > largest:
            report.add(shown, 1, name, f"larger than {largest} bytes, so it is not read")
            return None
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as mistake:
        report.add(shown, 1, name, f"cannot be read: {mistake.strerror}")
        return None
