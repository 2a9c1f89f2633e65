"""The first line of a YAML file that tells editors its schema: `# yaml-language-server: $schema=…`.

The first line of `site_config.yml` says where a root keeps its schemas; all other files follow it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.config import ContentConfig, SiteConfig
from generator.publishing.folder import write_whole
from generator.reading.files import walk
from generator.reading.layout import CONFIG_KIND, CONFIG_PATH, WAIVERS_PATH, FileKind, Place, sort_paths

_MARK: Final = "# yaml-language-server: $schema="
_ENDING: Final = ".schema.json"
_BYTE_ORDER_MARK: Final = "\ufeff"


def schema_line(kind: FileKind, path: str, schemas: str | None) -> str:
    """The first line of the file at `path`, with its line end; empty where the root has no schemas.

    `schemas`: their folder relative to the root, or their address.
    """
    if schemas is None or kind.has_body:
        return ""
    place = f"{schemas}/{kind.name}{_ENDING}"
    if "://" not in schemas:
        place = posixpath.relpath(place, posixpath.dirname(path) or ".")
    return f"{_MARK}{place}\n"


def schemas_of(root: Path) -> str | None:
    """Where a root keeps its schemas, as the first line of its settings says; None if it does not."""
    first = (root / CONFIG_PATH).read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    expected = f"{CONFIG_KIND.name}{_ENDING}"
    if not first.startswith(_MARK) or not first.endswith(expected):
        return None
    return first.removeprefix(_MARK).removesuffix(expected).rstrip("/") or "."


def wire(root: Path, config: SiteConfig, schemas: str) -> tuple[str, ...]:
    """Give every YAML file of a root its first line; the paths of the files that were changed.

    Raises: OSError if a file cannot be written.
    """
    changed = []
    for place in _yaml_files(root, config.content):
        file = root / place.path
        old = file.read_bytes().decode("utf-8")
        new = _with_line(old, schema_line(place.kind, place.path, schemas))
        if new != old:
            write_whole(file, new.encode())
            changed.append(place.path)
    return tuple(changed)


def _yaml_files(root: Path, content: ContentConfig) -> Iterator[Place]:
    folders = [
        each for each in (content.framework, content.profiles, content.results) if os.path.isdir(root / each)
    ]
    own = [path for path in (CONFIG_PATH, WAIVERS_PATH) if (root / path).is_file()]
    for place in sort_paths([*own, *walk(root, folders).paths], content).places:
        if not place.kind.has_body:
            yield place


def _with_line(text: str, line: str) -> str:
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    rest = text.removeprefix(mark)
    if rest.startswith(_MARK):
        rest = rest.partition("\n")[2]
    end = "\r\n" if "\r\n" in rest else "\n"
    return mark + line.replace("\n", end) + rest
