"""Writes a root that becomes about so many pages: texts, models and results in the proportion of real ones.

Of 10,000 pages some 4,000 show profiles with their texts, transactions, actors, requirements and scenarios,
and 6,000 show results: 40,000 rows of 4,000 systems and 1,000 organizations. Whatever the size there are 24
events, so that what is shown of one thing does not grow with the number of all.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from content import root_files
from made_up import model_of
from made_up_results import write, write_results

from generator import handbook

DAY = "2026-11-01"
"""The day that the site speaks of: all events are over and published."""
CHANGED_PAGE = "profiles/baa/p0/concepts"
"""A text that every such root has, without its ending; its page has the same path."""
SESSIONS = 24
_PROFILES_OF_A_PAGE = 0.0158
_ROWS_OF_A_PAGE = 4
# The other pages that every site has, and those of the events, take the place of so many rows.
_ROWS_LESS = 400


def write_corpus(root: Path, pages: int, *, seed: str = "corpus") -> None:
    """Writes the root; from 500 pages on, their number is met within five in a hundred."""
    own = pages - len(handbook.guides()) - len(handbook.rules())
    for path, text in root_files(round(own * _PROFILES_OF_A_PAGE), rows=(10, 40)):
        write(root / path, text)
    write_results(
        root,
        model=model_of(root),
        sessions=SESSIONS,
        organizations=own // 10,
        rows=own * _ROWS_OF_A_PAGE - _ROWS_LESS,
        seed=seed,
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("root", type=Path)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--seed", default="corpus", help="that of the results")
    chosen = arguments.parse_args()
    write_corpus(chosen.root, chosen.pages, seed=chosen.seed)
