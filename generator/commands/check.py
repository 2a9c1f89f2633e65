"""Prints what is wrong with the content."""

from __future__ import annotations

import datetime
import importlib
import os
from pathlib import Path

import click

from generator.caching.outcomes import Look
from generator.commands import options
from generator.history import changed_files

# Of `generator.telling.FORMATS`, which takes longer to load than to tell again what was told.
_FORMATS = ("text", "github", "sarif", "json")
_BASE = "GITHUB_BASE_REF"


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@options.root
@options.date
@options.strict
@options.quiet
@click.option("--fix", is_flag=True, help="Repair first what can have been meant in one way only.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How findings are told.")
@click.option(
    "--changed-since",
    "base",
    metavar="REV",
    default="",
    help="Tell findings in files first that differ from this revision; by default, those not committed.",
)
def command(
    paths: tuple[Path, ...],
    root: Path,
    date: datetime.datetime | None,
    strict: bool,
    quiet: bool,
    fix: bool,
    form: str,
    base: str,
) -> None:
    """Print everything that is wrong with the content; exit 1 on errors.

    Everything is read, but with PATH only what is wrong with these files and folders is told, and decides how
    the command ends.

    --fix writes references in the case of their keys, misspelled words with one near neighbour, and versions
    in their order, and removes spaces at the ends of lines. It says what it changed, touches no
    results and no file that cannot be read, and keeps comments and layout.
    """
    below = tuple(sorted(_inside(root, path) for path in paths))
    if fix:
        importlib.import_module("generator.commands.fixing").fix(root, date, below)
    changed = sorted(_changed(root, base))
    look = Look(root, "check", (date, strict, form, below, changed))
    outcome = look.outcome() or importlib.import_module("generator.commands.checking").check(
        root, date, strict=strict, look=look, form=form, below=below, changed=changed
    )
    outcome.tell(quiet=quiet)


def _inside(root: Path, path: Path) -> str:
    """A path from the root; empty for the root itself."""
    absolute = Path(os.path.abspath(path))
    # A root may be named through a link.
    for folder in (root, Path(os.path.realpath(root))):
        for each in (absolute, Path(os.path.realpath(absolute))):
            if each.is_relative_to(folder):
                return each.relative_to(folder).as_posix().removeprefix(".")
    raise click.UsageError(f"{path} is not in {root}")


def _changed(root: Path, base: str) -> frozenset[str]:
    if base:
        changed = changed_files(root, base)
        if changed is None:
            raise click.UsageError(f"there is no revision {base}")
        return changed
    branch = os.environ.get(_BASE, "")
    found = changed_files(root, f"origin/{branch}") if branch else None
    return found if found is not None else changed_files(root) or frozenset()
