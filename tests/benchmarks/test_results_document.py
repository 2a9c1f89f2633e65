"""What is measured is told as it is: kept, missed, failed, or not measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bars import OURS, bars_of, exponent_of, growth_bar
from contest import AGAIN, FULL, Contestant, Limits, Outcomes, Output, Step, contest
from measuring import Cost, Failed, measured
from results_document import comparison, record


def cost(wall: float, *, cpu: float | None = None, megabytes: float = 10.0) -> Cost:
    return Cost(wall=wall, cpu=wall if cpu is None else cpu, megabytes=megabytes)


def verdicts(found: dict[tuple[str, str], list[Cost | Failed]]) -> dict[str, str]:
    titles = {key: key for key, _ in found}
    return {bar.name: bar.verdict for bar in bars_of(Outcomes(found), titles)}


@pytest.mark.parametrize(("seconds", "verdict"), [(2.9, "kept"), (3.1, "missed")])
def test_a_full_build_is_judged_by_the_share_of_the_others(seconds: float, verdict: str) -> None:
    found = {(OURS, FULL): [cost(seconds)], ("hugo", FULL): [cost(10.0)]}
    assert verdicts(found)["full build, by that of hugo"] == verdict


def test_a_share_of_wall_time_is_not_enough_where_more_processor_time_is_taken() -> None:
    found = {(OURS, FULL): [cost(1.0, cpu=5.0)], ("hugo", FULL): [cost(10.0)]}
    assert verdicts(found)["full build, by that of hugo"] == "missed"


def test_nothing_is_said_of_who_did_not_take_part_or_failed() -> None:
    found = {(OURS, FULL): [cost(1.0)], ("hugo", FULL): [cost(10.0), Failed("exit 1")]}
    told = verdicts(found)
    assert told["full build, by that of hugo"] == "not measured"
    assert told["full build, by that of zensical"] == "not measured"


def test_seconds_are_the_median_of_all_runs() -> None:
    assert verdicts({(OURS, AGAIN): [cost(9.0), cost(0.2), cost(0.25)]})[AGAIN] == "kept"


def test_twice_the_pages_in_twice_the_time_is_an_exponent_of_one() -> None:
    assert exponent_of([500, 1_000, 4_000], [1.0, 2.0, 8.0]) == pytest.approx(1.0)
    assert exponent_of([500, 1_000, 4_000], [1.0, 4.0, 64.0]) == pytest.approx(2.0)


def test_growth_is_not_judged_where_a_size_is_missing() -> None:
    assert growth_bar([500, 1_000], [1.0, 2.0], is_whole=True).verdict == "kept"
    assert growth_bar([500, 1_000], [1.0, 2.0], is_whole=False).verdict == "not measured"


def contestant(folder: Path, key: str, program: str) -> Contestant:
    step = Step(commands=[(sys.executable, "-c", program)])
    return Contestant(
        key=key, title=key, folder=folder, output=folder, article="article", steps={FULL: step, AGAIN: step}
    )


def test_steps_are_done_in_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = [contestant(tmp_path, key, "pass") for key in ("a", "b")]
    contest(both, runs=2, limits=Limits(seconds=60, megabytes=1_000))
    told = [line.rpartition(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert told == [
        f"run {run}: {key}, {step}" for run in (1, 2) for step in (FULL, AGAIN) for key in ("a", "b")
    ]


def test_what_failed_is_told_with_its_last_words_and_without_folders(tmp_path: Path) -> None:
    failing = contestant(tmp_path, OURS, "raise SystemExit('no /some/where/file.md')")
    outcomes = contest([failing], runs=1, limits=Limits(seconds=60, megabytes=1_000))
    text = "\n".join(
        comparison(
            [failing], outcomes, {OURS: Output(pages=1, rows=1, links=1, size=1, files=1)}, runs=1, start=""
        )
    )
    assert "exit 1\nno file.md" in text
    assert "| tfpub | failed |" in text


def test_a_command_that_takes_too_long_or_too_much_is_ended() -> None:
    with pytest.raises(Failed, match=r"not done after 0\.2 s"):
        measured([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.2)
    with pytest.raises(Failed, match="more than 1 MB"):
        measured([sys.executable, "-c", "import time; time.sleep(60)"], seconds=20, megabytes=1)


def test_a_part_is_written_anew_and_the_others_are_left(tmp_path: Path) -> None:
    document = tmp_path / "RESULTS.md"
    for title, line in (("Growth", "old"), ("Against others", "first"), ("Growth", "new")):
        record(title, [line], document)
    text = document.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.index("## Against others\n\nfirst\n") < text.index("## Growth\n\nnew\n")
