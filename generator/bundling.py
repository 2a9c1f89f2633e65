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
from generator.publishing.bundle import pack
from generator.publishing.folder import write
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
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_copy(source, copy, folder, jobs=jobs)
        write(folder, _README, _readme(source, offer))
        name = file_stem(source.config.site.name, offer.key)
        return pack(folder, file, name=name, day=source.date)


def write_downloads(source: Source, folder: Path, *, jobs: int | None = None) -> None:
    """Writes the copies that the root offers into the site in `folder`, and the page of them with checksums.

    Raises: BrokenTheme, BrokenTemplate, SearchError.
    """
    offered = tuple(offers(source.graph, source.config.downloads))
    page = next((each for each in source.plan.pages if each.kind == "downloads"), None)
    if page is None:
        return
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    files = dict(zip((each.key for each in offered), _made(source, offered, folder, jobs), strict=True))
    sums = "".join(f"{file.sha256}  {key}.zip\n" for key, file in sorted(files.items()))
    write(folder, FOLDER + CHECKSUMS, sums.encode())
    write_page(source, with_files(page, files), folder)


def _made(source: Source, offered: Sequence[Offer], folder: Path, jobs: int | None) -> list[CopyFile]:
    tasks = [
        functools.partial(make_copy, source, each, folder / FOLDER / f"{each.key}.zip", jobs=1)
        for each in offered
    ]
    hands = jobs or crew.hands_for(len(tasks), fewest=_FEWEST_FOR_MORE_HANDS, most=len(tasks))
    return list(crew.run(tasks, hands))


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
