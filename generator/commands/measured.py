"""Tells where the time of a command went, and writes the trace of it for a profiler."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.profiling import Profile
from generator.publishing.folder import is_in_site, write_whole
from generator.telling.printable import printable
from generator.terminal import wrong_use

_MILLISECONDS = 1_000


def tell(profile: Profile, file: Path) -> None:
    """Prints the times, and writes the trace to `file`, which must not lie in a site."""
    if is_in_site(file):
        wrong_use(f"{file} would become a part of the site; give --profile another file")
    if any(folder.is_symlink() for folder in (file.parent, file.parent.parent)):
        wrong_use(f"{file} is not written, as its folder is a link")
    try:
        write_whole(file, profile.trace())
    except OSError as error:
        wrong_use(f"{file} cannot be written: {error.strerror or error}")
    for line in lines_of(profile):
        click.echo(printable(line))
    click.echo(f"trace in {printable(str(file))}; chrome://tracing, ui.perfetto.dev and Firefox open it")


def lines_of(profile: Profile) -> Iterator[str]:
    """Two tables: seconds by stage with what lies between them, and pages by kind."""
    seconds, stages = profile.seconds(), profile.stages()
    rows = {**stages, "between": max(seconds - sum(stages.values()), 0.0), "all": seconds}
    yield f"{'stage':<24}{'seconds':>9}{'share':>8}"
    for name, spent in rows.items():
        yield f"{name:<24}{spent:>9.3f}{spent / seconds if seconds else 0:>8.1%}"
    kinds = profile.kinds()
    if kinds:
        yield f"{'page kind':<24}{'seconds':>9}{'pages':>8}{'ms/page':>9}{'facts':>9}{'render':>9}{'join':>9}"
    for name, kind in kinds.items():
        each = kind.seconds / kind.pages * _MILLISECONDS
        parts = f"{kind.facts:>9.3f}{kind.rendering:>9.3f}{kind.joining:>9.3f}"
        yield f"{name:<24}{kind.seconds:>9.3f}{kind.pages:>8}{each:>9.2f}{parts}"
