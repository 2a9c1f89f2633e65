"""What commands say on a terminal, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from generator import pipeline
from generator.diagnostics import Diagnostic
from generator.executors import NoExecutor
from generator.packing import NoSuchPart
from generator.publishing.folder import ForeignFolder
from generator.publishing.search import SearchError
from generator.publishing.shell import BrokenTheme
from generator.telling.printable import printable
from generator.telling.text import lines_of

ERRORS_FOUND, WRONG_USE = 1, 2


@contextmanager
def refusals(place: Path) -> Iterator[None]:
    """Ends the command with a message where the output cannot be written as it is asked for."""
    try:
        yield
    except (BrokenTheme, pipeline.OverBudget) as error:
        print_all(error.diagnostics)
        sys.exit(ERRORS_FOUND)
    except (ForeignFolder, SearchError, NoSuchPart, NoExecutor) as error:
        wrong_use(str(error))
    except OSError as error:
        wrong_use(f"{error.filename or place}: {error.strerror or error}")


def print_all(findings: Iterable[Diagnostic]) -> None:
    """Prints findings with their hints, and why one is waived."""
    for line in lines_of(findings):
        click.echo(line, err=True)


def warn(message: str) -> None:
    """Says what is not as it was meant, and goes on."""
    click.echo(f"tfpub: {printable(message)}", err=True)


def wrong_use(message: str) -> NoReturn:
    """Says what is wrong with the command, and ends it."""
    click.echo(f"tfpub: {printable(message)}", err=True)
    sys.exit(WRONG_USE)
