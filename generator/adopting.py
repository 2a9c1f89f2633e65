"""Takes foreign test descriptions into a root as scenarios of a profile; no file is overwritten unasked."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import pipeline, reading
from generator.diagnostics import Diagnostic, did_you_mean
from generator.importers import ihe_ig, scenarios
from generator.publishing.folder import write_whole
from generator.records.profiles import Profile


class CannotAdopt(ValueError):
    """The root has no profile for the scenarios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What was written, by its path in the root; what was left out; and what is wrong with it, or with them.

    `diagnostics` are those of the foreign files and, after writing, those of the written ones.
    """

    written: tuple[str, ...]
    notes: tuple[ihe_ig.Note, ...]
    diagnostics: tuple[Diagnostic, ...]


def adopt_scenarios(
    files: Sequence[Path], root: Path, profile_key: str, *, is_replacing: bool = False
) -> Adopted:
    """Write what `files` describe into the folder of a profile; a file that is there stays as it is.

    Raises: CannotAdopt if the root has no such profile; OSError if a file cannot be written.
    """
    read = reading.read(root)
    profiles = {each.key: each for each in read.records if isinstance(each, Profile)}
    profile = next((each for each in profiles.values() if each.key.lower() == profile_key.lower()), None)
    if profile is None:
        hint = did_you_mean(profile_key, profiles)
        raise CannotAdopt(
            f"the root has no profile {profile_key}; {hint}" if hint else "the root has no profiles"
        )
    texts = {file: reading.read_text(file.parent, file.name) for file in files}
    sources = [(str(file), text) for file, text in texts.items() if isinstance(text, str)]
    unread = tuple(text for text in texts.values() if isinstance(text, Diagnostic))
    converted = scenarios.convert(sources, profile, read.records, read.externals, reading.parse)
    written, notes = _write(root, profile, converted, is_replacing=is_replacing)
    found = pipeline.check(root).diagnostics if written else ()
    return Adopted(
        written=written,
        notes=(*converted.notes, *notes),
        diagnostics=(
            *unread,
            *converted.diagnostics,
            *(each for each in found if each.position.path in written),
        ),
    )


def _write(
    root: Path, profile: Profile, converted: scenarios.Conversion, *, is_replacing: bool
) -> tuple[tuple[str, ...], tuple[ihe_ig.Note, ...]]:
    folder = posixpath.dirname(profile.position.path)
    written: list[str] = []
    notes: list[ihe_ig.Note] = []
    for name, text in sorted(converted.files.items()):
        path = f"{folder}/{name}"
        if os.path.lexists(root / path) and not is_replacing:
            notes.append(ihe_ig.Note(path, 1, "the file", "it is there already; --replace writes it anew"))
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / path, text.encode())
        written.append(path)
    return tuple(written), tuple(notes)
