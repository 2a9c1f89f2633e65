"""What git tells of a page: the changes of the files that it shows, as its last section lists them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.changes import Change, History
from generator.site import Page

_SHOWN = 10


class Past(NamedTuple):
    """The newest changes of `files`, how many earlier ones there are; `is_cut` where they are not known."""

    files: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    earlier: int = 0
    is_cut: bool = False

    @property
    def modified(self) -> datetime.date | None:
        """When a file of the page last changed, as far as that is known."""
        return self.changes[0].day if self.changes else None


@dataclass(frozen=True, slots=True)
class Pasts:
    """What git tells of pages. `commit_url` leads to a commit, `{commit}` standing for its id."""

    history: History = field(default_factory=History)
    commit_url: str = ""

    def of(self, page: Page) -> Past:
        """What there is to tell of `page`; nothing of a page whose source is not told."""
        if page.source is None:
            return Past()
        paths = (page.source, *page.texts)
        changes = self.history.of(paths)
        files = tuple(path for path in dict.fromkeys(paths) if path in self.history.by_path)
        return Past(files, changes[:_SHOWN], max(len(changes) - _SHOWN, 0), self.history.is_cut)

    def link(self, commit: str) -> str:
        """Where a commit is shown; empty where that is not known."""
        return self.commit_url.replace("{commit}", commit) if commit else ""
