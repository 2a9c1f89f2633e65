"""Where the time of a command went: spans of all its processes, as numbers and as a trace for a profiler.

Nothing is measured unless somebody asked for a profile. What is measured reaches no site.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple

# What a span is of: a stage of the whole; a copy or a page of one; and of a page of the site its facts, its
# text, and its frame with links.
STAGE, COPY, FACTS, RENDER, JOIN = "stage", "copy", "facts", "render", "join"
_NANOSECONDS = 1_000_000_000
_NANOSECONDS_IN_MICROSECOND = 1_000
_NOTHING: AbstractContextManager[None] = nullcontext()


class Span(NamedTuple):
    """A time that was spent on one thing by one thread; `start` and `duration` are in nanoseconds.

    `start` is a time of day, so that spans of several machines stand beside each other. `depth` says how many
    spans of the same sort and thread it lies within. `of` is the page, or nothing.
    """

    name: str
    sort: str
    of: str
    start: int
    duration: int
    process: int
    thread: int
    depth: int


class KindOfPage(NamedTuple):
    """How long the pages of one kind took, in seconds of one processor."""

    pages: int
    facts: float
    rendering: float
    joining: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.facts + self.rendering + self.joining


@dataclass(slots=True)
class Profile:
    """The spans that were measured, in the order of their ends, and the process that asked for them."""

    process: int = field(default_factory=os.getpid)
    started: int = field(default_factory=time.time_ns)
    spans: list[Span] = field(default_factory=list)
    # The clock that never goes back tells no time of day, and is the same for all processes of a machine.
    _offset: int = field(default_factory=lambda: time.time_ns() - time.perf_counter_ns())
    _depths: dict[tuple[str, int], int] = field(default_factory=dict)

    @contextmanager
    def span(self, name: str, sort: str, of: str) -> Iterator[None]:
        """Measures what is done within."""
        thread = threading.get_ident()
        depth = self._depths.get((sort, thread), 0)
        self._depths[sort, thread] = depth + 1
        start = time.perf_counter_ns()
        try:
            yield
        finally:
            duration = time.perf_counter_ns() - start
            self._depths[sort, thread] = depth
            begun = start + self._offset
            self.spans.append(Span(name, sort, of, begun, duration, os.getpid(), thread, depth))

    def seconds(self) -> float:
        """From the first moment to the end of what was measured last."""
        ends = (each.start + each.duration for each in self.spans)
        return (max(ends, default=self.started) - self.started) / _NANOSECONDS

    def stages(self) -> Mapping[str, float]:
        """Stage -> seconds, as the process that asked went through them, one after another."""
        found: dict[str, float] = {}
        for each in sorted(self.spans, key=lambda each: each.start):
            if each.sort == STAGE and each.process == self.process and not each.depth:
                found[each.name] = found.get(each.name, 0.0) + each.duration / _NANOSECONDS
        return found

    def kinds(self) -> Mapping[str, KindOfPage]:
        """Kind of page -> its times, what took longest first; only what was made, not what was taken over."""
        sorts = (FACTS, RENDER, JOIN)
        times: dict[str, dict[str, float]] = {}
        pages: dict[str, set[str]] = {}
        for each in self.spans:
            if each.sort in sorts:
                own = times.setdefault(each.name, dict.fromkeys(sorts, 0.0))
                own[each.sort] += each.duration / _NANOSECONDS
                pages.setdefault(each.name, set()).add(each.of)
        found = {name: KindOfPage(len(pages[name]), *own.values()) for name, own in times.items()}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].seconds, pair[0])))

    def trace(self) -> bytes:
        """The spans in the Trace Event Format, as JSON: times are in microseconds since the start.

        Source: https://github.com/catapult-project/catapult/tree/main/tracing
        """
        threads = {
            key: number for number, key in enumerate(sorted({_thread_of(each) for each in self.spans}))
        }
        processes = dict.fromkeys([self.process, *sorted({each.process for each in self.spans})])
        named = [_named(each, "tfpub" if each == self.process else "worker") for each in processes]
        spans = sorted(self.spans, key=lambda each: (each.start, -each.duration))
        events = [*named, *(_event(each, self.started, threads[_thread_of(each)]) for each in spans)]
        lines = ",\n".join(json.dumps(each) for each in events)
        return f'{{"displayTimeUnit":"ms","traceEvents":[\n{lines}\n]}}\n'.encode()


def _thread_of(span: Span) -> tuple[int, int]:
    return span.process, span.thread


def _named(process: int, name: str) -> dict[str, object]:
    args = {"name": name}
    return {"name": "process_name", "ph": "M", "ts": 0, "pid": process, "tid": 0, "args": args}


def _event(span: Span, origin: int, thread: int) -> dict[str, object]:
    return {
        "name": span.name,
        "cat": span.sort,
        "ph": "X",
        "ts": (span.start - origin) / _NANOSECONDS_IN_MICROSECOND,
        "dur": span.duration / _NANOSECONDS_IN_MICROSECOND,
        "pid": span.process,
        "tid": thread,
        "args": {"of": span.of} if span.of else {},
    }


_asked: ContextVar[Profile | None] = ContextVar("profile", default=None)


@contextmanager
def profiled(profile: Profile | None = None) -> Iterator[Profile]:
    """Measures what is done within, by this process and by those that it starts."""
    profile = profile or Profile()
    token = _asked.set(profile)
    try:
        yield profile
    finally:
        _asked.reset(token)


def span(name: str, sort: str = STAGE, of: str = "") -> AbstractContextManager[None]:
    """Measures what is done within, if anybody asked for it."""
    profile = _asked.get()
    return profile.span(name, sort, of) if profile is not None else _NOTHING


def is_profiled() -> bool:
    """Whether anybody asked for a profile."""
    return _asked.get() is not None


def taken() -> Sequence[Span]:
    """What this process measured since it was last asked, to be given to the one that started it."""
    profile = _asked.get()
    if profile is None:
        return ()
    spans, profile.spans = profile.spans, []
    return spans


def add(spans: Iterable[Span]) -> None:
    """Counts in what another process measured."""
    profile = _asked.get()
    if profile is not None:
        profile.spans += spans
