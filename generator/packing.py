"""Packs a root's site, or a part of it, into one file to read without a network."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator import pipeline
from generator.bundling import file_stem, make_copy
from generator.caching.kept import kept_of
from generator.pages.copies import offer_of
from generator.publishing.folder import write_whole
from generator.records.framework import Domain
from generator.records.profiles import Profile
from generator.site import CopyFile
from generator.source import reported, source_of

Part = tuple[type[Profile] | type[Domain], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The copy that was written, and where: nothing (`path` is None) while an error stands."""

    checked: pipeline.Checked
    path: Path | None = None
    file: CopyFile | None = None


class NoSuchPart(ValueError):
    """A copy was asked for of something that the root does not have."""


def pack_site(
    root: Path,
    output: Path | None = None,
    *,
    part: Part | None = None,
    date: datetime.date | None = None,
    strict: bool = False,
    jobs: int | None = None,
) -> Packed:
    """One zip file to read offline: the whole site of `root`, or that `part` of it, a kind and a key.

    Nothing is written while an error stands. Source: the public graph alone, as of every other output.
    Raises: NoSuchPart if the root has no such part; BrokenTheme if the theme cannot make pages.
    """
    edition = date or pipeline.build_date(root)
    with kept_of(root, is_lasting=False) as kept:
        checked = pipeline.check(root, date=edition, kept=kept)
    config, plan = checked.reading.config, checked.plan
    if checked.fails(strict=strict) or config is None or plan is None:
        return Packed(checked=checked)
    record = checked.public.get(*part) if part is not None else None
    if part is not None and record is None:
        raise NoSuchPart(f"there is no {part[0].kind} {part[1]}")
    offer = offer_of(record)
    file = output or Path(f"{file_stem(config.site.name, offer.key)}.zip")
    with reported(config), tempfile.TemporaryDirectory() as scratch, kept_of(root, is_lasting=False) as kept:
        editions = checked.known.editions
        source = source_of(root, checked.public, plan, config, date=edition, kept=kept, editions=editions)
        made = Path(scratch) / "copy.zip"
        described = make_copy(source, offer, made, jobs=jobs)
        write_whole(file, made)
    return Packed(checked=checked, path=file, file=described)
