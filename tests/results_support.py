"""Small roots with results: the base root of specs, an event of two organizations, and what a test adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from spec_root import Case

HEADER = "organization,system,profile,actor,option,result"
ORGANIZATIONS = """- {key: first, name: First Made-up, country: AT}
- {key: second, name: Second Made-up, country: DE, demonstration: true}
"""
SYSTEMS = """- {key: FIRST_1, organization: first, product: Parcel, version: "1"}
- {key: SECOND_1, organization: second, product: "=Box()", version: "2"}
"""
ROWS = ("first,FIRST_1,ONE,sender,express,completed", "second,SECOND_1,ONE,receiver,,completed")


def a_session(key: str = "2025-eu", *, kind: str = "connectathon", publish_on: str = "2025-04-15") -> str:
    return f"""key: {key}
name: Made-up Event {key}
kind: {kind}
region: europe
location: {{city: Vienna, country: AT}}
start: {key[:4]}-03-24
end: {key[:4]}-03-28
publish_on: {publish_on}
exports: [{{file: exports/results.csv, format: results-csv}}]
"""


def an_export(rows: Sequence[str]) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def a_results_root(
    folder: Path,
    rows: Sequence[str] = ROWS,
    *,
    organizations: str = ORGANIZATIONS,
    systems: str = SYSTEMS,
    session: str = "",
    added: Mapping[str, str] | None = None,
) -> Path:
    """A private root with one event, of which `added` (path below results_data/ -> text) may be more."""
    files = {
        "organizations.yml": organizations,
        "2025-eu/session.yml": session or a_session(),
        "2025-eu/systems.yml": systems,
        "2025-eu/exports/results.csv": an_export(rows),
        **(added or {}),
    }
    private = {"file": "site_config.yml", "replace": "source: public", "with": "source: private"}
    return Case(
        spec="",
        title="",
        edits=(private,),
        added={f"results_data/{name}": text for name, text in files.items()},
        expected=(),
    ).make(folder)
