"""Turns foreign sources into content files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.adopting import CannotAdopt, adopt_scenarios
from generator.commands import options
from generator.converting import import_guides
from generator.filing import CannotFile, file_results
from generator.records.sessions import ExportFormat
from generator.telling.printable import printable
from generator.telling.text import summary
from generator.terminal import ERRORS_FOUND, print_all, wrong_use

_Guide = click.Path(exists=True, file_okay=False, path_type=Path)
_Format = click.Choice([each.value for each in ExportFormat])


@click.group("import")
def command() -> None:
    """Turn foreign sources into content files."""


@command.command(name="ihe-ig")
@click.argument("guides", nargs=-1, required=True, type=_Guide, metavar="DIR...")
@click.option("--into", type=options.Folder, default=Path("."), help="The root to write into.", metavar="DIR")
@options.quiet
def import_ihe_ig(guides: Sequence[Path], into: Path, quiet: bool) -> None:
    """Import the sources of IHE implementation guides into a root.

    What could not be converted is reported. Faults of the published text become waivers.
    """
    try:
        imported = import_guides(guides, into.resolve())
    except OSError as error:
        wrong_use(f"{error.filename or into}: {error.strerror or error}")
    for note in imported.notes:
        click.echo(printable(str(note)), err=True)
    print_all(imported.checked.diagnostics)
    if not quiet:
        click.echo(
            f"{imported.files} files written, {len(imported.notes)} notes, {imported.waived} faults waived; "
            + summary(imported.checked.diagnostics)
        )
    if imported.checked.fails():
        sys.exit(ERRORS_FOUND)


@command.command(name="results")
@click.argument("file", type=options.File, metavar="FILE")
@click.option("--session", required=True, help="The session that was exported.", metavar="KEY")
@click.option("--format", type=_Format, help="How FILE is written; by default as it looks.")
@options.root
@options.quiet
def import_results(file: Path, session: str, format: str | None, root: Path, quiet: bool) -> None:
    """File a results export of a session as a redacted copy.

    The copy has the completed rows only and is listed in session.yml; nothing else of FILE is written
    anywhere. What is printed names participants: keep it to yourself.
    """
    try:
        filed = file_results(file, root, session, ExportFormat(format) if format else None)
    except CannotFile as error:
        wrong_use(str(error))
    except OSError as error:
        wrong_use(f"{error.filename or root}: {error.strerror or error}")
    print_all(filed.diagnostics)
    if filed.path is None:
        click.echo(f"nothing written: {summary(filed.diagnostics)}", err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{filed.rows} completed rows in {filed.path}; {summary(filed.diagnostics)}")
    if filed.is_raw_listed:
        click.echo(printable(f"now remove {file}: it is listed no more"), err=True)
    if filed.is_early:
        click.echo("the session is not published yet: let nobody see the copy before", err=True)


@command.command(name="scenarios")
@click.argument("files", nargs=-1, required=True, type=options.File, metavar="FILE...")
@click.option("--into", required=True, help="The profile that the scenarios test.", metavar="PROFILE")
@click.option("--replace", is_flag=True, help="Write files anew that are there already.")
@options.root
@options.quiet
def import_scenarios(files: Sequence[Path], into: str, replace: bool, root: Path, quiet: bool) -> None:
    """Turn test descriptions into scenarios of a profile: one YAML file each.

    Gherkin (.feature, blocks in .md), test cases in .json, and use cases and requirements in .adoc are read.
    What has no place in a scenario is reported.
    """
    try:
        adopted = adopt_scenarios(files, root, into, is_replacing=replace)
    except CannotAdopt as error:
        wrong_use(str(error))
    except OSError as error:
        wrong_use(f"{error.filename or root}: {error.strerror or error}")
    for note in adopted.notes:
        click.echo(printable(str(note)), err=True)
    print_all(adopted.diagnostics)
    if not quiet:
        for path in adopted.written:
            click.echo(path)
        click.echo(
            f"{len(adopted.written)} files written, {len(adopted.notes)} notes; "
            + summary(adopted.diagnostics)
        )
    if any(finding.is_error for finding in adopted.diagnostics):
        sys.exit(ERRORS_FOUND)
