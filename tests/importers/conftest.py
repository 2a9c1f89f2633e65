"""Guides to import: small ones made for one construct, and the corpus of published ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.importers.ihe_ig import Imported, convert
from generator.reading import Reading, read
from guide_support import GuideMaker, corpus_guides, notes, only, page, write_root


@pytest.fixture
def a_guide(tmp_path: Path) -> GuideMaker:
    return GuideMaker(tmp_path / "guides")


@pytest.fixture
def text_of(a_guide: GuideMaker) -> Callable[[str], str]:
    """What the text of a page becomes."""
    return lambda text: page(only(a_guide(notice=text)), "profiles/tst/lamps/notice.md")


@pytest.fixture
def notes_on(a_guide: GuideMaker) -> Callable[[str], list[str]]:
    """What is noted about the text of a page."""
    return lambda text: notes(only(a_guide(notice=text)), "/notice.md")


@pytest.fixture(scope="session")
def corpus() -> Sequence[Path]:
    guides = corpus_guides()
    if not guides:
        pytest.skip("the corpus is not here; TFPUB_CORPUS says where it is")
    return guides


@pytest.fixture(scope="session")
def imported_corpus(corpus: Sequence[Path]) -> Imported:
    return convert(corpus, {})


@pytest.fixture(scope="session")
def corpus_root(imported_corpus: Imported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_root(tmp_path_factory.mktemp("imported"), imported_corpus)


@pytest.fixture(scope="session")
def corpus_reading(corpus_root: Path) -> Reading:
    return read(corpus_root)
