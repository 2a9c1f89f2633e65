"""Pages rendered elsewhere are the same, whoever renders them, and whoever is lost meanwhile."""

from __future__ import annotations

import datetime
import functools
import multiprocessing
import pickle
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpus import DAY, write_corpus

from dask_cluster import Cluster, a_cluster
from generator import pipeline, scattering
from generator.executors import Elsewhere, dask, here
from generator.profiling import Profile, profiled
from private_site import MARK, the_root
from site_support import REPOSITORY, a_tiny_root, differences, tfpub

DATE = datetime.date.fromisoformat(DAY)
PAGES = 500
FEWEST = 50


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a template of its own."""
    folder = tmp_path_factory.mktemp("elsewhere") / "root"
    write_corpus(folder, PAGES)
    shipped = (REPOSITORY / "theme" / "templates" / "actor.html").read_text(encoding="utf-8")
    own = folder / "theme" / "templates" / "actor.html"
    own.parent.mkdir(parents=True)
    own.write_text(f"{shipped}<p>Words of this root</p>\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plain(root: Path) -> Path:
    """The site that one process writes."""
    site = root.with_name("plain")
    pipeline.build(root, site, date=DATE, jobs=1, downloads=False)
    assert "Words of this root" in "".join(each.read_text() for each in site.glob("actors/*/index.html"))
    return site


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with a_cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


class Watched(Executor):
    """One thread that does what it is given, each task with its number first handed to `done`."""

    def __init__(self, done: Callable[[int], None] = lambda number: None) -> None:
        self.tasks: list[tuple[Any, ...]] = []
        self._done = done
        self._pool = ThreadPoolExecutor(1)

    def submit(self, work: Callable[..., Any], /, *values: Any, **named: Any) -> Future[Any]:
        number = len(self.tasks)
        self.tasks.append(values)
        return self._pool.submit(self._work, number, work, *values, **named)

    def _work(self, number: int, work: Callable[..., Any], *values: Any) -> object:
        self._done(number)
        return work(*values)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def build(
    root: Path,
    site: Path,
    executor: Executor,
    *,
    is_clean: bool = True,
    tell: Callable[[str], None] = lambda reason: None,
) -> Profile:
    @contextmanager
    def opened() -> Iterator[Elsewhere]:
        with here(executor) as elsewhere:
            yield replace(elsewhere, tell=tell)

    with profiled() as profile:
        pipeline.build(
            root,
            site,
            date=DATE,
            executor=opened,
            downloads=False,
            is_clean=is_clean,
        )
    return profile


def rendered(profile: Profile) -> list[str]:
    return [each.of for each in profile.spans if each.sort == "render"]


@pytest.mark.parametrize(
    "pool",
    [
        lambda: ThreadPoolExecutor(3),
        lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")),
    ],
    ids=["threads", "processes that share nothing"],
)
def test_any_executor_makes_the_same_site(
    pool: Callable[[], Executor], root: Path, plain: Path, tmp_path: Path
) -> None:
    with pool() as executor:
        build(root, tmp_path / "site", executor)
    assert differences(plain, tmp_path / "site") == []


def test_workers_get_the_graph_once_and_names_of_many_pages_at_a_time(root: Path, tmp_path: Path) -> None:
    with Watched() as executor:
        profile = build(root, tmp_path / "site", executor)
    plan = pipeline.check(root, date=DATE).plan
    assert plan is not None
    asked = [list(names) for _, _, names, _ in executor.tasks]
    assert [name for names in asked for name in names] == [page.name for page in plan.pages]
    assert min(map(len, asked)) >= FEWEST
    # Nobody renders a page twice, and what is sent with a task is small.
    assert sorted(rendered(profile)) == sorted(page.name for page in plan.pages)
    assert max(len(pickle.dumps(task)) for task in executor.tasks) < 10_000


def test_few_pages_are_rendered_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_tiny_root(tmp_path / "root")
    monkeypatch.setattr(scattering, "_FEWEST", 1_000)
    with Watched() as executor:
        build(root, tmp_path / "site", executor)
    assert executor.tasks == []


def test_what_a_broken_executor_leaves_is_done_here(root: Path, plain: Path, tmp_path: Path) -> None:
    def breaks(number: int) -> None:
        if number:
            raise BrokenExecutor

    with Watched(breaks) as executor:
        profile = build(root, tmp_path / "site", executor)
    assert differences(plain, tmp_path / "site") == []
    own = {each.thread for each in profile.spans if each.sort == "stage"}
    others = [each.of for each in profile.spans if each.sort == "render" and each.thread not in own]
    assert others == list(executor.tasks[0][2])
    assert len(rendered(profile)) == sum(len(task[2]) for task in executor.tasks)


def test_what_others_rendered_is_kept_like_what_is_rendered_here(
    root: Path, plain: Path, tmp_path: Path
) -> None:
    with Watched() as executor:
        assert rendered(build(root, tmp_path / "site", executor, is_clean=False))
        asked = len(executor.tasks)
        assert rendered(build(root, tmp_path / "another", executor, is_clean=False)) == []
        assert len(executor.tasks) == asked
    with profiled() as profile:
        pipeline.build(root, tmp_path / "third", date=DATE, jobs=1, downloads=False, is_clean=False)
    assert rendered(profile) == []
    for site in ("site", "another", "third"):
        assert differences(plain, tmp_path / site) == []


def test_only_what_may_be_shown_leaves_the_process(tmp_path: Path) -> None:
    given: list[bytes] = []

    @contextmanager
    def noted(executor: Executor) -> Iterator[Elsewhere]:
        def hand_over(content: bytes) -> bytes:
            given.append(content)
            return content

        yield Elsewhere(executor=executor, hand_over=hand_over)

    root = the_root(tmp_path / "root")
    assert any(MARK.encode() in path.read_bytes().lower() for path in root.rglob("*") if path.is_file())
    with ThreadPoolExecutor(1) as pool:
        day = datetime.date(2026, 1, 1)
        opened = functools.partial(noted, pool)
        pipeline.build(root, tmp_path / "site", date=day, executor=opened, downloads=False)
    (content,) = given
    assert b"2025-na" in content
    assert MARK.encode() not in content.lower()


class Outdated(Watched):
    """Every second task is done by a worker with another program."""

    def _work(self, number: int, work: Callable[..., Any], *values: Any) -> object:
        *others, wish = values
        return work(*others, wish._replace(program=b"that of tomorrow") if number % 2 else wish)


class Lacking(Watched):
    """Every second task is done by a worker that has no tfpub."""

    def _work(self, number: int, work: Callable[..., Any], *values: Any) -> object:
        if number % 2:
            raise ModuleNotFoundError("No module named 'generator'")
        return work(*values)


@pytest.mark.parametrize("pool", [Outdated, Lacking])
def test_a_worker_with_another_program_is_not_listened_to(
    pool: type[Watched], root: Path, plain: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    with pool() as executor:
        profile = build(root, tmp_path / "site", executor, tell=told.append)
    assert differences(plain, tmp_path / "site") == []
    own = {each.thread for each in profile.spans if each.sort == "stage"}
    rendered_here = [each.of for each in profile.spans if each.sort == "render" and each.thread in own]
    assert rendered_here == [name for task in executor.tasks[1::2] for name in task[2]]
    assert len(told) == 1 and "another version of tfpub" in told[0]


def test_workers_of_a_scheduler_make_the_same_site(
    cluster: Cluster, root: Path, plain: Path, tmp_path: Path
) -> None:
    site, address = tmp_path / "site", f"dask://{cluster.address}"
    words = ("--root", root, "--output", site, "--date", DAY, "--no-downloads", "--clean")
    outcome = tfpub("build", *words, "--executor", address, "--profile", tmp_path / "profile.json")
    assert outcome.code == 0, outcome.output
    assert differences(plain, site) == []
    trace = (tmp_path / "profile.json").read_text(encoding="utf-8")
    assert all(f'"pid": {worker.pid}' in trace for worker in cluster.workers)


def test_a_worker_that_is_killed_midway_is_made_up_for(root: Path, plain: Path, tmp_path: Path) -> None:
    with a_cluster(tmp_path / "cluster") as made:
        one, other = made.workers
        finished: list[int] = []

        @contextmanager
        def watched() -> Iterator[Elsewhere]:
            def kill(future: Future[Any]) -> None:
                finished.append(future.result().spans[0].process)
                one.kill()

            class Killing(Executor):
                def submit(self, work: Callable[..., Any], /, *values: Any, **named: Any) -> Future[Any]:
                    future = elsewhere.executor.submit(work, *values, **named)
                    future.add_done_callback(kill)
                    return future

            with dask(made.address) as elsewhere:
                yield Elsewhere(executor=Killing(), hand_over=elsewhere.hand_over, lost=elsewhere.lost)

        with profiled() as profile:
            pipeline.build(root, tmp_path / "site", date=DATE, executor=watched, downloads=False)
        assert one.wait() == -9 and other.poll() is None
    assert differences(plain, tmp_path / "site") == []
    assert len(finished) == len(rendered(profile)) // FEWEST and other.pid in finished[1:]


def test_a_scheduler_that_is_not_there_is_said(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = ("--root", a_tiny_root(tmp_path / "root"), "--output", tmp_path / "site", "--clean")
    outcome = tfpub("build", *words, "--executor", f"dask://{address}")
    assert outcome.code == 2 and address in outcome.output, outcome.output
    assert not (tmp_path / "site").exists()


def test_without_its_package_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError\n", encoding="utf-8")
    words = ("--root", a_tiny_root(tmp_path / "root"), "--output", tmp_path / "site", "--clean")
    settings = {"PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}
    outcome = tfpub("build", *words, "--executor", "dask://127.0.0.1:8786", settings=settings)
    assert outcome.code == 2 and "pip install 'tfpub[dask]'" in outcome.output, outcome.output


@pytest.mark.parametrize(
    "address", ["dask://", "127.0.0.1:8786", "dask://host", "dask://a@host:1", "ssh://host:1"]
)
def test_an_address_of_another_form_is_refused(address: str, tmp_path: Path) -> None:
    outcome = tfpub("build", "--root", a_tiny_root(tmp_path / "root"), "--executor", address)
    assert outcome.code == 2 and "dask://host:port" in outcome.output


def test_processes_here_and_elsewhere_exclude_each_other(tmp_path: Path) -> None:
    words = ("--root", a_tiny_root(tmp_path / "root"), "--jobs", "2", "--executor", "dask://127.0.0.1:8786")
    outcome = tfpub("build", *words)
    assert outcome.code == 2 and "--jobs" in outcome.output and "--executor" in outcome.output
