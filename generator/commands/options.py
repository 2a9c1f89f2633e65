"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

CONFIG_NAME = "site_config.yml"
Folder = click.Path(file_okay=False, path_type=Path)
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
date = click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="The day the site speaks of.", metavar="YYYY-MM-DD"
)
