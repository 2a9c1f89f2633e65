"""A root to draft new content in: what it holds already, and writing that overwrites nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import jinja2
import yaml

from generator import reading
from generator.config import SiteConfig
from generator.diagnostics import did_you_mean
from generator.drafting.schema_lines import schema_line, schemas_of
from generator.publishing.folder import write_whole
from generator.reading.layout import CONFIG_PATH, FILE_KINDS
from generator.records.base import KEY_FORM, Record

_FOLDER: Final = Path(__file__).parent / "skeletons"
_PLAIN: Final = re.compile(r"\w(?:[\w ./()'-]*[\w.)])?")
_LONGEST_NAME: Final = 200
_KINDS: Final = {kind.name: kind for kind in FILE_KINDS}
R = TypeVar("R", bound=Record)


class CannotDraft(ValueError):
    """What is asked for cannot be made; the message says why."""


class Unquoted(str):
    """A piece of YAML, not a value."""

    __slots__ = ()


def _printed(value: object) -> object:
    """A value as YAML takes it back, also between braces."""
    if isinstance(value, Unquoted) or not isinstance(value, str):
        return value
    is_plain = _PLAIN.fullmatch(value) and yaml.safe_load(value) == value
    return value if is_plain else json.dumps(value, ensure_ascii=False)


_skeletons = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER),
    undefined=jinja2.StrictUndefined,
    finalize=_printed,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)


def skeleton(name: str, values: Mapping[str, object]) -> str:
    """The text of a skeleton with `values` filled in."""
    return _skeletons.get_template(name).render(values)


@dataclass(frozen=True, slots=True)
class Desk:
    """A root to draft in, as it is read."""

    root: Path
    config: SiteConfig
    records: tuple[Record, ...]
    schemas: str | None

    def line(self, kind: str, path: str) -> Unquoted:
        """The first line of a file of `kind` at `path`."""
        return Unquoted(schema_line(_KINDS[kind], path, self.schemas))

    def all(self, kind: type[R]) -> dict[str, R]:
        """The records of a kind, by key."""
        return {each.key: each for each in self.records if isinstance(each, kind)}

    def find(self, kind: type[R], key: str) -> R:
        """A record by its key, whatever its case.

        Raises: CannotDraft if there is none.
        """
        known = self.all(kind)
        for each in known.values():
            if each.key.lower() == key.lower():
                return each
        word = kind.kind.replace("-", " ")
        hint = did_you_mean(key, known) or f"make one with `tfpub new {kind.kind} KEY`"
        raise CannotDraft(f"the root has no {word} {key}; {hint}")

    def only(self, kind: type[R], key: str | None) -> R:
        """The record with `key`, or the only one of its kind.

        Raises: CannotDraft if there is none, or where several could be meant.
        """
        known = self.all(kind)
        if key is None and len(known) > 1:
            raise CannotDraft(f"say which {kind.kind}: --{kind.kind} {' or '.join(sorted(known)[:8])}")
        return self.find(kind, key if key is not None else next(iter(known), "yet"))

    def new_key(self, kind: type[Record], key: str) -> str:
        """`key`, as nothing of its kind has it.

        Raises: CannotDraft if it is taken or no key.
        """
        if not re.fullmatch(KEY_FORM.pattern, key) or len(key) > KEY_FORM.longest:
            raise CannotDraft(f"{key!r} is no key: {KEY_FORM.meaning}, at most {KEY_FORM.longest}")
        for each in self.all(kind).values():
            if each.key.lower() == key.lower():
                raise CannotDraft(f"the root has {kind.kind} {each.key} already, in {each.position}")
        return key

    def write(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """Write new files, by their paths in the root; none if one of them is there.

        Raises: CannotDraft if a file is there; OSError if one cannot be written.
        """
        refuse_taken(self.root, files)
        for path, text in files.items():
            write_whole(self.root / path, text.encode())
        return tuple(files)

    def append(self, kind: str, path: str, entry: str) -> tuple[str, ...]:
        """Add an entry to a file that holds a list of `kind`, or begin the file with it.

        Raises: CannotDraft if the file is written in another way; OSError if it cannot be written.
        """
        file = self.root / path
        old = file.read_bytes().decode() if file.is_file() else str(self.line(kind, path))
        write_whole(file, with_entry(old, entry, path).encode())
        return (path,)


def sit_down(root: Path) -> Desk:
    """A root to draft in.

    Raises: CannotDraft if it has no configuration, or one with mistakes.
    """
    if not (root / CONFIG_PATH).is_file():
        raise CannotDraft(f"there is no {CONFIG_PATH} here; make a root with `tfpub new site`")
    read = reading.read(root)
    if read.config is None:
        raise CannotDraft(f"{CONFIG_PATH} has mistakes; `tfpub check` tells them")
    return Desk(root, read.config, read.records, schemas_of(root))


def refuse_taken(root: Path, paths: Iterable[str]) -> None:
    """Raises CannotDraft if one of the paths is there already."""
    for path in paths:
        if os.path.lexists(root / path):
            raise CannotDraft(f"{path} is there already; nothing was written")


def with_entry(text: str, entry: str, path: str) -> str:
    """`text`, a list in YAML, with one entry more at its end.

    Raises: CannotDraft if it is no list with one `- ` for each entry.
    """
    lines = text.splitlines(keepends=True)
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if [line.strip() for line in written] == ["[]"]:
        lines.remove(written.pop())
    if written and not written[0].lstrip().startswith("- "):
        raise CannotDraft(f"{path} is no list of entries that begin with `- `; add the entry by hand")
    indent = written[0][: -len(written[0].lstrip())] if written else ""
    before = "".join(lines)
    if before and not before.endswith("\n"):
        before += "\n"
    return before + "".join(indent + line for line in entry.splitlines(keepends=True))


def name_from(key: str, name: str | None) -> str:
    """The name that was given, or one made from the key.

    Raises: CannotDraft if it cannot be a name.
    """
    if name is None:
        words = re.split(r"[-_.]+", key)
        return " ".join(word.capitalize() if word.islower() else word for word in words if word)
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise CannotDraft(f"{name!r} is no name: one line of at most {_LONGEST_NAME} characters")
    return name.strip()
