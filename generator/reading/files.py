"""The files of a root: which there are, and their texts; nothing that is not a plain file is opened."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading.words import described, folded, hidden_in_name, hidden_in_text, visible

UNSAFE_FILE = Rule(
    name="unsafe-file",
    severity=Severity.ERROR,
    summary="Content is kept in plain files and folders: no symbolic links, pipes, sockets or devices.",
    is_fixed=True,
)
UNSAFE_NAME = Rule(
    name="unsafe-name",
    severity=Severity.ERROR,
    summary="A file's name works on every system and reads as what it is.",
    is_fixed=True,
)
COLLIDING_NAMES = Rule(
    name="colliding-names",
    severity=Severity.ERROR,
    summary="The names of one folder differ by more than case.",
    is_fixed=True,
)
TOO_LARGE = Rule(
    name="too-large",
    severity=Severity.ERROR,
    summary="Files, lines and folders keep to the limits of content.",
    is_fixed=True,
)
WRONG_ENCODING = Rule(
    name="wrong-encoding",
    severity=Severity.ERROR,
    summary="A text file is UTF-8.",
    is_fixed=True,
)
HIDDEN_CHARACTER = Rule(
    name="hidden-character",
    severity=Severity.ERROR,
    summary="Content holds no characters that control a terminal or turn the direction of the text.",
    is_fixed=True,
)
UNREADABLE_FILE = Rule(
    name="unreadable-file",
    severity=Severity.ERROR,
    summary="Every content file can be opened.",
    is_fixed=True,
)
RULES = (
    UNSAFE_FILE,
    UNSAFE_NAME,
    COLLIDING_NAMES,
    TOO_LARGE,
    WRONG_ENCODING,
    HIDDEN_CHARACTER,
    UNREADABLE_FILE,
)

_TEXT_SUFFIXES = (".md", ".yml", ".yaml", ".feature")
_LARGEST_TEXT = 2_000_000
_LARGEST_FILE = 10_000_000
_LONGEST_LINE = 100_000
_DEEPEST_FOLDER = 20
_MOST_FILES = 200_000
_FORBIDDEN_IN_NAMES = '\\:,*?"<>|#'
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The content files below some folders, sorted, relative to the root; and what is wrong with others."""

    paths: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def walk(root: Path, folders: Sequence[str]) -> Walk:
    """Every plain file below `folders`; names that begin with a dot are none of ours."""
    paths: list[str] = []
    diagnostics: list[Diagnostic] = []
    for folder in folders:
        for found in _below(root, folder):
            if isinstance(found, Diagnostic):
                diagnostics.append(found)
            else:
                paths.append(found)
            if len(paths) > _MOST_FILES:
                message = f"there are more than {_MOST_FILES} files; the rest is not read"
                diagnostics.append(TOO_LARGE.at(Position(folder), message))
                break
    return Walk(paths=tuple(sorted(paths)), diagnostics=tuple(diagnostics))


def _below(root: Path, folder: str) -> Iterator[str | Diagnostic]:
    wrong = wrong_way(root, folder)
    if wrong:
        yield wrong
    elif os.path.isdir(root / folder):
        yield from _walk_folder(root, folder, 1)


def wrong_way(root: Path, folder: str) -> Diagnostic | None:
    """The finding that a configured folder, or a folder on the way to it, is a link."""
    parts = folder.split("/") if folder else []
    for count in range(1, len(parts) + 1):
        path = "/".join(parts[:count])
        if os.path.islink(root / path):
            return _link_at(path)
    return None


def _walk_folder(root: Path, folder: str, depth: int) -> Iterator[str | Diagnostic]:
    try:
        with os.scandir(root / folder) as entries:
            sorted_entries = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    first_names: dict[str, str] = {}
    for entry in sorted_entries:
        if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FILES:
            continue
        path = f"{folder}/{entry.name}"
        wrong = _wrong_name(folder, entry.name) or _collision(path, first_names) or _wrong_entry(entry, path)
        if wrong:
            yield wrong
        elif not entry.is_dir(follow_symlinks=False):
            yield path
        elif depth == _DEEPEST_FOLDER:
            yield TOO_LARGE.at(Position(path), f"folders are nested deeper than {_DEEPEST_FOLDER}")
        else:
            yield from _walk_folder(root, path, depth + 1)


def _wrong_name(folder: str, name: str) -> Diagnostic | None:
    place = Position(f"{folder}/{visible(name)}")
    hidden = hidden_in_name(name)
    if hidden is not None:
        character = name[hidden]
        if "\udc80" <= character <= "\udcff":
            return UNSAFE_NAME.at(place, "the file's name is not UTF-8", "rename the file")
        return UNSAFE_NAME.at(place, f"the file's name holds {described(character)}", "rename the file")
    for character in _FORBIDDEN_IN_NAMES:
        if character in name:
            message = f"the file's name holds `{character}`"
            return UNSAFE_NAME.at(place, message, "use letters, digits, '.', '_' and '-'")
    if not name.isascii() and unicodedata.normalize("NFC", name) != name:
        message = "the file's name is spelled with separate accents (not Unicode NFC)"
        return UNSAFE_NAME.at(place, message, "type the name again, or use plain letters")
    if name[-1] in ". " or name[0] == " ":
        return UNSAFE_NAME.at(place, "the file's name begins or ends with a space, or ends with a dot")
    return None


def _collision(path: str, first_names: dict[str, str]) -> Diagnostic | None:
    name = path.rpartition("/")[2]
    first = first_names.setdefault(folded(name), name)
    if first == name:
        return None
    message = f"{visible(name)} and {visible(first)} are one name where case does not count"
    return COLLIDING_NAMES.at(Position(path), message, "rename one of the two")


def _wrong_entry(entry: os.DirEntry[str], path: str) -> Diagnostic | None:
    if entry.is_symlink():
        return _link_at(path)
    if entry.is_dir(follow_symlinks=False):
        return None
    if not entry.is_file(follow_symlinks=False):
        return _special_at(path)
    try:
        size = entry.stat(follow_symlinks=False).st_size
    except OSError as error:
        return _unreadable(path, error)
    return _too_large(path, size)


def _too_large(path: str, size: int) -> Diagnostic | None:
    largest = _LARGEST_TEXT if path.lower().endswith(_TEXT_SUFFIXES) else _LARGEST_FILE
    if size <= largest:
        return None
    message = f"the file has {size:,} bytes; the limit is {largest:,}"
    return TOO_LARGE.at(Position(path), message, "split it, or link to it elsewhere")


def _link_at(path: str) -> Diagnostic:
    hint = "replace the link by the file or folder itself"
    return UNSAFE_FILE.at(Position(path), "a symbolic link is not followed", hint)


def _special_at(path: str) -> Diagnostic:
    return UNSAFE_FILE.at(Position(path), "this is neither a file nor a folder, so it is not opened")


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return UNREADABLE_FILE.at(Position(path), f"cannot be opened: {error.strerror or 'no reason given'}")


def read_text(root: Path, path: str) -> str | Diagnostic:
    """The text of a file with `\\n` for every line end, or what is wrong with it.

    `path` is relative to `root`, and its folder is no link (see `walk` and `wrong_way`).
    """
    content = read_bytes(root, path)
    return content if isinstance(content, Diagnostic) else decode_text(content, path)


def read_bytes(root: Path, path: str, most: int | None = None) -> bytes | Diagnostic:
    """The bytes of a plain file (the first `most` of them), or what is wrong with it."""
    try:
        # O_NONBLOCK: a pipe put here after the walk is refused, not waited for
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _link_at(path)
        return _special_at(path) if error.errno == errno.ENXIO else _unreadable(path, error)
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        return _special_at(path)
    with open(handle, "rb") as opened:
        return _too_large(path, state.st_size) or opened.read(_LARGEST_FILE if most is None else most)


def decode_text(content: bytes, path: str) -> str | Diagnostic:
    """The text that `content` encodes, or what is wrong with it."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(content):
        return WRONG_ENCODING.at(Position(path), "the file is UTF-16", "save it as UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\0" in content:
        place = _place_of_byte(content, content.index(0), path)
        return WRONG_ENCODING.at(place, "here is a NUL byte: this is not a text file")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _wrong_byte(content, error.start, path)
    return _wrong_text(text, path) or text


def _looks_like_utf16(content: bytes) -> bool:
    start = content[:200]
    halves = (start[0::2], start[1::2])
    return (
        len(start) >= 4
        and any(half.count(0) * 2 > len(half) for half in halves)
        and any(half.count(0) == 0 for half in halves)
    )


def _wrong_byte(content: bytes, index: int, path: str) -> Diagnostic:
    byte = content[index : index + 1]
    character = byte.decode("cp1252", "replace")
    message = f"byte 0x{content[index]:02X} is not UTF-8"
    hint = f"save the file as UTF-8 (in Windows-1252 this byte would be `{visible(character)}`)"
    return WRONG_ENCODING.at(_place_of_byte(content, index, path), message, hint)


def _place_of_byte(content: bytes, index: int, path: str) -> Position:
    start = content.rfind(b"\n", 0, index) + 1
    column = len(content[start:index].decode("utf-8", "replace")) + 1
    return Position(path, content.count(b"\n", 0, index) + 1, column)


def _wrong_text(text: str, path: str) -> Diagnostic | None:
    if len(text) > _LONGEST_LINE:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > _LONGEST_LINE:
                message = f"this line has {len(line):,} characters; the limit is {_LONGEST_LINE:,}"
                return TOO_LARGE.at(Position(path, number), message)
    hidden = hidden_in_text(text)
    if hidden is None:
        return None
    column = hidden - (text.rfind("\n", 0, hidden) + 1) + 1
    place = Position(path, text.count("\n", 0, hidden) + 1, column)
    return HIDDEN_CHARACTER.at(place, f"here is {described(text[hidden])}", "remove this character")
