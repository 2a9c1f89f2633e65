"""Options that several commands take."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click

from generator.caching.store import FOLDER
from generator.profiling import profiled

CONFIG_NAME = "site_config.yml"
Folder = click.Path(file_okay=False, path_type=Path)
# Where the cache of a root is, git is told to leave everything alone.
_PROFILE = FOLDER / "profile.json"
NewFile = click.Path(dir_okay=False, path_type=Path)
File = click.Path(exists=True, dir_okay=False, path_type=Path)


class Root(click.ParamType[Path]):
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


root = click.option(
    "--root", type=Root(), default=_nearest_root, help=f"The folder with {CONFIG_NAME}.", metavar="DIR"
)
quiet = click.option("--quiet", is_flag=True, help="Print diagnostics only.")
strict = click.option("--strict", is_flag=True, help="Let warnings fail too.")
output = click.option("--output", type=Folder, help="Where the site goes.", metavar="DIR")
jobs = click.option(
    "--jobs", type=click.IntRange(1), help="Processes that render; as many as pay off.", metavar="N"
)


class _Executor(click.ParamType[str]):
    """The address of a scheduler, without the scheme that says of which sort it is."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = re.fullmatch(r"dask://([^/\s@]+:[0-9]{1,5})/?", str(value))
        if found is None:
            self.fail(f"{value} is not of the form dask://host:port", param, ctx)
        return found[1]


executor = click.option(
    "--executor",
    type=_Executor(),
    help="Whose workers render, instead of --jobs.",
    metavar="dask://HOST:PORT",
)
date = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="The day the site speaks of.", metavar="YYYY-MM-DD"
)


def _measured(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    """Measures from now on, and tells what was measured when the command has ended, however it does."""
    if value is not None:
        profile = ctx.with_resource(profiled())

        def tell() -> None:
            file = ctx.params["root"] / value if value == _PROFILE else value
            importlib.import_module("generator.commands.measured").tell(profile, file)

        ctx.call_on_close(tell)


profile = click.option(
    "--profile",
    is_flag=False,
    flag_value=str(_PROFILE),
    type=NewFile,
    metavar="[FILE]",
    expose_value=False,
    callback=_measured,
    help=f"Tell where the time went; FILE gets a trace for a profiler (by default {_PROFILE} of the root).",
)
