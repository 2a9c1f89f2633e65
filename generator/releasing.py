"""Publishes a version: what is committed becomes an entry of versions.yml, and stays from then on."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from generator import pipeline
from generator.caching.kept import kept_of
from generator.diagnostics import Position
from generator.history import head_date
from generator.publishing.folder import write_whole
from generator.records.base import Form
from generator.records.elsewhere import LABEL_FORM, Version
from generator.releases import VERSIONS_FILE, published
from generator.revisions import UnknownRevision, commit_of, has_changes

_NOTHING_YET = re.compile(r"\s*\[\s*\]\s*")


class CannotRelease(ValueError):
    """That no version can be published now; says why, and what to do."""


def release(root: Path, label: str, *, day: datetime.date | None = None) -> Path:
    """Adds the version `label` of what is committed to versions.yml, as the newest; says where that file is.

    `day` is that of the current commit by default. Raises: CannotRelease.
    """
    if not _is_label(LABEL_FORM, label):
        raise CannotRelease(f"{label!r} is no label of a version: it has {LABEL_FORM.meaning}")
    try:
        commit = commit_of(root, "HEAD")
        if has_changes(root):
            raise CannotRelease("there are changes that are not committed: commit them first, or undo them")
        with kept_of(root, is_lasting=False) as kept:
            checked = pipeline.check(root, kept=kept)
            config = checked.reading.config
            if config is None or checked.fails():
                raise CannotRelease("the content has errors: `tfpub check` tells them")
            listed = checked.reading.versions
            if any(each.label.lower() == label.lower() for each in listed):
                raise CannotRelease(f"there is a version {label} already, and a version never changes")
            found = day or head_date(root) or datetime.date.min
            if listed and found < listed[0].date:
                raise CannotRelease(f"{found} is before the day of version {listed[0].label}")
            file = root / config.content.framework / VERSIONS_FILE
            nowhere = Position(file.name)
            version = Version(position=nowhere, label=label, commit=commit, digest="", date=found)
            digest = published(root, version, config).digest
    except UnknownRevision as error:
        raise CannotRelease(str(error)) from error
    entry = f'- label: "{label}"\n  commit: {commit}\n  digest: {digest}\n  date: {found}\n'
    write_whole(file, _with_entry(file, entry).encode())
    return file


def _is_label(form: Form, label: str) -> bool:
    return len(label) <= form.longest and re.fullmatch(form.pattern, label) is not None


def _with_entry(file: Path, entry: str) -> str:
    """The file's text with an entry more, before the first one; what comments stand above stays above."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
    kept = [line for line in lines if not _NOTHING_YET.fullmatch(line)]
    first = next((at for at, line in enumerate(kept) if line.startswith("-")), len(kept))
    return "".join((*kept[:first], entry, *kept[first:]))
