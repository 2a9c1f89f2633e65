"""A copy's zip file depends on the files and the day alone, and on nothing of the machine that packs it."""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
import zipfile
from pathlib import Path

from generator.publishing.bundle import pack
from site_support import write

DAY = datetime.date(2026, 11, 1)


def packed(folder: Path, file: Path, day: datetime.date | None = DAY) -> zipfile.ZipFile:
    pack(folder, file, name="copy", day=day)
    return zipfile.ZipFile(file)


def a_folder(folder: Path, names: tuple[str, ...] = ("b/été.html", "a.html", "b/index.html")) -> Path:
    for name in names:
        write(folder / name, f"This is {name}.")
    return folder


def test_order_times_and_permissions_of_the_files_do_not_matter(tmp_path: Path) -> None:
    one = a_folder(tmp_path / "one")
    other = a_folder(tmp_path / "other", ("b/index.html", "b/été.html", "a.html"))
    (other / "a.html").chmod(0o600)
    os.utime(other / "a.html", (1, 1))
    packed(one, tmp_path / "one.zip")
    packed(other, tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_everything_is_in_one_folder_by_the_order_of_its_path(tmp_path: Path) -> None:
    names = packed(a_folder(tmp_path / "x"), tmp_path / "x.zip").namelist()
    assert names == ["copy/a.html", "copy/b/index.html", "copy/b/été.html"]


def test_files_bear_the_day_of_the_site_and_can_be_read_by_anybody(tmp_path: Path) -> None:
    (first, *_) = packed(a_folder(tmp_path / "x"), tmp_path / "x.zip").infolist()
    assert first.date_time == (2026, 11, 1, 0, 0, 0)
    assert first.external_attr >> 16 == stat.S_IFREG | 0o644


def test_a_site_of_no_day_or_an_early_one_bears_the_first_that_a_zip_file_knows(tmp_path: Path) -> None:
    for day in (None, datetime.date(1970, 1, 2)):
        (first, *_) = packed(a_folder(tmp_path / "x"), tmp_path / "x.zip", day).infolist()
        assert first.date_time == (1980, 1, 1, 0, 0, 0)


def test_size_and_checksum_are_those_of_the_file(tmp_path: Path) -> None:
    described = pack(a_folder(tmp_path / "x"), tmp_path / "x.zip", name="copy", day=DAY)
    content = (tmp_path / "x.zip").read_bytes()
    assert (described.size, described.sha256) == (len(content), hashlib.sha256(content).hexdigest())
