"""The smallest root that speed is measured with, and its site."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from corpus import DAY, write_corpus

from generator import pipeline

PAGES = 500


@pytest.fixture(scope="session")
def measured_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("measured") / "root"
    write_corpus(root, PAGES)
    return root


@pytest.fixture(scope="session")
def measured_site(measured_root: Path) -> Path:
    site = measured_root.with_name("site")
    built = pipeline.build(measured_root, site, date=datetime.date.fromisoformat(DAY))
    assert built.folder is not None, built.checked.diagnostics
    return site
