"""A complete root with a place for every field, and hostile values to plant there.

`«Actor.name=Sender»` in a file of `root/` is the value of that field: harmless as it stands.
"""

from __future__ import annotations

import enum
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.reading.fields import fields_of, form_of, is_mapping
from generator.reading.layout import FILE_KINDS
from generator.records.base import LocalKey, Ref, Structure, Url
from generator.records.prose import Document

ROOT = Path(__file__).resolve().parent / "root"
_PLACE = re.compile(r"«(?P<field>[A-Za-z]+\.[a-z0-9_]+)=(?P<usual>[^»]*)»")


class Sort(enum.Enum):
    """What a field holds: one line of any words, Markdown, a web address, or a value of some other form."""

    WORDS = "words"
    PROSE = "prose"
    ADDRESS = "address"
    FORMED = "formed"


@dataclass(frozen=True, slots=True)
class Planted:
    """A field of the root with the place of its value, and what stands there."""

    field: str
    path: str
    line: int
    column: int
    value: str


def all_fields() -> dict[str, Sort]:
    """Every field that content files can write, such as `Actor.name`, as the records' types say."""
    found: dict[str, Sort] = {}
    for kind in FILE_KINDS:
        _add_fields(kind.type, found, set())
    return found


def _add_fields(kind: type[Structure], found: dict[str, Sort], seen: set[type]) -> None:
    if kind in seen:
        return
    seen.add(kind)
    for field in fields_of(kind):
        hint = field.hint
        while typing.get_origin(hint) is tuple:
            hint = typing.get_args(hint)[0]
        if isinstance(hint, type) and issubclass(hint, Structure) and hint is not Document:
            _add_fields(hint, found, seen)
        elif not is_mapping(hint) and field.origin in ("", "body"):
            found[f"{kind.__name__}.{field.yaml_name}"] = _sort_of(hint)


def _sort_of(hint: object) -> Sort:
    if hint is str:
        return Sort.WORDS
    if hint is Document:
        return Sort.PROSE
    if form_of(hint) is not None and form_of(hint) == form_of(Url):
        return Sort.ADDRESS
    is_named = typing.get_origin(hint) is Ref or hint is LocalKey or form_of(hint) is not None
    assert is_named or isinstance(hint, type), hint
    return Sort.FORMED


def plant(folder: Path, value_of: Callable[[str], str | None]) -> tuple[Path, Mapping[str, Planted]]:
    """A root in `folder` with `value_of(field)` in its fields (None: what is usual), and their places."""
    root = folder / "root"
    planted: dict[str, Planted] = {}
    for source in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        path = source.relative_to(ROOT).as_posix()
        text = "".join(_filled(path, source.read_text(encoding="utf-8"), value_of, planted))
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root, planted


def _filled(
    path: str, text: str, value_of: Callable[[str], str | None], planted: dict[str, Planted]
) -> Iterator[str]:
    written, end = "", 0
    for place in _PLACE.finditer(text):
        value = value_of(place["field"])
        written += text[end : place.start()]
        line, column = written.count("\n") + 1, len(written) - written.rfind("\n")
        planted[place["field"]] = Planted(place["field"], path, line, column, value or place["usual"])
        is_bare = place["field"].endswith(".body")
        written += place["usual"] if value is None else value if is_bare else quoted(value)
        end = place.end()
    yield written + text[end:]


def quoted(value: str) -> str:
    """`value` between quotes as YAML reads it, with what cannot be seen as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text)
