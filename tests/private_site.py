"""The private root of `tests/sites/private`: as it is, and as if nothing withheld had ever been there."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import xlrd
import xlwt

PRIVATE = Path(__file__).resolve().parent / "sites" / "private"
MARK = "zqhidden"
Row = tuple[str, str, str, str, str]

_PASS = {"pass", "réussi", "completed"}
_OURS = {
    "LETTERS": "LEX",
    "LTR_SRC": "letter-source",
    "LTR_RCV": "letter-receiver",
    "REG": "registered",
    "NONE": "",
}
_CHUNK = re.compile(rb'tfpubSearch\.takeChunk\("([^"]+)","([^"]*)"\)')
_DEFLATED = b"\x1f\x8b"


def published_rows() -> set[Row]:
    """Session, system, profile, actor and option of every row that is published."""
    with (PRIVATE / "published.csv").open(encoding="utf-8", newline="") as file:
        return {tuple(row) for row in list(csv.reader(file))[1:]}  # type: ignore[misc]


def the_root(folder: Path) -> Path:
    """A copy of the private root."""
    return Path(shutil.copytree(PRIVATE, folder / "root"))


def without_what_is_withheld(folder: Path) -> Path:
    """A copy that holds published rows only, and nobody who has none."""
    root = the_root(folder)
    shutil.rmtree(root / "results_data/2026-eu")
    (root / "results_data/2025-eu/amendments.yml").unlink()
    (root / "results_data/2025-na/exports/extra.csv").unlink()
    for path in sorted(root.glob("results_data/**/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [re.sub(rf", successor: {MARK}[^}}]*", "", line) for line in lines]
        kept = [line for line in kept if MARK not in line.lower() and "extra.csv" not in line]
        path.write_text("".join(kept), encoding="utf-8")
    for path in sorted(root.glob("results_data/*/exports/*")):
        _REDUCERS[path.suffix](path, path.parent.parent.name)
    return root


def commit(root: Path, day: str) -> None:
    """A history: the framework on one day, the results on another, by a person with a telling name."""
    for names, when in ((["framework", "profiles", "site_config.yml"], "2024-01-01"), (["."], day)):
        stamp = f"{when}T12:00:00+00:00"
        person = {"NAME": f"{MARK} monitor", "EMAIL": f"{MARK}@example.org", "DATE": stamp}
        told = {
            f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()
        }
        for words in (["init", "-q"], ["add", *names], ["commit", "-q", "-m", f"{MARK} message of {when}"]):
            subprocess.run(["git", "-C", str(root), *words], check=True, env={**os.environ, **told})


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder and all that is packed inside one: name -> bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _unpacked(path.relative_to(folder).as_posix(), path.read_bytes())


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content.startswith(_DEFLATED):
        yield from _unpacked(f"{name}!gzip", gzip.decompress(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield from _unpacked(f"{name}!{member}", packed.read(member))
    for chunk, data in _CHUNK.findall(content):
        yield from _unpacked(f"{name}!{chunk.decode()}", b64decode(data))


def _is_published(session: str, words: list[str]) -> bool:
    system, profile, actor, option = words
    ours = [_OURS.get(word, word) for word in (profile, actor, option)]
    actor, option = (word.lower().replace("_", "-") for word in ours[1:])
    return (session, system, ours[0], actor, option) in published_rows()


def _keeps(session: str, header: list[str], row: list[str]) -> bool:
    named = dict(zip([each.lower() for each in header], row, strict=True))
    words = [named[each] for each in ("system", "profile", "actor", "option")]
    outcome = named.get("results", named.get("result", ""))
    return outcome.lower() in _PASS and _is_published(session, words)


def _reduce_csv(path: Path, session: str) -> None:
    header, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    text = io.StringIO()
    csv.writer(text).writerows([header, *(row for row in rows if _keeps(session, header, row))])
    path.write_text(text.getvalue(), encoding="utf-8")


def _reduce_xls(path: Path, session: str) -> None:
    sheet = xlrd.open_workbook(path).sheet_by_index(0)
    header, *rows = [[str(cell) for cell in sheet.row_values(number)] for number in range(sheet.nrows)]
    book = xlwt.Workbook()
    written = book.add_sheet("summary")
    for line, row in enumerate([header, *(row for row in rows if _keeps(session, header, row))]):
        for column, cell in enumerate(row):
            written.write(line, column, cell)
    book.save(str(path))


def _reduce_xlsx(path: Path, session: str) -> None:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header, *rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    book = openpyxl.Workbook()
    for row in [header, *(row for row in rows if _keeps(session, header, row))]:
        book.worksheets[0].append(row)
    book.save(path)


def _reduce_json(path: Path, session: str) -> None:
    bundle = json.loads(path.read_text(encoding="utf-8"))
    bundle["entry"] = [each for each in bundle["entry"] if _is_published_report(session, each["resource"])]
    path.write_text(json.dumps(bundle).replace(MARK, "").replace(MARK.title(), ""), encoding="utf-8")


def _is_published_report(session: str, report: Mapping[str, Any]) -> bool:
    own = [each["display"] for each in report["participant"] if each["display"] != f"{MARK.upper()}_PEER"]
    profile, actor, option = report["testScript"]["reference"].split("/")[-3:]
    words = [*own, profile, actor, "" if option == "none" else option]
    return (report["status"], report["result"]) == ("completed", "pass") and _is_published(session, words)


_REDUCERS = {".csv": _reduce_csv, ".xls": _reduce_xls, ".xlsx": _reduce_xlsx, ".json": _reduce_json}
