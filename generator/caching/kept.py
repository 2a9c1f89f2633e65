"""What is kept of a root from one build to the next, or for the time of one build alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.caching.secret import secret
from generator.caching.store import FOLDER, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store; `is_lasting` if earlier builds have put something into it, and later ones will look for it."""

    store: Store
    is_lasting: bool


@contextmanager
def kept_of(root: Path, *, is_lasting: bool = True) -> Iterator[Kept]:
    """What is kept of `root`; for this time alone if so wished, or where nothing can be kept."""
    key = secret() if is_lasting else None
    lasting = Store(root / FOLDER, key) if key is not None else None
    if lasting is not None and lasting.is_usable:
        try:
            yield Kept(store=lasting, is_lasting=True)
        finally:
            lasting.close()
        return
    with tempfile.TemporaryDirectory() as folder:
        passing = Store(Path(folder, "kept"), os.urandom(32))
        try:
            yield Kept(store=passing, is_lasting=False)
        finally:
            passing.close()
