"""The commands: `tfpub build`, `bundle`, `check`, `serve`, `schema`, `import`."""

from __future__ import annotations

import datetime
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import pipeline
from generator.adopting import CannotAdopt, adopt_scenarios
from generator.filing import CannotFile, file_results
from generator.packing import pack_site
from generator.publishing.hosting import HEADERS, POLICY
from generator.reading.schema import schemas
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.records.sessions import ExportFormat
from generator.serving import server
from generator.terminal import ERRORS_FOUND, print_all, printable, refusals, summary, wrong_use

CONFIG_NAME = "site_config.yml"
_Guide = click.Path(exists=True, file_okay=False, path_type=Path)
_Folder = click.Path(file_okay=False, path_type=Path)
_NewFile = click.Path(dir_okay=False, path_type=Path)
_File = click.Path(exists=True, dir_okay=False, path_type=Path)
_Format = click.Choice([each.value for each in ExportFormat])


class _Root(click.ParamType[Path]):
    """A folder with a `site_config.yml`; by default the nearest one above the working folder."""

    name = "folder"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(value)).resolve()
        if not path.is_dir():
            self.fail(f"{value} is not a folder", param, ctx)
        return path


def _nearest_root() -> str:
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / CONFIG_NAME).is_file()), here)
    return str(found)


_root = click.option(
    "--root", type=_Root(), default=_nearest_root, help=f"The folder with {CONFIG_NAME}.", metavar="DIR"
)
_quiet = click.option("--quiet", is_flag=True, help="Print diagnostics only.")
_RARELY = (100_000, 50, 100)
_strict = click.option("--strict", is_flag=True, help="Let warnings fail too.")
_output = click.option("--output", type=_Folder, help="Where the site goes.", metavar="DIR")
_jobs = click.option(
    "--jobs", type=click.IntRange(1), help="Processes that render; as many as pay off.", metavar="N"
)
_date = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="The day the site speaks of.", metavar="YYYY-MM-DD"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tfpub")
def main() -> None:
    """Publish an interoperability Technical Framework as one static, cross-linked site."""
    # Nearly all that a command makes stays until its end: looking there for garbage took half of the time.
    gc.set_threshold(*_RARELY)


@main.command()
@_root
@_output
@_date
@_strict
@click.option("--offline", is_flag=True, help="Make a folder that also works when it is opened from disk.")
@click.option(
    "--downloads/--no-downloads", default=True, help="Whether to make the copies that the root offers."
)
@click.option("--clean", is_flag=True, help="Make everything anew, and remember nothing of it.")
@_jobs
@_quiet
def build(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    strict: bool,
    offline: bool,
    downloads: bool,
    clean: bool,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Build the whole site; write nothing while an error stands.

    What earlier builds made alike is taken over, from the old site and from .cache/ of the root.
    """
    _build(
        root,
        output,
        date,
        strict=strict,
        offline=offline,
        downloads=downloads,
        is_clean=clean,
        jobs=jobs,
        quiet=quiet,
    )


@main.command()
@_root
@click.option("--output", type=_NewFile, help="Where the zip file goes.", metavar="FILE")
@_date
@click.option("--profile", help="Make a copy of this profile alone.", metavar="KEY")
@click.option("--domain", help="Make a copy of this domain alone.", metavar="KEY")
@_strict
@_jobs
@_quiet
def bundle(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    profile: str | None,
    domain: str | None,
    strict: bool,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Pack the site into one zip file that works when it is unzipped anywhere.

    By default the file is called after the site, and goes into the working folder.
    """
    if profile is not None and domain is not None:
        wrong_use("a copy is of a profile or of a domain, not of both")
    part = (Profile, profile) if profile is not None else (Domain, domain) if domain is not None else None
    day = date.date() if date else None
    with refusals(output or root):
        made = pack_site(root, output, part=part, date=day, strict=strict, jobs=jobs)
    print_all(made.checked.diagnostics)
    if made.path is None or made.file is None:
        click.echo(f"nothing written: {summary(made.checked.diagnostics)}", err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{made.path}: {made.file.size} bytes, SHA-256 {made.file.sha256}")


@main.command()
@_root
@_date
@_strict
@_quiet
def check(root: Path, date: datetime.datetime | None, strict: bool, quiet: bool) -> None:
    """Print everything that is wrong with the content; exit 1 on errors."""
    checked = pipeline.check(root, date=date.date() if date else None)
    print_all(checked.diagnostics)
    if not quiet:
        click.echo(summary(checked.diagnostics))
    if checked.fails(strict=strict):
        sys.exit(ERRORS_FOUND)


@main.command()
@_root
@_output
@_date
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any free one.")
def serve(root: Path, output: Path | None, date: datetime.datetime | None, port: int) -> None:
    """Build the site and serve it on this machine."""
    folder = _build(root, output, date, downloads=False)
    try:
        with server(folder, port=port, policy=HEADERS[POLICY]) as running:
            click.echo(f"http://{running.server_address[0]!s}:{running.server_address[1]}/ (Ctrl+C ends it)")
            running.serve_forever()
    except OSError as error:
        wrong_use(f"port {port} cannot be used: {error.strerror}")
    except KeyboardInterrupt:
        click.echo()


@main.command()
@click.option("--into", type=_Folder, help="Write the schemas into this folder.", metavar="DIR")
def schema(into: Path | None) -> None:
    """Print the JSON Schemas of the content contract, or write them into a folder."""
    for name, text in schemas().items():
        if into is None:
            click.echo(text, nl=False)
        else:
            into.mkdir(parents=True, exist_ok=True)
            (into / name).write_text(text, encoding="utf-8")


@main.group(name="import")
def import_() -> None:
    """Turn foreign sources into content files."""


@import_.command(name="ihe-ig")
@click.argument("guides", nargs=-1, required=True, type=_Guide, metavar="DIR...")
@click.option("--into", type=_Folder, default=Path("."), help="The root to write into.", metavar="DIR")
@_quiet
def import_ihe_ig(guides: Sequence[Path], into: Path, quiet: bool) -> None:
    """Import the sources of IHE implementation guides into a root.

    What could not be converted is reported. Faults of the published text become waivers.
    """
    try:
        imported = pipeline.import_guides(guides, into.resolve())
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


@import_.command(name="results")
@click.argument("file", type=_File, metavar="FILE")
@click.option("--session", required=True, help="The session that was exported.", metavar="KEY")
@click.option("--format", type=_Format, help="How FILE is written; by default as it looks.")
@_root
@_quiet
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


@import_.command(name="scenarios")
@click.argument("files", nargs=-1, required=True, type=_File, metavar="FILE...")
@click.option("--into", required=True, help="The profile that the scenarios test.", metavar="PROFILE")
@click.option("--replace", is_flag=True, help="Write files anew that are there already.")
@_root
@_quiet
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


def _build(
    root: Path,
    output: Path | None,
    date: datetime.datetime | None,
    *,
    strict: bool = False,
    offline: bool = False,
    downloads: bool = True,
    is_clean: bool = False,
    jobs: int | None = None,
    quiet: bool = False,
) -> Path:
    day = date.date() if date else None
    with refusals(output or root):
        built = pipeline.build(
            root,
            output,
            date=day,
            strict=strict,
            offline=offline,
            downloads=downloads,
            jobs=jobs,
            is_clean=is_clean,
        )
    print_all(built.checked.diagnostics)
    if built.folder is None:
        click.echo(f"nothing written: {summary(built.checked.diagnostics)}", err=True)
        sys.exit(ERRORS_FOUND)
    if not quiet:
        click.echo(f"{built.pages} pages in {built.folder}; {summary(built.checked.diagnostics)}")
    return built.folder


if __name__ == "__main__":
    main()
