"""Runs the shell steps of workflows as a runner would: with files for outputs, paths and variables."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from site_support import REPOSITORY

WORKFLOWS = REPOSITORY / ".github/workflows"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
# Stands for `python -m venv`: its pip writes down what it is asked for, and its tfpub is this generator.
_PYTHON = """#!/bin/sh
if [ "$1 $2" != "-m venv" ]; then exec "{python}" "$@"; fi
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "$@" >> "{log}"\\n' > "$3/bin/pip"
printf '#!/bin/sh\\nPYTHONPATH="{repository}" exec "{python}" -m generator.cli "$@"\\n' > "$3/bin/tfpub"
chmod +x "$3/bin/pip" "$3/bin/tfpub"
"""


def workflow(name: str) -> dict:
    read = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8"))
    read["on"] = read.pop(True)  # YAML 1.1 takes the word `on` for a truth
    return read


@dataclass
class Runner:
    """A machine that runs steps in `clone`. `values`: what expressions stand for; others are an error."""

    clone: Path
    folder: Path
    values: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    said: str = ""

    def __post_init__(self) -> None:
        shims = self.folder / "shims"
        shims.mkdir(parents=True)
        text = _PYTHON.format(python=sys.executable, log=self.folder / "pip.log", repository=REPOSITORY)
        (shims / "python").write_text(text, encoding="utf-8")
        (shims / "python").chmod(0o755 | stat.S_IXUSR)
        self.paths = [str(shims)]
        self.variables: dict[str, str] = {}
        (self.folder / "temp").mkdir()

    @property
    def installed(self) -> list[str]:
        """What pip was asked to install, call by call."""
        return (self.folder / "pip.log").read_text(encoding="utf-8").splitlines()

    def run_job(self, job: Mapping) -> Iterator[str]:
        """The names of the steps that are run, each when it has been."""
        for step in job["steps"]:
            if "run" in step and self._is_wanted(step):
                self._run(step)
                yield step["name"]

    def filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        if found := re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", expression):
            return self.outputs.get(f"{found[1]}.{found[2]}", "")
        return {"runner.temp": str(self.folder / "temp"), **self.values}[expression]

    def _is_wanted(self, step: Mapping) -> bool:
        condition = str(step.get("if", ""))
        if condition in ("", "${{ !cancelled() }}"):
            return True
        name, sign, value = condition.split()
        return (self._value(name) == value.strip("'")) == (sign == "==")

    def _run(self, step: Mapping) -> None:
        files = {name: self.folder / name for name in ("output", "path", "env", "summary")}
        for file in files.values():
            file.write_text("")
        given = {name: self.filled(value) for name, value in step.get("env", {}).items()}
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "TFPUB_"))
        }
        environment |= {
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_PATH": str(files["path"]),
            "GITHUB_ENV": str(files["env"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "HOME": str(self.folder),
            "PATH": ":".join([*self.paths, os.environ["PATH"]]),
            **self.extra,
            **self.variables,
            **given,
        }
        script = self.filled(step["run"])
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.said += done.stdout + done.stderr
        if done.returncode:
            raise AssertionError(f"{step['name']}: {done.returncode}\n{done.stdout}{done.stderr}")
        self.paths = [*files["path"].read_text().split("\n")[:-1], *self.paths]
        for line in files["env"].read_text().splitlines():
            name, _, value = line.partition("=")
            self.variables[name] = value
        for line in files["output"].read_text().splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"{step.get('id')}.{name}"] = value


def git(folder: Path, *words: str) -> str:
    settings = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org",
        "GIT_COMMITTER_NAME": "Editor",
        "GIT_COMMITTER_EMAIL": "editor@example.org",
        "GIT_AUTHOR_DATE": "2026-10-01T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-10-01T12:00:00Z",
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *words], env=settings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
