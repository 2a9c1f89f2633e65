"""Lines of content that a report may show: none of results, and nothing that is no text of the root."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import Position

_TEXTS = (".yml", ".md", ".feature")
_LARGEST = 4_000_000
_CONFIG = "site_config.yml"


class Quotes:
    """Lines of the files of a root, but for those of its results.

    `results` is the folder of results; where it is not known, the settings alone are quoted.
    """

    def __init__(self, root: Path, results: str | None) -> None:
        self._root = root.resolve()
        self._results = f"{results.strip('/')}/".lower() if results is not None else None
        self._lines = functools.cache(self._read)

    def line(self, position: Position) -> str | None:
        """The line of a position, without its end; None where it may not be shown, or cannot be."""
        path = position.path
        is_known = path == _CONFIG or (
            self._results is not None and not path.lower().startswith(self._results) and path.endswith(_TEXTS)
        )
        if not is_known:
            return None
        lines = self._lines(path)
        return lines[position.line - 1] if 0 < position.line <= len(lines) else None

    def _read(self, path: str) -> Sequence[str]:
        file = self._root / path
        try:
            # What a link leads to is no content.
            if file.resolve() != file or not file.is_file() or file.stat().st_size > _LARGEST:
                return ()
            text = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError, ValueError):
            return ()
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
