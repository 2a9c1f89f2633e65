"""A profile tells where the time of a build went, in numbers and as a trace, and none of it reaches sites."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline, profiling
from generator.profiling import Profile, Span, profiled, span
from site_pages import Site
from site_support import (
    BUILD_DATE,
    REPOSITORY,
    Outcome,
    a_tiny_root,
    build,
    copy_of_this_root,
    differences,
    once,
    tfpub,
)

DAY = datetime.date.fromisoformat(BUILD_DATE)
STAGES = {
    "look",
    "load",
    "read",
    "link",
    "results",
    "check",
    "publish",
    "plan",
    "prepare",
    "render",
    "search",
}
STAGES |= {"write", "versions", "manifest", "app", "measure"}


@pytest.fixture(scope="module")
def measured(shared_folder: Path) -> tuple[Path, Outcome]:
    """This repository's site, built by two processes with a profile."""

    def make(folder: Path) -> list[Outcome]:
        words = ("--jobs", "2", "--profile", folder / "profile.json")
        return [build(copy_of_this_root(folder / "root"), folder / "site", *words)]

    folder, outcomes = once(shared_folder, "profiled", make)
    assert outcomes[0].code == 0, outcomes[0].output
    return folder, outcomes[0]


@pytest.fixture(scope="module")
def events(measured: tuple[Path, Outcome]) -> list[dict[str, Any]]:
    trace = json.loads((measured[0] / "profile.json").read_bytes())
    assert set(trace) == {"displayTimeUnit", "traceEvents"}
    return list(trace["traceEvents"])


def test_the_site_is_the_same_as_without_a_profile(measured: tuple[Path, Outcome], own_site: Site) -> None:
    assert differences(own_site.folder, measured[0] / "site") == []


def test_every_event_of_the_trace_says_what_profilers_ask(events: list[dict[str, Any]]) -> None:
    for each in events:
        assert set(each) >= {"name", "ph", "ts", "pid", "tid", "args"}
        assert isinstance(each["name"], str) and each["name"]
        assert type(each["pid"]) is int and type(each["tid"]) is int
        assert each["ph"] in ("X", "M")
        if each["ph"] == "X":
            assert each["ts"] >= 0 and each["dur"] >= 0 and isinstance(each["cat"], str)
        else:
            assert each["name"] == "process_name" and each["args"]["name"] in ("tfpub", "worker")


def test_spans_of_one_thread_lie_within_or_beside_each_other(events: list[dict[str, Any]]) -> None:
    open_until: dict[tuple[int, int], list[float]] = {}
    for each in events:
        if each["ph"] == "X":
            ends = open_until.setdefault((each["pid"], each["tid"]), [])
            while ends and ends[-1] <= each["ts"]:
                ends.pop()
            end = each["ts"] + each["dur"]
            assert not ends or end <= ends[-1] + 0.001
            ends.append(end)


def test_every_process_is_named_and_workers_do_not_render_alone(events: list[dict[str, Any]]) -> None:
    named = {each["pid"]: each["args"]["name"] for each in events if each["ph"] == "M"}
    assert {each["pid"] for each in events} == set(named)
    assert sorted(named.values()) == ["tfpub", *["worker"] * (len(named) - 1)] and len(named) > 1
    assert {named[each["pid"]] for each in events if each.get("cat") == "render"} == {"tfpub", "worker"}


def test_all_stages_and_all_kinds_of_pages_are_in_it(
    measured: tuple[Path, Outcome], events: list[dict[str, Any]]
) -> None:
    plan = pipeline.check(REPOSITORY, date=DAY).plan
    assert plan is not None
    stages = {each["name"] for each in events if each.get("cat") == "stage"}
    assert stages - {"remember"} == STAGES
    for sort in ("facts", "render", "join"):
        found = sorted((each["name"], each["args"]["of"]) for each in events if each.get("cat") == sort)
        assert found == sorted((page.kind, page.name) for page in plan.pages)
    told = {line.split()[0] for line in measured[1].output.splitlines() if line}
    assert STAGES | {page.kind for page in plan.pages} <= told


def test_stages_follow_each_other_and_make_most_of_the_whole(measured: tuple[Path, Outcome]) -> None:
    lines = [line.split() for line in measured[1].output.splitlines()]
    seconds = {words[0]: float(words[1]) for words in lines if len(words) == 3 and words[2].endswith("%")}
    assert sum(seconds.values()) - seconds["all"] == pytest.approx(seconds["all"], abs=0.02)
    assert seconds["between"] < 0.2 * seconds["all"]


def test_without_a_name_the_trace_is_in_the_cache_of_the_root(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    outcome = build(root, tmp_path / "site", "--profile")
    assert outcome.code == 0, outcome.output
    file = root / ".cache" / "tfpub" / "profile.json"
    assert str(file) in outcome.output
    assert json.loads(file.read_bytes())["traceEvents"]


def test_a_build_that_writes_nothing_tells_where_its_time_went_too(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    (root / "framework" / "pages" / "broken.md").write_text("no title", encoding="utf-8")
    outcome = build(root, tmp_path / "site", "--profile", tmp_path / "profile.json")
    assert outcome.code == 1 and "read" in outcome.output and (tmp_path / "profile.json").is_file()


def test_a_trace_never_becomes_a_part_of_a_site(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    outcome = build(root, tmp_path / "site", "--profile", tmp_path / "site" / "api" / "profile.json")
    assert outcome.code == 2 and "would become a part of the site" in outcome.output
    assert not (tmp_path / "site" / "api" / "profile.json").exists()


@pytest.mark.parametrize("linked", [".cache", ".cache/tfpub"])
def test_content_cannot_lead_the_trace_elsewhere(linked: str, tmp_path: Path) -> None:
    root, elsewhere = a_tiny_root(tmp_path / "root"), tmp_path / "elsewhere"
    (elsewhere / "tfpub").mkdir(parents=True)
    (root / linked).parent.mkdir(exist_ok=True)
    (root / linked).symlink_to(elsewhere)
    outcome = build(root, tmp_path / "site", "--profile")
    assert outcome.code == 2 and "its folder is a link" in outcome.output
    assert [path for path in elsewhere.rglob("*") if path.is_file()] == []


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    (tmp_path / "file").touch()
    outcome = build(root, tmp_path / "site", "--profile", tmp_path / "file" / "profile.json")
    assert outcome.code == 2 and "cannot be written" in outcome.output


def test_a_build_that_finds_nothing_changed_tells_that_it_looked(tmp_path: Path) -> None:
    root = a_tiny_root(tmp_path / "root")
    words = ("build", "--root", root, "--output", tmp_path / "site", "--date", BUILD_DATE)
    settings = {"XDG_CACHE_HOME": str(tmp_path / "own")}
    for path in sorted(root.rglob("*")):
        os.utime(path, (1, 1))
    first = tfpub(*words, settings=settings)
    again = tfpub(*words, "--profile", tmp_path / "profile.json", settings=settings)
    assert (first.code, again.code) == (0, 0) and "look" in again.output
    assert again.output.startswith(first.output)


def test_nothing_is_measured_unless_asked() -> None:
    assert span("read") is span("render")
    assert profiling.taken() == ()


def test_what_other_processes_measured_counts_for_kinds_and_not_for_stages() -> None:
    profile = Profile(process=1, started=0)
    with profiled(profile):
        profiling.add(
            Span(name, sort, of, 0, 2_000_000_000, process, 1, 0)
            for name, sort, of, process in (
                ("render", "stage", "", 1),
                ("render", "stage", "", 2),
                ("actor", "render", "actor/a", 2),
                ("actor", "join", "actor/a", 3),
                ("actor", "render", "actor/b", 3),
            )
        )
    assert profile.stages() == {"render": 2.0}
    (name, kind), *others = profile.kinds().items()
    assert (name, kind.pages, kind.rendering, kind.joining, kind.seconds) == ("actor", 2, 4.0, 2.0, 6.0)
    assert others == []


def test_a_stage_within_a_stage_counts_once() -> None:
    with profiled() as profile, span("copies"), span("render"):
        pass
    assert list(profile.stages()) == ["copies"]
