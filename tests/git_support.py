"""Small repositories whose commits have the day and the words that a test gives them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_PERSON = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *words: str, day: str = "2024-01-01") -> str:
    """What git prints. The user's own settings are left out."""
    stamp = f"{day}T12:00:00+0000"
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    environment = {**os.environ, **_PERSON, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, env=environment
    )
    return done.stdout.decode()


def new_repository(folder: Path) -> Path:
    """An empty repository at `folder`, which may be there already."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, words: str, day: str = "2024-01-01") -> str:
    """Commits everything in `folder`; says the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", words, day=day)
    return git(folder, "rev-parse", "HEAD").strip()
