"""Executors that work elsewhere: any of `concurrent.futures`, and the workers of a Dask scheduler."""

from __future__ import annotations

import importlib
import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

_SECONDS_TO_CONNECT = 15
# What is raised where the other side does not know what it is asked for.
_STRANGE = (ImportError, AttributeError, pickle.PickleError)


class NoExecutor(ValueError):
    """There is nobody who would do the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """An executor whose workers share nothing with us but the program.

    `hand_over` makes of bytes what can be given to any number of tasks, which get the bytes by it, or a file
    that holds them. What of `lost` a task raises says that it was not done, what of `strange` that a worker
    has another program. `tell` is told of the latter.
    """

    executor: Executor
    hand_over: Callable[[bytes], bytes | Path]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)
    strange: tuple[type[BaseException], ...] = _STRANGE
    tell: Callable[[str], None] = lambda reason: None


Opened = Callable[[], AbstractContextManager[Elsewhere]]


@contextmanager
def here(executor: Executor) -> Iterator[Elsewhere]:
    """An executor whose workers run on this machine; it is left open."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "handed-over")

        def hand_over(content: bytes) -> Path:
            file.write_bytes(content)
            return file

        yield Elsewhere(executor=executor, hand_over=hand_over)


@contextmanager
def dask(address: str, tell: Callable[[str], None] = lambda reason: None) -> Iterator[Elsewhere]:
    """The workers of the Dask scheduler at `address`, `host:port`. Raises: NoExecutor."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise NoExecutor("dask.distributed is not installed: pip install 'tfpub[dask]'") from error
    try:
        client = distributed.Client(f"tcp://{address}", timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoExecutor(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError as error:
            raise NoExecutor(f"the Dask scheduler at {address} has no workers") from error
        yield Elsewhere(
            executor=client.get_executor(pure=False),
            # To all of them, so that one can be lost.
            hand_over=lambda content: client.scatter(content, broadcast=True, hash=False),
            lost=(
                BrokenExecutor,
                CancelledError,
                distributed.CancelledError,
                distributed.KilledWorker,
                OSError,
                TimeoutError,
            ),
            # A scheduler says so in general terms.
            strange=(*_STRANGE, RuntimeError),
            tell=tell,
        )
