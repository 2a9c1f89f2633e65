"""Several processes read what one would have read, and a helper that dies is made up for."""

from __future__ import annotations

import functools
import os
import pickle
import time
from pathlib import Path

import pytest

from generator import crew
from generator.diagnostics import Position
from generator.packed import packed
from generator.reading import read
from generator.reading.prose import parse
from generator.records.walking import documents
from spec_root import SPECS

MARKDOWN = sorted((SPECS / "markdown").glob("*.md"))


@pytest.mark.parametrize("hands", [1, 2, 3, 7])
@pytest.mark.parametrize("places", [0, 1, 2, 5, 40])
def test_results_stand_in_the_order_of_their_places(places: int, hands: int) -> None:
    assert crew.each(str, range(places), hands) == [str(place) for place in range(places)]


def test_work_is_done_by_other_processes_too() -> None:
    processes = crew.each(lambda place: os.getpid(), range(20), 2)
    assert len(set(processes)) == 2 and os.getpid() in processes


def test_the_share_of_a_helper_that_was_killed_is_done_all_the_same() -> None:
    own = os.getpid()
    results = crew.each(lambda place: place if os.getpid() == own else os.kill(os.getpid(), 9), range(20), 2)
    assert results == list(range(20))


def test_few_places_are_left_to_one_process() -> None:
    assert set(crew.each(lambda place: os.getpid(), range(20))) == {os.getpid()}


@pytest.mark.parametrize("hands", [1, 3])
def test_tasks_give_their_results_in_order(hands: int) -> None:
    assert list(crew.run([functools.partial(abs, -number) for number in range(20)], hands)) == list(range(20))


def test_tasks_are_done_by_other_processes_and_by_this_one() -> None:
    def task() -> int:
        time.sleep(0.01)
        return os.getpid()

    processes = set(crew.run([task] * 40, 3))
    assert len(processes) == 3 and os.getpid() in processes


def test_tasks_of_a_helper_that_was_killed_are_done_all_the_same() -> None:
    own = os.getpid()

    def task(number: int) -> int:
        return number if os.getpid() == own or number != 7 else os.kill(os.getpid(), 9)  # type: ignore[return-value]

    assert list(crew.run([functools.partial(task, number) for number in range(20)], 2)) == list(range(20))


@pytest.mark.parametrize("hands", [1, 2])
def test_what_a_task_raises_comes_in_its_turn(hands: int) -> None:
    results = crew.run([int, functools.partial(int, "ten"), int], hands)
    assert next(results) == 0
    with pytest.raises(ValueError, match="ten"):
        next(results)


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_a_text_arrives_as_it_was_read(path: Path) -> None:
    document = parse(path.read_text(encoding="utf-8"), Position("some.md"))
    arrived = pickle.loads(packed(document))
    assert arrived == document
    assert [token.as_dict() for token in arrived.tokens] == [token.as_dict() for token in document.tokens]


def test_a_root_is_the_same_however_many_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    root = SPECS / "base"
    alone = read(root)
    monkeypatch.setattr(crew, "hands_for", lambda places: 3)
    together = read(root)
    assert together == alone
    texts = [
        [text.text for record in each.records for _, text in documents(record)] for each in (alone, together)
    ]
    assert texts[0] == texts[1]
