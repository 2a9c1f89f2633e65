"""Turns foreign implementation guides into content files of a root; faults of published text are waived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import reading, verdicts
from generator.config import Waiver
from generator.importers import ihe_ig
from generator.pipeline import Checked, check
from generator.publishing.folder import write
from generator.reading import WAIVERS_PATH
from generator.records.framework import Transaction
from generator.records.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import wrote, what it could not convert, and what is wrong with the root afterwards."""

    checked: Checked
    notes: tuple[ihe_ig.Note, ...]
    files: int
    waived: int


def import_guides(guides: Sequence[Path], root: Path) -> Imported:
    """Write the content files that these guides become into `root`, which is made where it is missing.

    Faults of the published text are waived with their reason, so that the root builds; anything else
    that is wrong stays an error.
    """
    root.mkdir(parents=True, exist_ok=True)
    imported = ihe_ig.convert(guides, reading.read(root).sources)
    contents = {
        path: content if isinstance(content, bytes) else content.encode()
        for path, content in imported.files.items()
    }
    new = {path: content for path, content in contents.items() if not _holds(root / path, content)}
    for path, content in new.items():
        write(root, path, content)
    checked = check(root)
    waivers = _waivers(checked)
    if waivers != checked.reading.waivers:
        write(root, WAIVERS_PATH, verdicts.waivers_text(waivers).encode())
        checked = check(root)
    return Imported(checked=checked, notes=imported.notes, files=len(new), waived=len(waivers))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _waivers(checked: Checked) -> tuple[Waiver, ...]:
    """The waivers that are still needed, and new ones for faults of the published text."""
    found = {(each.rule, each.position.path, each.message): each for each in checked.diagnostics}
    kept = [each for each in checked.reading.waivers if (each.rule, each.path, each.message) in found]
    new = [
        Waiver(position=each.position, rule=rule, path=path, message=message, reason=_origin(checked, path))
        for (rule, path, message), each in found.items()
        if each.is_error and rule in ihe_ig.WAIVABLE
    ]
    return (*kept, *new)


def _origin(checked: Checked, path: str) -> str:
    """Which publication the text in `path` comes from."""
    graph = checked.graph
    for profile in graph.all(Profile).values():
        folder = profile.position.path.rpartition("/")[0]
        used = {use.transaction.key for actor in profile.actors for use in actor.transactions}
        texts = {each.position.path for key, each in graph.all(Transaction).items() if key in used}
        if path.startswith(f"{folder}/") or path in texts:
            return ihe_ig.waiver_reason(profile.key, profile.history[0].version)
    return "as published"
