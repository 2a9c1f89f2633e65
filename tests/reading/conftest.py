"""Builders of small roots: each test writes only the file that matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

CONFIG = "site:\n  name: A framework\n  url: https://example.org/\npublication:\n  source: public\n"
Root = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def a_root(tmp_path: Path) -> Root:
    """Writes files below a new root; site_config.yml is there unless it is given."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "root"
        for path, content in {"site_config.yml": CONFIG, **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write
