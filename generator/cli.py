"""The command line: `tfpub` and its commands, of which only the one that is asked for is loaded."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Mapping

import click

# Name of a command -> its module.
_COMMANDS: Mapping[str, str] = {
    "build": "build",
    "bundle": "bundle",
    "check": "check",
    "diff": "diff",
    "import": "imports",
    "links": "links",
    "new": "new",
    "release": "release",
    "schema": "schema",
    "serve": "serve",
    "sign": "sign",
    "verify": "verify",
}
_RARELY = (100_000, 50, 100)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"generator.commands.{_COMMANDS[cmd_name]}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tfpub")
def main() -> None:
    """Publish an interoperability Technical Framework as one static, cross-linked site."""
    # Nearly all that a command makes stays until its end: looking there for garbage took half of the time.
    gc.set_threshold(*_RARELY)


if __name__ == "__main__":
    main()
