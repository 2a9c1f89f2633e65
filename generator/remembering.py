"""What builds remember of earlier ones besides fragments: what files held, and what sites are made of."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from pathlib import Path

from generator.caching.environment import code_digest
from generator.caching.kept import Kept
from generator.fragments import forget_others
from generator.packed import packed
from generator.profiling import span
from generator.publishing.target import Entry, OldSite
from generator.reading import Reading
from generator.reading.memory import Remembered
from generator.site import SitePlan

_READINGS, _SITES = "readings", "sites"
# So many files are packed before they are put away: all of them would take as much memory again.
_AT_ONCE = 500


def remembered(kept: Kept) -> Mapping[str, Remembered]:
    """What the files of the root held when they were last read, by path."""
    if not kept.is_lasting:
        return {}
    with span("remember"):
        return {name: pickle.loads(content) for name, content in kept.store.all(_READINGS, code_digest())}


def remember(kept: Kept, reading: Reading, before: Mapping[str, Remembered]) -> None:
    """Keep what was read now; `before` is what was remembered."""
    if not kept.is_lasting:
        return
    with span("remember"):
        now = reading.remembered
        new = [(path, each) for path, each in now.items() if before.get(path) is not each]
        for at in range(0, len(new), _AT_ONCE):
            rows = [(path, bytes(packed(each))) for path, each in new[at : at + _AT_ONCE]]
            kept.store.put(_READINGS, code_digest(), rows)
        kept.store.retain(_READINGS, now.__contains__)


def old_site(kept: Kept, output: Path) -> OldSite | None:
    """The site that an earlier build wrote to `output`, if it is known."""
    content = kept.store.get(_SITES, _name(output), b"") if kept.is_lasting else None
    return OldSite(folder=output, entries=pickle.loads(content)) if content is not None else None


def remember_site(kept: Kept, output: Path, entries: Mapping[str, Entry], plan: SitePlan) -> None:
    """Keep what the site in `output` is made of, and nothing of pages that it does not have any more."""
    if kept.is_lasting:
        with span("remember"):
            kept.store.put(_SITES, b"", [(_name(output), pickle.dumps(dict(entries)))])
            forget_others(kept.store, plan)


def _name(output: Path) -> str:
    return os.path.realpath(output)
