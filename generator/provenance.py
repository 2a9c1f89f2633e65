"""What a site is made from, told so that others can make it again and compare."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.caching.environment import code_digest
from generator.caching.kept import Kept
from generator.config import PublicationSource
from generator.history import clean_commit
from generator.publishing.manifest import Origin
from generator.reading import CONFIG_PATH
from generator.reading.memory import FileState, file_state
from generator.source import Source

_INPUTS = "inputs"
_THEME = "theme"
_NAME = "tfpub"
# Path -> its state when it was read, and its digest.
_Known = Mapping[str, tuple[FileState, str]]


def origin_of(source: Source, kept: Kept) -> Origin:
    """What the site of `source` is made from.

    Of results it tells nothing; where they may be private, no commit either, as its id depends on them.
    """
    root, config = source.root, source.config
    content = config.content
    places = (CONFIG_PATH, _THEME, content.framework, content.profiles)
    is_public = config.publication.source is PublicationSource.PUBLIC
    return replace(
        part_of(source, ""),
        commit=clean_commit(root, (*places, content.results)) if is_public else "",
        inputs=_inputs(root, places, kept),
    )


def part_of(source: Source, key: str) -> Origin:
    """What a copy is made from: no more than the site it is of, which tells the rest."""
    config = source.config
    return Origin(
        generator=f"{_NAME} {_version()}",
        url=config.site.url,
        date=source.date,
        page_kb=config.budgets.page_kb,
        most_files=config.budgets.files,
        part=key,
    )


@functools.cache
def _version() -> str:
    try:
        return importlib.metadata.version(_NAME)
    except importlib.metadata.PackageNotFoundError:
        return "of unknown version"


def _inputs(root: Path, places: Sequence[str], kept: Kept) -> Mapping[str, str]:
    """The digest of each file at some places, in hex; what is surely as before is not read again."""
    content = kept.store.get(_INPUTS, _INPUTS, code_digest()) if kept.is_lasting else None
    before: _Known = pickle.loads(content) if content is not None else {}
    now = {path: _digest(root, path, before) for place in places for path in _files(root, place)}
    if kept.is_lasting and now != before:
        kept.store.put(_INPUTS, code_digest(), [(_INPUTS, pickle.dumps(now))])
    return {path: digest for path, (_, digest) in now.items()}


def _digest(root: Path, path: str, before: _Known) -> tuple[FileState, str]:
    # Looked at first: what changes it while we read is noticed the next time.
    state = file_state(root, path)
    if path in before and state.is_surely(before[path][0]):
        return before[path]
    return state, hashlib.sha256((root / path).read_bytes()).hexdigest()


def _files(root: Path, place: str) -> Iterator[str]:
    """The plain files at or below a place of the root, as paths with slashes."""
    if (root / place).is_file():
        yield place
    for folder, folders, names in os.walk(root / place):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix()
