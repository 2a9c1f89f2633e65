"""`./run` on a machine where things are missing: it says what to install, and installs nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from site_support import REPOSITORY, write

TOOLS = [
    "sh",
    "cat",
    "cut",
    "dirname",
    "grep",
    "head",
    "mkdir",
    "readlink",
    "sed",
    "sha256sum",
    "tr",
    "uname",
]


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of commands with neither git nor browser nor Java, whose user is not root."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool) or pytest.fail(f"there is no {tool}"))
    write(tmp_path / "id", "#!/bin/sh\necho 1000\n")
    write(tmp_path / "apt-get", "#!/bin/sh\necho apt-get was called\n")
    for name in ("id", "apt-get"):
        (tmp_path / name).chmod(0o755)
    return tmp_path


def run(*words: str, path: Path | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"PATH": str(path)} if path else {})}
    return subprocess.run(
        ["/bin/sh", str(REPOSITORY / "run"), *words],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_user_is_told_what_to_install_in_one_line(bare_path: Path) -> None:
    done = run("test", path=bare_path)
    (line,) = [line for line in done.stderr.splitlines() if "apt-get install" in line]
    assert " git chromium firefox-esr default-jre-headless npm" in line
    assert done.returncode == 2


def test_the_site_needs_less_than_the_tests(bare_path: Path) -> None:
    assert run("serve", path=bare_path).stderr.splitlines()[-1].endswith(" git")


def test_nothing_is_installed_for_a_user(bare_path: Path) -> None:
    done = run("test", path=bare_path)
    assert "apt-get was called" not in done.stdout + done.stderr


def test_an_unknown_command_is_wrong_use() -> None:
    assert run("tset").returncode == 2


def test_help_works_from_any_folder(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert (done.returncode, done.stdout.partition("\n")[0]) == (0, "usage: ./run COMMAND")
