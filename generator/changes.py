"""What git knows of content files, as other rooms take it: which commit changed what, and when."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class Change(NamedTuple):
    """A commit as far as pages may tell of it: when it was made, in seconds since 1970, and what it said.

    `commit` is its id and `subject` the first line of its message, made harmless for one line of text; both
    are empty where neither may be told. `number` counts from the oldest commit: it orders those of a second.
    """

    seconds: int
    number: int
    commit: str = ""
    subject: str = ""

    @property
    def day(self) -> datetime.date:
        """When it was made (UTC)."""
        return self.moment.date()

    @property
    def moment(self) -> datetime.datetime:
        """When it was made (UTC)."""
        return datetime.datetime.fromtimestamp(self.seconds, tz=datetime.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The changes of each file, newest first, by the path that it has now, relative to the root.

    Without any where there is no repository, or not all of its history: then `is_cut`. `head` tells one
    history from another.
    """

    by_path: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    is_cut: bool = False
    head: str = ""

    def only(self, paths: Collection[str]) -> History:
        """What is known of these files alone."""
        return replace(self, by_path={path: each for path, each in self.by_path.items() if path in paths})

    def of(self, paths: Iterable[str]) -> tuple[Change, ...]:
        """The changes of all these files together, newest first, each of them once."""
        found = [self.by_path[path] for path in dict.fromkeys(paths) if path in self.by_path]
        if len(found) == 1:
            return found[0]
        return tuple(sorted({change for each in found for change in each}, key=_order, reverse=True))


def _order(change: Change) -> tuple[int, int]:
    return change.seconds, change.number
