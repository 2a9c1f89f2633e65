"""Roots with one export, and what reading it gives: rows by key, findings, what a redacted copy lacks."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from generator import reading
from generator.importers import results
from generator.linking import link
from generator.results import AipoResult
from spec_root import SPECS

KEY = "2025-eu"
ORGANIZATIONS = """\
- {key: acme, name: Acme Devices, country: CH, aliases: [ACME Ltd]}
- {key: birch, name: Birke & Söhne, country: AT}
"""
SYSTEMS = """\
- {key: ACME_1, organization: acme, product: Widget, version: "1"}
- {key: ACME_2, organization: acme, product: Gadget, version: "2", keyword: PACS_ACME_2025}
- {key: BIRCH_1, organization: birch, product: Leaf, version: "1"}
"""
SESSION = """\
key: 2025-eu
name: Made-up Event
kind: connectathon
region: europe
location: {city: Vienna, country: AT}
start: 2025-03-24
end: 2025-03-28
publish_on: 2025-04-15
"""
NAMES = ("acme", "birch", "birke", "widget", "gadget", "leaf")
"""Parts of the participants' names, in small letters: none may be in a public finding."""


@dataclass(frozen=True, slots=True)
class Read:
    """What an export says, in short: `acme ACME_1 ONE sender express completed`."""

    rows: list[str]
    findings: list[str]
    excess: list[str]
    hints: list[str]


def export_root(
    folder: Path,
    *,
    content: bytes | None,
    file: str = "results.csv",
    format: str,
    more: str = "",
    keywords: str = "",
) -> Path:
    """The base root of the specs with a session whose only export has this content, None for no file."""
    root = folder / "root"
    shutil.copytree(SPECS / "base", root)
    session = root / "results_data" / KEY
    (session / "exports").mkdir(parents=True)
    (root / "results_data/organizations.yml").write_text(ORGANIZATIONS, encoding="utf-8")
    (session / "systems.yml").write_text(SYSTEMS, encoding="utf-8")
    exports = f"exports:\n  - {{file: exports/{file}, format: {format}}}\n"
    (session / "session.yml").write_text(SESSION + more + exports, encoding="utf-8")
    if keywords:
        (session / "keywords.yml").write_text(keywords, encoding="utf-8")
    if content is not None:
        (session / "exports" / file).write_bytes(content)
    return root


def read_root(root: Path, *, is_clean: bool = True) -> results.Exported:
    read = reading.read(root)
    assert not is_clean or read.diagnostics == (), [str(each) for each in read.diagnostics]
    graph = link(read.records, externals=read.externals, unread=read.unread)
    return results.read(root, graph, read.keywords)


def in_short(exported: results.Exported) -> Read:
    return Read(
        rows=[row_words(row) for row in exported.results],
        findings=[str(each).partition(f"{each.position.path}:")[2] for each in exported.diagnostics],
        excess=[f"{place.line}:{place.column}" for place in exported.excess],
        hints=[each.hint for each in exported.diagnostics],
    )


def row_words(row: AipoResult) -> str:
    words = (row.organization, row.system, row.profile, row.actor, row.option or "-", row.outcome.value)
    return " ".join(words)
