"""What git knows of the content: which commits changed each file, and which files a change touches."""

from __future__ import annotations

import datetime
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.changes import Change, History

_MARK = "\x01"
# What comes before the path, or the two paths, of a file that a commit changed.
_RENAMED = "R"
_WITH_TWO_PATHS = (_RENAMED, "C")
# Git compares no more files than these, each with each, to find those that were renamed and changed at once.
_MOST_COMPARED = "200"
_LONGEST_SUBJECT = 100
# What would change how the text around it is read, or is no text.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
_LOG = (
    *("-c", "i18n.logOutputEncoding=UTF-8", "log", "--format=%x01%H %ct %s", "--name-status", "-z"),
    *("--no-show-signature", "--no-ext-diff", "--no-color", "-M", f"-l{_MOST_COMPARED}", "--relative"),
)

# A commit's change, and what it did to files: the letter, the path, and for a renamed one the path before.
_Step = tuple[Change, list[tuple[str, str, str]]]


def history_of(root: Path, *, results: str = "", is_private: bool = False) -> History:
    """The changes of each file of `root`, files that were renamed with those of before.

    Nobody is told what a commit says that touches the folder `results`; where the root `is_private`, neither
    which commit it was, nor anything of files in that folder. Empty where `root` is in no repository, git is
    missing, or the history is not whole: a shallow clone would date every file to its oldest commit.
    """
    head = _git(root, "rev-parse", "--is-shallow-repository", "HEAD").split()
    if head[:1] != ["false"]:
        return History(is_cut=head[:1] == ["true"])
    steps = list(_steps(_git(root, *_LOG, "--", ".")))
    if is_private:
        steps = list(_without(results, steps))
    by_path: dict[str, list[Change]] = defaultdict(list)
    # Where a file is now, by where it was before a commit that renamed it.
    now: dict[str, str] = {}
    for number, (change, files) in enumerate(steps):
        is_of_results = any(_is_below(path, results) for _, *paths in files for path in paths)
        told = change._replace(number=len(steps) - number, subject="" if is_of_results else change.subject)
        for letter, path, before in files:
            named = now.get(path, path)
            if letter == _RENAMED and before != named:
                now[before] = named
            by_path[named].append(told)
    return History(
        by_path={
            path: tuple(each)
            for path, each in by_path.items()
            if not (is_private and _is_below(path, results))
        },
        head=head[1],
    )


def head_date(root: Path) -> datetime.date | None:
    """The date (UTC) of the current commit; None where there is no repository."""
    stamp = _git(root, "log", "-1", "--format=%ct").strip()
    return Change(int(stamp), 0).day if stamp.isdecimal() else None


def clean_commit(root: Path, places: Sequence[str]) -> str:
    """The id of the current commit; empty where something at these places is not committed."""
    words = ("status", "--porcelain", "--untracked-files=all", "--ignored=no", "--", *places)
    # Where there is no repository, there is no commit either.
    return "" if _git(root, "--no-optional-locks", *words) else _git(root, "rev-parse", "HEAD").strip()


def plain_subject(subject: str) -> str:
    """The first line of a message as one line of text that anybody may have written, no longer than fits."""
    line = " ".join(_UNPRINTABLE.sub(" ", subject).split())
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[: _LONGEST_SUBJECT - 1].rstrip()}…"


def _steps(log: str) -> Iterator[_Step]:
    """The commits of a log, newest first. Paths are taken by their number: their names may be anything."""
    words = iter(log.split("\0"))
    files: list[tuple[str, str, str]] = []
    for word in words:
        letter = word.lstrip("\n")
        if letter.startswith(_MARK):
            files = []
            commit, seconds, subject = letter[1:].split(" ", 2)
            yield Change(int(seconds), 0, commit, plain_subject(subject)), files
        elif letter.startswith(_WITH_TWO_PATHS):
            before = next(words)
            files.append((letter[0], next(words), before))
        elif letter:
            files.append((letter[0], next(words), ""))


def _without(results: str, steps: Iterable[_Step]) -> Iterator[_Step]:
    """What may be told of a private root's commits: when they changed files that are not about results."""
    for change, files in steps:
        kept = [each for each in files if not any(_is_below(path, results) for path in each[1:])]
        if kept:
            yield Change(change.seconds, 0), kept


def _is_below(path: str, folder: str) -> bool:
    return bool(folder) and path.startswith(f"{folder}/")


def changed_files(root: Path, base: str = "") -> frozenset[str] | None:
    """Files below `root` that differ from the last commit, or from where the revision `base` was left.

    Files that git does not know yet are among them. None if there is no such revision. Empty where `root`
    is in no repository.
    """
    since = "HEAD"
    if base:
        named = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"
        ).strip()
        if not named:
            return None
        # In a shallow clone the two may have nothing in common.
        since = _git(root, "merge-base", named, "HEAD").strip() or named
    different = _git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", since, "--", ".")
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return frozenset(name for name in f"{different}{new}".split("\0") if name)


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
