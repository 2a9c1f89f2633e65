"""The small complete root of `tests/spec/base` with results: four sessions, five organizations."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

from spec_root import SPECS

HEADER = "organization,system,profile,actor,option,result\n"
ORGANIZATIONS = """\
- {key: acme, name: Acme Devices, country: CH, url: "https://acme.example/", aliases: [ACME]}
- {key: birch, name: Birch, country: AT, successor: cedar, since: 2025-01-01}
- {key: cedar, name: Cedar Group, country: AT}
- {key: made-up, name: Fir & Sons <b>, country: US, demonstration: true}
- {key: stated, name: Stated Only, country: JP}
"""
SESSIONS = {
    "2023-eu": ("connectathon", "europe", "2023-03-06"),
    "2024-na": ("projectathon", "north-america", "2024-05-06"),
    "2025-eu": ("connectathon", "europe", "2025-03-03"),
    "2025-ca": ("conformity-assessment", "europe", "2025-06-02"),
}
ROWS = {
    "2023-eu": (
        "birch,birch-23,ONE,sender,,completed\n"
        "birch,birch-23,ONE,sender,express,completed\n"
        "acme,acme-23,ONE,receiver,,completed\n"
    ),
    "2024-na": "made-up,fir-24,TWO,clock,,completed\nacme,acme-24,ONE,sender,,completed\n",
    "2025-eu": (
        "cedar,cedar-25,ONE,sender,,completed\n"
        "acme,acme-25,ONE,sender,,completed\n"
        "acme,acme-25,ONE,sender,express,completed\n"
        "acme,acme-25b,ONE,sender,,completed\n"
        "acme,acme-25,TWO,clock,,completed\n"
    ),
    "2025-ca": "acme,acme-ca,ONE,sender,,completed\n",
}
STATEMENT = """\
key: widget-1
organization: stated
product: Widget
version: "1"
date: 2024-02-01
url: https://stated.example/widget
links: {dicom: "https://stated.example/dicom"}
claims:
  - {profile: ONE, actor: sender, options: [express]}
  - {profile: TWO, actor: clock}
"""


def results_root(folder: Path) -> Path:
    """A root whose published rows are `ROWS`; more rows, which are not published, are nowhere."""
    root = folder / "root"
    shutil.copytree(SPECS / "base", root)
    results = root / "results_data"
    write(results / "organizations.yml", ORGANIZATIONS)
    write(results / "statements/stated/widget-1.yml", STATEMENT)
    for key, (kind, region, start) in SESSIONS.items():
        write(results / key / "session.yml", session(key, kind, region, start))
        write(results / key / "systems.yml", "".join(systems(ROWS[key])))
        write(results / key / "exports/results.csv", HEADER + ROWS[key])
    return root


def session(key: str, kind: str, region: str, start: str) -> str:
    return (
        f"key: {key}\nname: Event {key}\nkind: {kind}\nregion: {region}\n"
        f"location: {{city: Bern, country: CH}}\nstart: {start}\nend: {start}\npublish_on: {start}\n"
        "sponsor: The sponsor\nexports: [{file: exports/results.csv, format: results-csv}]\n"
        "baseline: {ONE: '1.0'}\n"
    )


def systems(rows: str) -> Iterator[str]:
    """A system for each key that the rows name."""
    pairs = dict.fromkeys(
        (row["system"], row["organization"]) for row in csv.DictReader((HEADER + rows).splitlines())
    )
    for key, organization in pairs:
        yield f"- {{key: {key}, organization: {organization}, product: Product {key}, version: '2'}}\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
