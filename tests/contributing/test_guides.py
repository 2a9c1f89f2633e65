"""Whoever follows a guide in an empty folder, command by command, sees what the guide says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import handbook
from generator.handbook import Chapter
from guide_commands import Reader

GUIDES = [guide for guide in handbook.guides() if "```console\n" in guide.text]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_a_guide_does_what_it_says(guide: Chapter, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.follow(guide.text)

    assert "\n".join(reader.problems) == ""
    assert reader.commands > 1


def test_every_task_has_a_guide() -> None:
    tasks = {
        "edit-a-profile",
        "write-a-scenario",
        "add-results",
        "release-a-version",
        "host-the-site",
        "move-an-existing-guide",
        "run-it-for-another-organization",
    }
    assert tasks <= {guide.key for guide in GUIDES}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("```console\n$ echo a\nb\n```\n", "said:\na"),
        ("```console\n$ false\n```\n", "ended with 1"),
        ("In `a.txt`:\n\n```diff\n-x\n+y\n```\n", "has not once"),
        ("Look:\n\n```yaml\na: b\n```\n", "nobody is told"),
    ],
)
def test_a_guide_that_rots_is_told(text: str, problem: str, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    (reader.here / "a.txt").write_text("z\n", encoding="utf-8")
    reader.follow(text)
    assert problem in "\n".join(reader.problems)
