"""Does work in several processes at once; the outcome is the same as of one after another."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import NamedTuple, TypeVar

from generator import profiling
from generator.packed import packed


class _Helper(NamedTuple):
    process: BaseProcess
    receiver: Connection


P = TypeVar("P")
R = TypeVar("R")

# Below this, starting a process and taking over what it read costs more than it saves.
_FEWEST_FOR_MORE_HANDS = 400
# What the others read is taken over by one process, which gains nothing from more of them.
_MOST_HANDS = 4
# The tasks of the run that is under way: a forked process has them without their being sent.
_tasks: list[Callable[[], object]] = []
# Known to glibc alone.
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None


def each(work: Callable[[P], R], places: Sequence[P], hands: int | None = None) -> list[R]:
    """What `work` gives for each of `places`, in their order.

    `hands` is the number of processes; by default as many as the machine has free and pay off.
    Raises: what the work raises.
    """
    dealt = _dealt(len(places), hands or hands_for(len(places)))
    helpers = [_started(work, [places[index] for index in share]) for share in dealt[1:]]
    results = {index: work(places[index]) for index in dealt[0]}
    for share, helper in zip(dealt[1:], helpers, strict=True):
        delivered: list[R] | None = _received(helper)
        if delivered is None:
            # A helper that was killed leaves its share to us.
            delivered = [work(places[index]) for index in share]
        results |= zip(share, delivered, strict=True)
    return [results[index] for index in range(len(places))]


def run(tasks: Sequence[Callable[[], R]], hands: int) -> Iterator[R]:
    """What each of `tasks` gives, in their order; only what they give is sent from process to process.

    `hands` is the number of processes that work. This one is among them: it does tasks that nobody has begun
    while it waits for the next result. The others start at once, before any thread that the caller may start.
    Raises: what a task raises, when its turn comes.
    """
    if hands == 1:
        return (task() for task in tasks)
    _tasks[:] = tasks
    # What exists now is shared with the others as long as nobody writes to it, and a collector would.
    gc.collect()
    give_back()
    gc.freeze()
    pool = ProcessPoolExecutor(hands - 1, mp_context=multiprocessing.get_context("fork"))
    return _results(pool, [pool.submit(_done, number) for number in range(len(tasks))], tasks)


def _done(number: int) -> tuple[object, Sequence[profiling.Span]]:
    profiling.taken()
    result = _tasks[number]()
    give_back()
    return result, profiling.taken()


def _results(
    pool: ProcessPoolExecutor,
    futures: list[Future[tuple[object, Sequence[profiling.Span]]]],
    tasks: Sequence[Callable[[], R]],
) -> Iterator[R]:
    try:
        for number, task in enumerate(tasks):
            while not futures[number].done() and (free := _free(futures, number)) is not None:
                futures[free] = _done_here(tasks[free])
            try:
                result, spans = futures[number].result()
                profiling.add(spans)
            except BrokenProcessPool:
                # A helper that was killed takes the pool with it; what it left is done here.
                result = task()
            futures[number] = Future()
            yield result  # type: ignore[misc]
    finally:
        pool.shutdown(cancel_futures=True)
        _tasks.clear()
        gc.unfreeze()


def _free(futures: Sequence[Future[tuple[object, Sequence[profiling.Span]]]], first: int) -> int | None:
    """The first task from `first` on that nobody has begun, and nobody will but the caller."""
    return next((number for number in range(first, len(futures)) if futures[number].cancel()), None)


def _done_here(task: Callable[[], object]) -> Future[tuple[object, Sequence[profiling.Span]]]:
    future: Future[tuple[object, Sequence[profiling.Span]]] = Future()
    with _Kept(future):
        future.set_result((task(), ()))
    give_back()
    return future


@dataclass(frozen=True, slots=True)
class _Kept:
    """Keeps what a task raises until its turn comes."""

    future: Future[tuple[object, Sequence[profiling.Span]]]

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.future.set_exception(error)
        return True


def give_back() -> None:
    """Returns memory that nothing uses any more to the system.

    Large texts come and go while pages are made; between what stays, the allocator would keep as much again.
    """
    if _trim is not None:
        _trim(0)


def _dealt(places: int, hands: int) -> list[list[int]]:
    """The numbers of the places, by hand; a helper gets less, as it must pack what it read."""
    turns = [0, *range(hands), *range(hands)]
    shares: list[list[int]] = [[] for _ in range(hands)]
    for index in range(places):
        shares[turns[index % len(turns)]].append(index)
    return shares


def _started(work: Callable[[P], R], share: Sequence[P]) -> _Helper:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_deliver, args=(sender, work, share), daemon=True)
    process.start()
    # Were our own copy of this end open, we would wait for ever for a helper that has ended.
    sender.close()
    return _Helper(process, receiver)


def _deliver(sender: Connection, work: Callable[[P], R], share: Sequence[P]) -> None:
    profiling.taken()
    results = list(map(work, share))
    sender.send_bytes(packed((results, profiling.taken())))


def hands_for(places: int, *, fewest: int = _FEWEST_FOR_MORE_HANDS, most: int = _MOST_HANDS) -> int:
    """How many processes pay off, up to `most`; one for fewer places than `fewest`."""
    # A process that has threads may hold a lock at the moment when it is forked.
    if places < fewest or threading.active_count() > 1:
        return 1
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(len(os.sched_getaffinity(0)), most)


def _received(helper: _Helper) -> list[R] | None:
    try:
        results: list[R]
        results, spans = pickle.loads(helper.receiver.recv_bytes())
        profiling.add(spans)
    except (EOFError, OSError):
        return None
    finally:
        helper.receiver.close()
        helper.process.join()
    return results
