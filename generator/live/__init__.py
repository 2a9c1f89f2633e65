"""Serves a preview to browsers, and tells them what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.live.server import LiveServer
from generator.preview import Preview, State, followed, searched
from generator.serving import LOOPBACK

__all__ = ["LiveServer", "shown"]


@contextmanager
def shown(
    preview: Preview, *, port: int, host: str = LOOPBACK, judged: Callable[[State], None] | None = None
) -> Iterator[LiveServer]:
    """A server for `preview`, which meanwhile follows what changes on disk, and its search too.

    `judged` gets each state of which all is known. Raises: OSError.
    """
    with (
        searched(preview) as search,
        LiveServer(preview, search, host=host, port=port) as running,
        followed(preview, judged),
    ):
        yield running
