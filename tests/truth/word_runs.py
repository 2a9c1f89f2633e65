"""Finds runs of words that two bodies of text have in common, whatever their markup and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

LENGTH = 12
"""So many equal words in a row are a copied sentence; fewer are how the field speaks."""

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1`*~*\s*?$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_UNREAD = re.compile(r"<!--.*?-->|https?://[^\s)>\"']+|</?[a-zA-Z][^<>]*>|\{[:%#{][^{}]*\}", re.DOTALL)
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_NEW_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+:#]|\d+\.|\[\^)\s?)|\|")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """Words of a file of ours that a source has in the same order."""

    file: str
    words: str
    source: str

    def __str__(self) -> str:
        return f"{self.file}: “{self.words}” stands in {self.source}"


def words_of(text: str) -> list[str]:
    """The words of a text in small letters: no markup, no punctuation, no addresses."""
    return _WORD.findall(_UNREAD.sub(" ", _LINK.sub(r"\1", text)).lower())


def blocks_of(path: Path) -> Iterator[list[str]]:
    """The words of each paragraph, list entry, table cell and text field of a file; no blocks of code."""
    fields = [value for _, value in _scalars(_fields_of(path), "")]
    bodies = [] if path.suffix == ".yml" else [_FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))]
    for body in [*fields, *bodies]:
        for block in _NEW_BLOCK.split(_FENCE.sub("\n\n", body)):
            yield words_of(block)


def runs(ours: Mapping[str, Iterable[Sequence[str]]], sources: Mapping[str, str]) -> list[Run]:
    """Every longest run of at least `LENGTH` words that a block of `ours` shares with a source."""
    blocks = {file: [block for block in found if len(block) >= LENGTH] for file, found in ours.items()}
    wanted = {shingle for found in blocks.values() for block in found for shingle in _shingles(block)}
    known: dict[Shingle, str] = {}
    for source, text in sources.items():
        known |= dict.fromkeys(wanted.intersection(_shingles(words_of(text))), source)
    return [
        Run(file, " ".join(block[start:end]), known[tuple(block[start : start + LENGTH])])
        for file, found in blocks.items()
        for block in found
        for start, end in _stretches(block, known)
    ]


def names_in(path: Path) -> Iterator[str]:
    """The official names and keys that the fields of a file give: of transactions, actors, options."""
    for field, value in _scalars(_fields_of(path), ""):
        if field in ("key", "name") and len(words_of(value)) > 1:
            yield " ".join(words_of(value))


def without(names: Iterable[str], words: str) -> list[str]:
    """What is left of a run when the names in it are taken out, the longest first."""
    left = f" {words} "
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(f" {name} ", " ")
    return left.split()


def _shingles(words: Sequence[str]) -> Iterator[Shingle]:
    return zip(*(words[start:] for start in range(LENGTH)), strict=False)


def _stretches(block: Sequence[str], known: Mapping[Shingle, str]) -> Iterator[tuple[int, int]]:
    """Where the runs of a block begin and end; shingles that overlap or touch are one run."""
    begun = last = -1
    for start, shingle in enumerate(_shingles(block)):
        if shingle not in known:
            continue
        if begun >= 0 and start > last + LENGTH:
            yield begun, last + LENGTH
            begun = -1
        begun, last = (start if begun < 0 else begun), start
    if begun >= 0:
        yield begun, last + LENGTH


def _fields_of(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    fields = text if path.suffix == ".yml" else "".join(_FRONT_MATTER.findall(text))
    return yaml.load(fields, yaml.CSafeLoader)


def _scalars(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Every text of a YAML value with the name of its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _scalars(each, str(name))
    elif isinstance(value, list):
        for each in value:
            yield from _scalars(each, field)
