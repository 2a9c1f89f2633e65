"""Makes copies for reading offline: each is written as a site of its own and packed into one zip file."""

from __future__ import annotations

import functools
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from generator import crew
from generator.assembly import write_copy, write_page
from generator.messages import message
from generator.pages import copy_of
from generator.pages.copies import CHECKSUMS, FOLDER, WHOLE, Offer, offers
from generator.pages.downloads import with_files
from generator.profiling import COPY, span
from generator.provenance import part_of
from generator.publishing.bundle import described, pack
from generator.publishing.manifest import MANIFEST, manifest
from generator.publishing.target import Target
from generator.site import CopyFile
from generator.source import Source

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_FEWEST_FOR_MORE_HANDS = 2
_README = "README.txt"


def file_stem(site_name: str, key: str) -> str:
    """What a copy's folder is called, and by default its file: letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", site_name).encode("ascii", "ignore").decode().lower()
    site = _NOT_IN_NAMES.sub("-", plain).strip("-")
    return "-".join(part for part in (site, key if key != WHOLE or not site else "") if part)


def make_copy(source: Source, offer: Offer, file: Path, *, jobs: int | None = None) -> CopyFile:
    """Writes the copy of what `offer` names to the zip `file`.

    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    copy = copy_of(offer, source.graph, source.config, source.plan)
    with span(offer.key, COPY), tempfile.TemporaryDirectory() as scratch:
        target = Target(folder=Path(scratch))
        write_copy(source, copy, target, jobs=jobs)
        target.write(_README, _readme(source, offer))
        target.write(MANIFEST, manifest(target.entries, part_of(source, offer.key)))
        name = file_stem(source.config.site.name, offer.key)
        return pack(target.folder, file, name=name, day=source.date)


def write_downloads(source: Source, target: Target, *, jobs: int | None = None) -> None:
    """Writes the copies that the root offers into the site, and the page of them with checksums.

    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    page = next((each for each in source.plan.pages if each.kind == "downloads"), None)
    if page is None:
        return
    (target.folder / FOLDER).mkdir(parents=True, exist_ok=True)
    offered = tuple(offers(source.graph, source.config.downloads))
    files = dict(zip((each.key for each in offered), _made(source, offered, target, jobs), strict=True))
    key = source.key("downloads", files, source.content)
    if not target.keep_all(key):
        sums = "".join(f"{file.sha256}  {name}.zip\n" for name, file in sorted(files.items()))
        target.write(FOLDER + CHECKSUMS, sums.encode(), key)
        write_page(source, with_files(page, files), target, key)


def _made(source: Source, offered: Sequence[Offer], target: Target, jobs: int | None) -> list[CopyFile]:
    """The copies; those that the earlier site has of the same are taken over."""
    keys = {f"{FOLDER}{each.key}.zip": _key(source, each) for each in offered}
    missing = [each for each in offered if target.keep(_address(each), keys[_address(each)]) is None]
    tasks = [
        functools.partial(make_copy, source, each, target.folder / _address(each), jobs=1) for each in missing
    ]
    hands = jobs or crew.hands_for(len(tasks), fewest=_FEWEST_FOR_MORE_HANDS, most=max(len(tasks), 1))
    for each, _ in zip(missing, crew.run(tasks, hands), strict=True):
        target.adopt(_address(each), keys[_address(each)])
    return [described(target.folder / _address(each)) for each in offered]


def _address(offer: Offer) -> str:
    return f"{FOLDER}{offer.key}.zip"


def _key(source: Source, offer: Offer) -> bytes:
    """What the copy is made of."""
    if not source.environment:
        return b""
    copy = copy_of(offer, source.graph, source.config, source.plan)
    pages = [(page.name, source.fragments.made(page, copy.key).digest) for page in copy.plan.pages]
    arranged = copy.plan.sections, copy.plan.redirects, copy.plan.files
    return source.key("copy", offer, copy.title, pages, arranged, source.content)


def _readme(source: Source, offer: Offer) -> bytes:
    """What helps whoever opens the zip file and not the folder."""
    language = source.language
    said = language.said
    lines = (
        f"{source.config.site.name} - {said(offer.title)}",
        *(
            (said(message("As of %(day)s", day=language.day(source.date))),)
            if source.date is not None
            else ()
        ),
        "",
        said(message("Unzip everything first. Then open index.html in this folder with any browser.")),
        said(message("Nothing is installed, and no network is needed.")),
        "",
        source.config.site.url,
        "",
    )
    return "\r\n".join(lines).encode()
