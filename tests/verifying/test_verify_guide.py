"""Whoever follows the guide to verifying finds what it says, down to the same bytes again."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import handbook
from site_support import environment, missing

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (.*)$", re.MULTILINE)
_WHO = {
    f"GIT_{part}_{name}": value
    for part in ("AUTHOR", "COMMITTER")
    for name, value in (("NAME", "Reader"), ("EMAIL", "reader@example.org"))
}


@pytest.fixture(scope="module")
def text() -> str:
    return next(guide.text for guide in handbook.guides() if guide.key == "verify")


def said(folder: Path, script: str) -> str:
    program = folder / "bin/tfpub"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "here").mkdir()
    settings = {"PATH": f"{program.parent}:{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull, **_WHO}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder / "here",
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def test_each_command_says_what_the_guide_says(text: str, tmp_path: Path) -> None:
    shown = "".join(block[1] for block in _BLOCK.finditer(text))
    parts = [part.partition("\n")[::2] for part in re.split(r"^\$ ", shown, flags=re.MULTILINE)[1:]]
    output = said(tmp_path, "\n".join(f"{command}\necho ----" for command, _ in parts))
    found = output.split("----\n")[:-1]
    assert len(found) == len(parts) > 10
    for (command, expected), each in zip(parts, found, strict=True):
        pattern = re.escape(expected).replace("…", "(?s:.*)").replace("(?s:.*)\\\n", "(?s:.*)")
        assert re.fullmatch(pattern, each), f"{command}: {each}"


def test_keys_are_made_and_used_as_the_guide_says(text: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("securesystemslib") is None:
        missing("securesystemslib")
    commands = "\n".join(_INDENTED.findall(text))
    built = "tfpub new site --url https://framework.example/ && tfpub build --date 2026-11-20"
    output = said(tmp_path, f"set -e\n{built}\n{commands}\n")
    assert output.splitlines()[-2:][0] == "signed: site/manifest.dsse.json"
    assert output.splitlines()[-1].startswith("site: ")
