"""What git knows of the content: when each file last changed."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Mapping
from pathlib import Path

_MARK = "\x01"


def last_changes(root: Path) -> Mapping[str, datetime.date]:
    """The date (UTC) of the last commit that touched each file, by path relative to `root`.

    Empty where `root` is in no repository, git is missing, or the history is not whole (a shallow
    clone would date every file to its oldest commit).
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(root, "log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--relative", "--", ".")
    changes: dict[str, datetime.date] = {}
    date = datetime.date.min
    for entry in log.split("\0"):
        for word in entry.split("\n"):
            if word.startswith(_MARK):
                date = _date(word[1:])
            elif word:
                changes.setdefault(word, date)
    return changes


def head_date(root: Path) -> datetime.date | None:
    """The date (UTC) of the current commit; None where there is no repository."""
    stamp = _git(root, "log", "-1", "--format=%ct").strip()
    return _date(stamp) if stamp.isdecimal() else None


def _date(seconds: str) -> datetime.date:
    return datetime.datetime.fromtimestamp(int(seconds), tz=datetime.UTC).date()


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
