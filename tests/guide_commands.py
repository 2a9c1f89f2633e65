"""Does what a guide of the handbook says, as its reader would: runs commands, writes and changes files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from site_support import REPOSITORY

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WRITTEN = re.compile(r"(?:[Ww]rite|Replace)\s+`([^`]+)`(?: by this)?:\s*\Z")
_CHANGED = re.compile(r"In\s+`([^`]+)`:\s*\Z")
_SKIPPED = "…"


class Reader:
    """Follows one guide in an empty folder; `problems` is what did not go as the guide says."""

    def __init__(self, folder: Path) -> None:
        self.here = folder / "reader"
        self.here.mkdir()
        self._bin = folder / "bin"
        self._bin.mkdir()
        self._code = 0
        self.problems: list[str] = []
        self.commands = 0
        program = self._bin / "tfpub"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def follow(self, text: str) -> None:
        """Do all that a guide says, in order."""
        end = 0
        for found in _BLOCK.finditer(text):
            before, language, content = text[end : found.start()], found[1], found[2]
            end = found.end()
            if written := _WRITTEN.search(before):
                file = self.here / written[1]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            elif changed := _CHANGED.search(before):
                self._change(changed[1], language, content)
            elif language == "console":
                self._run(content)
            else:
                self.problems.append(f"nobody is told what to do with: {content[:60]!r}")

    def _change(self, name: str, language: str, content: str) -> None:
        lines = content.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        file = self.here / name
        text = file.read_text(encoding="utf-8")
        if language != "diff" or text.count(old) != 1:
            self.problems.append(f"{name} has not once: {old}")
        file.write_text(text.replace(old, new), encoding="utf-8")

    def _run(self, content: str) -> None:
        parts = re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            command, _, expected = part.partition("\n")
            self.commands += 1
            if command.startswith("cd "):
                self.here = self.here / command.removeprefix("cd ")
                continue
            output = self._said(command)
            is_meant = "error" in expected or following.startswith("echo $?")
            if self._code and not is_meant:
                self.problems.append(f"$ {command}\nended with {self._code}: {output}")
            if not _agrees(output, expected):
                self.problems.append(f"$ {command}\nexpected:\n{expected}\nsaid:\n{output}")

    def _said(self, command: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TFPUB_")}
        environment |= {
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Reader",
            "GIT_AUTHOR_EMAIL": "reader@example.org",
            "GIT_COMMITTER_NAME": "Reader",
            "GIT_COMMITTER_EMAIL": "reader@example.org",
        }
        done = subprocess.run(
            ["bash", "-c", f"(exit {self._code}); {command}"],
            cwd=self.here,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        self._code = done.returncode
        return done.stdout


def _agrees(output: str, expected: str) -> bool:
    """Whether `output` is as expected, where `…` stands for anything, alone on a line for any lines."""
    pattern = ""
    for line in expected.splitlines():
        if line == _SKIPPED:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(piece) for piece in line.split(_SKIPPED)) + r"\n"
    return re.fullmatch(pattern, output) is not None
